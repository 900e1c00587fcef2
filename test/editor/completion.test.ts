// Names that a place takes: `|` stands for the cursor.
import { describe, expect, it } from 'vitest';
import { completeConfiguration } from '#editor/complete-configuration.ts';
import { completeSuppression, completeVariable, type NameCompletion } from '#editor/complete-names.ts';
import { projectOf } from '../sources.ts';

const RULES = [
  { id: 'cache/missing-ttl', title: 'Entries that stay for ever' },
  { id: 'db/n-plus-one-query', title: 'A query for each row' },
  { id: 'errors/swallowed-error', title: 'Errors that vanish' },
];

const labels = (found: readonly NameCompletion[] | undefined): readonly string[] | undefined => found?.map((it) => it.label);

/** The text after the first completion was taken. */
function taken(text: string, found: readonly NameCompletion[] | undefined): string | undefined {
  const [first] = found ?? [];
  return first && text.slice(0, first.replace.start) + first.text + text.slice(first.replace.end);
}

function marked(text: string): { readonly plain: string; readonly offset: number } {
  return { plain: text.replace('|', ''), offset: text.indexOf('|') };
}

describe('suppression comments', () => {
  const complete = (text: string, nearby = '') => {
    const { plain, offset } = marked(text);
    return completeSuppression(plain, offset, RULES, (it) => it === nearby);
  };

  it('take rules, those with a finding nearby first, without those that are named', () => {
    expect(labels(complete('// tiebeam-ignore-next-line |'))).toEqual(RULES.map((it) => it.id));
    expect(labels(complete('  # tiebeam-ignore-line db/n|', 'errors/swallowed-error'))?.[0]).toBe('errors/swallowed-error');
    expect(labels(complete('/* tiebeam-ignore-file cache/missing-ttl, |'))).toEqual([
      'db/n-plus-one-query',
      'errors/swallowed-error',
    ]);
    expect(labels(complete('-- tiebeam-ignore-start until=2027-01-31 |'))).toHaveLength(3);
  });

  it('replace what was typed of a name', () => {
    const { plain, offset } = marked('x = 1  # tiebeam-ignore-line db/n-pl| -- small table');
    const found = completeSuppression(plain, offset, RULES, (it) => it.startsWith('db/'));
    expect(taken(plain, found)).toBe('x = 1  # tiebeam-ignore-line db/n-plus-one-query -- small table');
  });

  it('take a directive where one begins', () => {
    expect(labels(complete('// tieb|'))).toBeUndefined();
    expect(labels(complete('// tiebeam|'))).toContain('tiebeam-ignore-next-line');
    expect(taken('// tiebeam-ig', complete('// tiebeam-ig|'))).toBe('// tiebeam-ignore-next-line');
  });

  it('take nothing in the reason, and are none without a comment', () => {
    expect(complete('// tiebeam-ignore-next-line cache/missing-ttl -- because |')).toEqual([]);
    expect(complete("const a = 'tiebeam-ignore-next-line |'")).toBeUndefined();
    expect(complete('// something else |')).toBeUndefined();
  });
});

describe('variables of the environment', () => {
  const open = async () => {
    const { project } = await projectOf(
      {
        'package.json': '{ "name": "shop", "dependencies": { "express": "5", "zod": "4" } }',
        'src/config.ts':
          "import { z } from 'zod';\nexport const config = z.object({\n  PORT: z.string(),\n  MAIL_KEY: z.string(),\n}).parse(process.env);\n",
        '.env.example': 'PORT=3000\nLOG_LEVEL=info\n',
      },
      { rules: [] },
    );
    project.check();
    const { workspace } = project;
    if (!workspace) throw new Error('the check gave no workspace');
    return (path: string, text: string) => {
      const { plain, offset } = marked(text);
      return completeVariable(workspace, path, plain, offset);
    };
  };

  it.each([
    ['src/mail.ts', 'const a = process.env.|'],
    ['src/mail.ts', "const a = process.env['MA|"],
    ['src/mail.vue', 'import.meta.env.|'],
    ['src/mail.py', 'key = os.environ["|'],
    ['src/mail.py', "key = os.getenv('P|"],
    ['src/mail.go', 'key := os.Getenv("|'],
  ])('come from the configuration and the example file in %s: %s', async (path, text) => {
    const complete = await open();
    expect(complete(path, text)?.map((it) => `${it.label} ${it.detail}`)).toEqual([
      'PORT src/config.ts',
      'MAIL_KEY src/config.ts',
      'LOG_LEVEL .env.example',
    ]);
  });

  it('are written with their sign of equality into an env file, those that are there left out', async () => {
    const complete = await open();
    expect(labels(complete('.env', 'PORT=3\n|'))).toEqual(['MAIL_KEY', 'LOG_LEVEL']);
    expect(taken('PORT=3\nMA', complete('.env', 'PORT=3\nMA|'))).toBe('PORT=3\nMAIL_KEY=');
  });

  it('come nowhere else', async () => {
    const complete = await open();
    for (const [path, text] of [
      ['src/mail.ts', 'const a = environment.|'],
      ['src/mail.go', 'key := os.Open("|'],
      ['.env', 'PORT=|'],
      ['README.md', 'process.env.|'],
    ] as const)
      expect(complete(path, text), text).toBeUndefined();
  });
});

describe('tiebeam.json', () => {
  const complete = (text: string, hasSchema = false) => {
    const { plain, offset } = marked(text);
    return completeConfiguration(plain, offset, RULES, hasSchema);
  };

  it('takes rules where it names some', () => {
    expect(labels(complete('{ "rules": { "|" } }'))).toEqual(RULES.map((it) => it.id));
    expect(labels(complete('{ "rules": { | } }'))).toEqual(RULES.map((it) => it.id));
    expect(labels(complete('{ "baseline": { "never": ["|"] } }', true))).toEqual(RULES.map((it) => it.id));
    expect(labels(complete('{ "suppress": { "requireReason": [|] } }', true))).toHaveLength(3);
    expect(taken('{ "rules": { "ca": "off" } }', complete('{ "rules": { "ca|": "off" } }'))).toBe(
      '{ "rules": { "cache/missing-ttl": "off" } }',
    );
  });

  it('takes layers, roles, and items of the checklists', () => {
    expect(labels(complete('{ "layers": { "|" } }'))).toEqual(expect.arrayContaining(['controller', 'service', 'repository']));
    expect(labels(complete('{ "roles": { "|" } }'))).toEqual(['test', 'script', 'generated']);
    expect(labels(complete('{ "checklist": { "|" } }', true))).toContain('release-tests');
    expect(labels(complete('{ "answers": { "|" } }', true))?.every((it) => it.startsWith('release-'))).toBe(true);
  });

  it('leaves to the editor what the schema lists, and takes no names elsewhere', () => {
    for (const section of ['rules', 'layers', 'roles'])
      expect(complete(`{ "${section}": { "|" } }`, true), section).toBeUndefined();
    for (const text of ['{ "rules": { "cache/missing-ttl": "|" } }', '{ "|" }', '{ "name": "|" }', '|'])
      expect(complete(text), text).toBeUndefined();
  });
});

// What `tiebeam.json` says about a project's own functions counts like a known library.
import { describe, expect, it } from 'vitest';
import { conceptsOf } from '#concepts/lifted-file.ts';
import { projectOf, type Sources } from '../sources.ts';

const STORE = "import { open } from './native.js';\nexport const store = open();\n";

async function kindsIn(text: string, configuration: object, more: Sources = {}): Promise<string[]> {
  const { project } = await projectOf(
    { 'src/main.ts': text, 'src/store.ts': STORE, ...more },
    { rules: [], configuration: JSON.stringify(configuration) },
  );
  project.check();
  const file = project.workspace?.files.get('src/main.ts');
  return (file?.concepts ?? []).map((it) =>
    it.kind === 'query' ? `query ${it.operation}` : it.kind === 'middleware' ? `middleware ${it.role}` : it.kind,
  );
}

describe('declared', () => {
  it.each([
    ['a logger', 'audit.warn("x");', { wrappers: { logger: ['audit'] } }, ['log']],
    ['a logging function', 'audit("x");', { wrappers: { logger: ['audit'] } }, ['log']],
    ['a database by the name of the call', 'run("select 1");', { wrappers: { db: ['run'] } }, ['query read']],
    [
      'a cache that takes no expiry',
      'remember("a", b);',
      { wrappers: { cache: [{ callee: 'remember', ttlArg: 2 }] } },
      ['cache-write'],
    ],
    ['nothing', 'audit("x"); run("select 1");', {}, []],
  ] as const)('%s', async (_, text, configuration, kinds) => {
    expect(await kindsIn(text, configuration)).toEqual(kinds);
  });

  it.each([
    ['database', 'store.insertOrder(o); store.findOrder(id);', ['query write', 'query read']],
    ['cache', "store.set('a', 1); store.get('a');", ['cache-write']],
    ['logger', "store.info('a');", ['log']],
  ] as const)('an export that is a %s', async (what, text, kinds) => {
    const source = `import { store } from './store.js';\n${text}\n`;
    expect(await kindsIn(source, {})).toEqual([]);
    expect(await kindsIn(source, { hints: { 'src/store.ts#store': what } })).toEqual(kinds);
  });

  it('middleware', async () => {
    const text =
      "import express from 'express';\nimport { guard } from './native.js';\nconst app = express();\napp.use(guard);\n";
    expect(await kindsIn(text, { wrappers: { auth: ['guard'] } })).toContain('middleware auth');
    expect(await kindsIn(text, {})).toContain('middleware other');
  });

  it('may change while the editor is open', async () => {
    const { project } = await projectOf({ 'src/main.ts': 'audit("x");\n' }, { rules: [] });
    const logs = () => {
      project.check();
      const file = project.workspace?.files.get('src/main.ts');
      return file ? conceptsOf(file, 'log').length : undefined;
    };
    expect(logs()).toBe(0);
    project.configure({ ...project.configuration, wrappers: { logger: ['audit'] } });
    expect(logs()).toBe(1);
  });
});

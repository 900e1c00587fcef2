import { describe, expect, test } from 'vitest';
import { planInsertion } from '#snippets/plan.ts';
import { libraryOf, viewOf } from './place.ts';

describe('an insertion', () => {
  test('adds its variables to the configuration module that stands where one is put', () => {
    const view = viewOf({
      'package.json': '{}',
      'src/config/config.ts': 'const E = z.object({\n  A: z.string(),\n});\n',
      'src/main.ts': '',
    });
    const alone = libraryOf({
      cap: { body: 'export const cap = 1;', file: 'cap.ts', environment: [{ name: 'CAP', example: '10', type: 'number' }] },
      settings: { body: 'export const config = 1;', file: 'config/config.ts' },
    });
    const plan = planInsertion(alone, view, { snippet: 'cap', active: 'src/main.ts', where: { kind: 'new' } });
    expect(plan?.files).toEqual([
      { kind: 'create', path: 'src/cap.ts', text: 'export const cap = 1;\n' },
      { kind: 'create', path: '.env.example', text: 'CAP=10\n' },
      {
        kind: 'change',
        path: 'src/config/config.ts',
        changes: [expect.objectContaining({ text: expect.stringMatching(/^\s+CAP: z\.coerce\.number\(\),\s*$/) })],
      },
    ]);
  });

  test.each([
    [
      'typescript',
      'package.json',
      'src/config.ts',
      'const E = z.object({\n  A: z.string(),\n});\nexport const config = E.parse(process.env);\n',
      'CAP: z.coerce.number(),',
    ],
    ['python', 'pyproject.toml', 'app/core/settings.py', 'class Settings(BaseSettings):\n    a: str\n', 'cap: int'],
    ['go', 'go.mod', 'internal/settings/read.go', 'type S struct {\n\tA string `env:"A"`\n}\n', 'Cap int `env:"CAP,required"`'],
  ] as const)(
    'finds the module of %s that checks the variables where it stands elsewhere',
    (language, manifest, path, text, added) => {
      const ending = path.slice(path.lastIndexOf('.'));
      const active = `${path.split('/')[0]}/main${ending}`;
      const view = viewOf({ [manifest]: '', [active]: '', [path]: text, [`${path.split('/')[0]}/orders/settings${ending}`]: '' });
      const alone = libraryOf({
        cap: {
          body: 'x',
          languages: [language],
          file: `cap${ending}`,
          environment: [{ name: 'CAP', example: '10', type: 'number' }],
        },
      });
      const plan = planInsertion(alone, view, { snippet: 'cap', active, where: { kind: 'new' } });
      const changed = plan?.files.find((it) => it.kind === 'change');
      expect(changed).toMatchObject({ path, changes: [{ text: expect.stringContaining(added) }] });
    },
  );
});

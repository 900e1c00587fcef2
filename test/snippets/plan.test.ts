import { describe, expect, test } from 'vitest';
import { addToConfiguration, addToEnvExample } from '#snippets/environment.ts';
import { layoutOf, newFileFor } from '#snippets/layout.ts';
import { planInsertion } from '#snippets/plan.ts';
import type { EnvironmentKey } from '#snippets/section.ts';
import { applyTextChanges } from '#snippets/text-change.ts';
import { shippedLibrary } from './library.ts';
import { libraryOf, snippetOf, viewOf } from './place.ts';

const library = libraryOf({
  limits: {
    body: 'limit(config);',
    pattern: 'config',
    file: 'http/limits.ts',
    siblings: [{ snippet: 'settings', names: ['config'] }],
    environment: [{ name: 'LIMIT', example: '10', type: 'number' }],
    dependencies: ['limiter'],
    developmentDependencies: ['@types/limiter'],
    note: 'Call it first.',
  },
  settings: { body: 'export const config = 1;', file: 'config/config.ts', siblings: [{ snippet: 'log', names: ['log'] }] },
  log: { body: 'export const log = 1;', file: 'log.ts' },
});

describe('planInsertion', () => {
  test('creates the file, what it imports from, and the example of the environment', () => {
    const view = viewOf({ 'package.json': '{}', 'src/main.ts': '' });
    const plan = planInsertion(library, view, { snippet: 'limits', active: 'src/main.ts', where: { kind: 'new' } });
    expect(plan).toEqual({
      target: 'src/http/limits.ts',
      preview: "import { config } from '../config/config';\n\nlimit(config);\n",
      previewStart: 44,
      body: undefined,
      isThere: false,
      files: [
        { kind: 'create', path: 'src/http/limits.ts', text: "import { config } from '../config/config';\n\nlimit(config);\n" },
        { kind: 'create', path: 'src/config/config.ts', text: "import { log } from '../log';\n\nexport const config = 1;\n" },
        { kind: 'create', path: 'src/log.ts', text: 'export const log = 1;\n' },
        { kind: 'create', path: '.env.example', text: 'LIMIT=10\n' },
      ],
      dependencies: {
        missing: ['limiter', '@types/limiter'],
        folder: '',
        commands: ['npm install limiter', 'npm install --save-dev @types/limiter'],
      },
      notes: [
        'src/config/config.ts is created because the snippet imports from it.',
        'src/log.ts is created because the snippet imports from it.',
        'Call it first.',
      ],
    });
  });

  test('uses what is there: a file that declares the name, an installed package, a key', () => {
    const view = viewOf({
      'api/package.json': '{ "dependencies": { "limiter": "1" }, "devDependencies": { "@types/limiter": "1" } }',
      'api/.env.example': '# LIMIT=5\n',
      'api/src/main.ts': 'run();\n',
      'api/src/settings.ts': 'export const config = read();\n',
      'other/src/config/config.ts': 'export const config = 2;\n',
    });
    const plan = planInsertion(library, view, {
      snippet: 'limits',
      active: 'api/src/main.ts',
      where: { kind: 'here', offset: 0 },
    });
    expect(plan).toEqual({
      target: 'api/src/main.ts',
      preview: "import { config } from './settings';\n\nlimit(config);\n\nrun();\n",
      body: {
        span: { start: 0, end: 0 },
        template: "import { config \\} from './settings';\n\nlimit(config);\n\n",
        lineIndent: '',
      },
      isThere: false,
      files: [],
      dependencies: undefined,
      previewStart: 38,
      notes: ['Call it first.'],
    });
  });

  test.each([
    ['a function', 'export function cap(): number {\n  return 1;\n}', 'export function cap(n: string) {}\r\n', true],
    ['one of two', 'export const a = 1;\nexport const b = 2;', 'export const a = 1;\n', false],
    ['a method in Go', 'func (s *Shop) Close() {\n}', 'func (s *Shop) Close() {\n}\n', true],
    ['a fragment, at the cursor', 'cap();', 'cap();\n', false],
  ])('sees that the file has it already: %s', (_, body, text, isThere) => {
    const shelf = libraryOf({ cap: { body, file: 'cap.ts' } });
    const where = { kind: 'here', offset: text.length } as const;
    const plan = planInsertion(shelf, viewOf({ 'package.json': '{}', 'src/a.ts': text }), {
      snippet: 'cap',
      active: 'src/a.ts',
      where,
    });
    expect([plan?.isThere, plan?.body === undefined]).toEqual([isThere, isThere]);
  });

  test('gives nothing for a snippet that is not there', () => {
    expect(planInsertion(library, viewOf({}), { snippet: 'nothing', active: 'a.ts', where: { kind: 'new' } })).toBeUndefined();
  });

  test('every shipped snippet can be planned into a new file, and twice changes nothing', () => {
    const shipped = shippedLibrary();
    for (const snippet of shipped.snippets.values()) {
      const view = viewOf({
        'package.json': '{}',
        'pyproject.toml': '',
        'go.mod': 'module example.com/shop\n',
        'src/main.ts': '',
      });
      const plan = planInsertion(shipped, view, { snippet: snippet.id, active: 'src/main.ts', where: { kind: 'new' } });
      const files = Object.fromEntries(
        plan?.files.flatMap((it) => (it.kind === 'create' ? [[it.path, it.text] as const] : [])) ?? [],
      );
      const after = viewOf({
        'package.json': '{}',
        'pyproject.toml': '',
        'go.mod': 'module example.com/shop\n',
        'src/main.ts': '',
        ...files,
      });
      const again = planInsertion(shipped, after, { snippet: snippet.id, active: 'src/main.ts', where: { kind: 'new' } });
      expect([snippet.id, again?.target, again?.files]).toEqual([snippet.id, plan?.target, []]);
      expect([snippet.id, again?.isThere, again?.body]).toEqual([snippet.id, true, undefined]);
      expect(again?.preview).toBe(after.read(again?.target ?? ''));
    }
  });
});

describe('layoutOf', () => {
  test.each([
    [
      'TypeScript with src',
      { 'package.json': '', 'src/a.ts': '' },
      'src/a.ts',
      'typescript',
      { root: '', sources: 'src', importExtension: '' },
    ],
    [
      'a package in a workspace',
      { 'package.json': '', 'api/package.json': '', 'api/src/a.ts': '' },
      'api/src/a.ts',
      'typescript',
      { root: 'api', sources: 'api/src' },
    ],
    ['no src', { 'package.json': '', 'a.ts': '' }, 'a.ts', 'typescript', { root: '', sources: '' }],
    [
      'Node resolution',
      { 'package.json': '', 'tsconfig.json': '{"module": "NodeNext"}' },
      'a.ts',
      'typescript',
      { importExtension: '.js' },
    ],
    [
      '.ts extensions',
      { 'package.json': '', 'tsconfig.json': '{"allowImportingTsExtensions": true}' },
      'a.ts',
      'typescript',
      { importExtension: '.ts' },
    ],
    [
      'an alias',
      { 'package.json': '', 'tsconfig.json': '{"paths": {"@/*": ["./src/*"]}}' },
      'a.ts',
      'typescript',
      { alias: { prefix: '@/', folder: 'src' } },
    ],
    [
      'a FastAPI app',
      { 'pyproject.toml': '', 'app/main.py': '' },
      'app/main.py',
      'python',
      { root: '', sources: 'app', importRoot: '' },
    ],
    [
      'a package below src',
      { 'pyproject.toml': '', 'src/shop/__init__.py': '' },
      'src/shop/__init__.py',
      'python',
      { sources: 'src/shop', importRoot: 'src' },
    ],
    [
      'a Django project',
      { 'back/manage.py': '', 'back/config/settings.py': '' },
      'back/config/settings.py',
      'python',
      { root: 'back', sources: 'back', importRoot: 'back' },
    ],
    [
      'a Go module',
      { 'go.mod': 'module example.com/shop\n' },
      'internal/a.go',
      'go',
      { sources: '', goModule: 'example.com/shop' },
    ],
    [
      'the only back end, from a front-end file',
      { 'web/package.json': '', 'api/go.mod': 'module x\n' },
      'web/src/a.ts',
      'go',
      { root: 'api' },
    ],
  ] as const)('%s', (_, files, near, language, layout) => {
    expect(layoutOf(viewOf(files), near, language)).toMatchObject(layout);
  });

  test.each([
    ['src/features/orders/orders.service.ts', undefined, 'src/features/orders/cache.ts'],
    ['src/main.ts', undefined, 'src/features/orders/cache.ts'],
    ['src/http/server.ts', 'layer-first', 'src/services/cache.ts'],
  ] as const)('a feature’s file from %s goes to its folder', (active, structure, path) => {
    const layout = layoutOf(viewOf({ 'package.json': '', 'src/main.ts': '' }), active, 'typescript');
    expect(newFileFor(snippetOf('let a;', { file: '{feature}/cache.ts', roles: ['service'] }), layout, active, structure)).toBe(
      path,
    );
  });
});

const keys: EnvironmentKey[] = [
  { name: 'PORT', example: '3000', type: 'number' },
  { name: 'CORS_ORIGINS', example: 'http://a b', type: 'list' },
];

describe('the environment', () => {
  test.each([
    ['an empty example', '', 'PORT=3000\nCORS_ORIGINS="http://a b"\n'],
    ['an example without a last line end', 'A=1', 'A=1\nPORT=3000\nCORS_ORIGINS="http://a b"\n'],
    ['keys that are there', '#PORT=1\nexport CORS_ORIGINS=\n', '#PORT=1\nexport CORS_ORIGINS=\n'],
  ])('%s', (_, before, after) => {
    const change = addToEnvExample(before, keys);
    expect(applyTextChanges(before, change === undefined ? [] : [change])).toBe(after);
  });

  test.each([
    [
      'typescript',
      'const E = z.object({\n  A: z.string(),\n  B: z.enum([\n    "x",\n  ])\n});\n',
      'const E = z.object({\n  A: z.string(),\n  B: z.enum([\n    "x",\n  ]),\n  PORT: z.coerce.number(),\n  CORS_ORIGINS: z.string().transform((value) => value.split(\',\').map((it) => it.trim())),\n});\n',
    ],
    [
      'python',
      'class Settings(BaseSettings):\n    a: str\n\n    @property\n    def b(self):\n        return 1\n',
      'class Settings(BaseSettings):\n    a: str\n    port: int\n    cors_origins: list[str]\n\n    @property\n    def b(self):\n        return 1\n',
    ],
    [
      'go',
      'type Config struct {\n\tA string `env:"A"`\n}\n',
      'type Config struct {\n\tA string `env:"A"`\n\tPort int `env:"PORT,required"`\n\tCORSOrigins []string `env:"CORS_ORIGINS,required"`\n}\n',
    ],
  ] as const)('a configuration module in %s', (language, before, after) => {
    const change = addToConfiguration(before, language, keys);
    expect(applyTextChanges(before, change === undefined ? [] : [change])).toBe(after);
    expect(addToConfiguration(after, language, keys)).toBeUndefined();
  });

  test('an idiom that is not known is left alone', () => {
    expect(addToConfiguration('export const port = 1;\n', 'typescript', keys)).toBeUndefined();
  });
});

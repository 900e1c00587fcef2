import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { expandTemplate } from '#snippets/expand.ts';
import { shippedLibrary } from '../library.ts';
import { generatePrismaClient, installNpm } from './install.ts';
import { cacheFolder, filesOf, installOnce, repository, run, writeFresh } from './project.ts';

// Every TypeScript, React and Vue body, put into an empty project with its imports and the files that it imports from,
// type-checked against the packages that it names, and held to one format.

const library = shippedLibrary();
const LANGUAGES = new Set(['typescript', 'typescriptreact', 'vue']);
const snippets = [...library.snippets.values()].filter((it) => LANGUAGES.has(it.languages[0] ?? ''));
const folder = cacheFolder('ts');
const cases = join(folder, 'cases');
const problems = new Map<string, string[]>();
let unformatted = '';

beforeAll(() => {
  installNpm(library);
  generateShippedClient();
  const files = new Map<string, string>();
  for (const snippet of snippets) {
    const project = {
      files: new Map([
        ['package.json', '{}'],
        ['src/main.ts', ''],
      ]),
      active: 'src/main.ts',
    };
    for (const [path, text] of filesOf(library, snippet, project)) {
      if (!/\.[mc]?tsx?$/.test(path)) continue;
      files.set(`${snippet.id}/${path}`, text);
      if (text.includes('/generated/prisma/client')) {
        files.set(`${snippet.id}/src/generated/prisma/client.ts`, "export * from '../../../../../prisma/client/client';\n");
      }
    }
  }
  files.set('control/src/mistake.ts', "import { z } from 'zod';\n\nexport const count: number = z.string().parse('1');\n");
  writeFresh(cases, files);
  writeFileSync(join(cases, 'biome.json'), JSON.stringify(BIOME));
  const isDecorated = (path: string): boolean => {
    const snippet = library.snippets.get(path.split('/', 1)[0] ?? '');
    return snippet !== undefined && (snippet.frameworks.includes('nest') || snippet.dependencies?.includes('typeorm') === true);
  };
  check(
    [...files.keys()].filter((it) => !isDecorated(it)),
    {},
  );
  check([...files.keys()].filter(isDecorated), { experimentalDecorators: true, emitDecoratorMetadata: true });
  const biome = join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  unformatted = run(process.execPath, [biome, 'check', '--colors=off', '--max-diagnostics=200', '.'], {
    cwd: cases,
    needs: 'run npm install',
  }).output;
}, 600_000);

describe('compiles', () => {
  test.each(snippets.map((it) => it.id))('%s', (id) => {
    expect(problems.get(id) ?? []).toEqual([]);
  });
});

test('a mistake would be seen', () => {
  expect(problems.get('control')).toEqual([expect.stringContaining("Type 'string' is not assignable to type 'number'")]);
});

test('Biome has nothing to format and nothing to say', () => {
  expect(unformatted).toMatch(/No fixes applied/);
  expect(unformatted).not.toMatch(/Found \d+ (error|warning|info)/);
});

/** The client of the schema that the library ships, in `prisma/client` beside the cases. */
function generateShippedClient(): void {
  const schema = expandTemplate(library.snippets.get('prisma-db-schema')?.body ?? '');
  const target = join(folder, 'prisma');
  mkdirSync(target, { recursive: true });
  const text = schema.ok ? schema.value.replace('../src/generated/prisma', './client') : '';
  installOnce(target, text, () => {
    writeFileSync(join(target, 'schema.prisma'), text);
    generatePrismaClient(folder, join(target, 'schema.prisma'));
  });
}

function check(paths: readonly string[], options: ts.CompilerOptions): void {
  const program = ts.createProgram(
    paths.map((it) => join(cases, it)),
    {
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.ReactJSX,
      types: ['node', 'vite/client'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      isolatedModules: true,
      verbatimModuleSyntax: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      ...options,
    },
  );
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const file = diagnostic.file === undefined ? '' : relative(cases, diagnostic.file.fileName);
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    const [id = ''] = file.split('/', 1);
    const message = `${file}:${line + 1} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
    problems.set(id, [...(problems.get(id) ?? []), message]);
  }
}

const BIOME = {
  root: true,
  json: { formatter: { enabled: false } },
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 100 },
  javascript: {
    formatter: { quoteStyle: 'single' },
    parser: { unsafeParameterDecoratorsEnabled: true },
  },
  assist: { actions: { source: { organizeImports: 'on' } } },
};

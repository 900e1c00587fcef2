import { describe, expect, test } from 'vitest';
import { completeSnippets } from '#snippets/complete.ts';
import { offerDependencies } from '#snippets/dependencies.ts';
import { dependenciesOf, frameworksAmong } from '#snippets/frameworks.ts';
import { layoutOf } from '#snippets/layout.ts';
import { snippetMenu } from '#snippets/menu.ts';
import { rankSnippets } from '#snippets/rank.ts';
import { type Ecosystem, ecosystemOf, type Framework, type SnippetLanguage } from '#snippets/section.ts';
import { shippedLibrary } from './library.ts';
import { layout, snippetOf, viewOf } from './place.ts';

const library = shippedLibrary();

describe('dependencies', () => {
  test.each<[string, Ecosystem, Record<string, string>, string[], Framework[]]>([
    [
      'package.json',
      'npm',
      { 'package.json': '{"dependencies":{"express":"5"},"devDependencies":{"vitest":"4"}}' },
      ['express', 'vitest'],
      ['express'],
    ],
    ['a broken package.json', 'npm', { 'package.json': '{"dependencies":{"vue":"3"' }, ['vue'], ['vue']],
    [
      'requirements.txt',
      'pypi',
      { 'requirements.txt': '# web\nFastAPI[standard]>=0.1\npsycopg_pool==3\n-r dev.txt\n' },
      ['fastapi', 'psycopg-pool'],
      ['fastapi'],
    ],
    [
      'pyproject.toml',
      'pypi',
      { 'pyproject.toml': '[project]\ndependencies = [\n  "Django>=5",\n  "structlog",\n]\n' },
      ['django', 'structlog'],
      ['django'],
    ],
    [
      'pyproject.toml on one line',
      'pypi',
      { 'pyproject.toml': 'dependencies = ["flask", "redis>=5"]\n' },
      ['flask', 'redis'],
      ['flask'],
    ],
    ['Poetry', 'pypi', { 'pyproject.toml': '[tool.poetry.dependencies]\nfastapi = "^0.1"\n' }, ['fastapi'], ['fastapi']],
    [
      'go.mod',
      'go',
      { 'go.mod': 'module x\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.1.0\n)\n' },
      ['github.com/gin-gonic/gin'],
      ['gin'],
    ],
    ['a plain Go module', 'go', { 'go.mod': 'module x\n' }, [], ['net/http']],
    [
      'chi',
      'go',
      { 'go.mod': 'module x\n\nrequire github.com/go-chi/chi/v5 v5.0.0\n' },
      ['github.com/go-chi/chi/v5'],
      ['chi', 'net/http'],
    ],
  ])('are read from %s', (_, ecosystem, files, names, frameworks) => {
    const found = dependenciesOf(viewOf(files), layout, ecosystem);
    expect([...found]).toEqual(expect.arrayContaining(names));
    expect([...frameworksAmong(found, ecosystem)].sort()).toEqual(frameworks);
  });

  test.each<[string, Record<string, string>, SnippetLanguage, string[]]>([
    ['npm', { 'package.json': '{}' }, 'typescript', ['npm install "a@^1.2.0" b', 'npm install --save-dev c']],
    ['pnpm', { 'package.json': '{}', 'pnpm-lock.yaml': '' }, 'typescript', ['pnpm add "a@^1.2.0" b', 'pnpm add --save-dev c']],
    ['yarn', { 'package.json': '{}', 'yarn.lock': '' }, 'typescript', ['yarn add "a@^1.2.0" b', 'yarn add --dev c']],
    ['bun', { 'package.json': '{}', 'bun.lock': '' }, 'typescript', ['bun add "a@^1.2.0" b', 'bun add --dev c']],
    ['pip', { 'requirements.txt': 'b\n' }, 'python', ['python -m pip install "a>=1,<2" c']],
    ['uv', { 'pyproject.toml': '', 'uv.lock': '' }, 'python', ['uv add "a>=1,<2" b', 'uv add --dev c']],
    ['Poetry', { 'pyproject.toml': '', 'poetry.lock': '' }, 'python', ['poetry add "a>=1,<2" b', 'poetry add --group dev c']],
    ['Go', { 'go.mod': 'module x\n' }, 'go', ['go get a@v1.2.0 b c']],
  ])('are offered with %s', (_, files, language, commands) => {
    const view = viewOf(files);
    const snippet = snippetOf('a', { languages: [language], dependencies: ['a', 'b'], developmentDependencies: ['c'] });
    const versions = { npm: { a: '^1.2.0' }, pypi: { a: '>=1,<2' }, go: { a: 'v1.2.0' } };
    expect(offerDependencies([snippet], view, layoutOf(view, 'a', language), versions)?.commands).toEqual(commands);
  });
});

describe('rankSnippets', () => {
  const top = (pattern: string, context: Parameters<typeof rankSnippets>[1]): string | undefined =>
    rankSnippets(
      [...library.snippets.values()].filter((it) => it.pattern === pattern),
      context,
    )[0]?.snippet.id;

  test.each<[string, string, Parameters<typeof rankSnippets>[1], string]>([
    [
      'the framework of the project',
      'error-handler',
      { language: 'typescript', frameworks: new Set(['fastify']) },
      'ts-error-handler-fastify',
    ],
    [
      'the framework that was decided',
      'error-handler',
      { language: 'python', frameworks: new Set(), decisions: { backend: 'django' } },
      'py-error-handler-django',
    ],
    [
      'the order of the library where nothing is known',
      'error-handler',
      { language: 'go', frameworks: new Set() },
      'go-error-handler-http',
    ],
    ['the language', 'sse-client', { language: 'vue', frameworks: new Set() }, 'vue-sse-client'],
  ])('prefers %s', (_, pattern, context, id) => {
    expect(top(pattern, context)).toBe(id);
  });

  test.each<[SnippetLanguage, string, readonly string[], string]>([
    ['typescript', 'transaction', ['express', 'prisma', '@prisma/client'], 'ts-transaction-prisma'],
    ['typescript', 'eager-load', ['typeorm', 'pg'], 'ts-eager-load-typeorm'],
    ['python', 'access-token', ['pyjwt'], 'py-access-token'],
    ['python', 'cursor-pagination', ['django'], 'py-cursor-pagination-django'],
    ['python', 'db-pool', ['flask', 'psycopg', 'sqlalchemy'], 'py-db-pool-sqlalchemy'],
    ['go', 'transaction', ['gorm.io/gorm'], 'go-transaction-gorm'],
    ['go', 'eager-load', ['github.com/jmoiron/sqlx'], 'go-eager-load-sqlx'],
    ['go', 'rbac-guard', ['github.com/labstack/echo/v5'], 'go-rbac-guard-echo'],
  ])('in %s offers for %s what fits %s', (language, pattern, names, id) => {
    const dependencies = new Set(names);
    const ecosystem = ecosystemOf(language);
    const frameworks = ecosystem === undefined ? new Set<never>() : frameworksAmong(dependencies, ecosystem);
    expect(top(pattern, { language, frameworks, dependencies })).toBe(id);
  });

  test('a repository of the project is offered its queries before its guards', () => {
    const [first] = rankSnippets(library.snippets.values(), {
      language: 'typescript',
      role: 'repository',
      frameworks: new Set(['express']),
      dependencies: new Set(['express', 'kysely', 'zod']),
      decisions: { tenancy: 'row-level' },
    });
    expect(first?.snippet.id).toBe('ts-tenant-filter-kysely');
  });

  test('prefers what belongs into the role, and what was decided', () => {
    const sorted = rankSnippets(library.snippets.values(), {
      language: 'typescript',
      role: 'controller',
      frameworks: new Set(['express']),
      decisions: { realtime: 'sse', redis: false },
    }).map((it) => it.snippet.id);
    const place = (id: string): number => sorted.indexOf(id);
    expect(place('ts-sse-express')).toBe(0);
    expect(place('ts-sse-express')).toBeLessThan(place('ts-websocket-ws'));
    expect(place('ts-validate-input-express')).toBeLessThan(place('ts-cors-express'));
    expect(place('ts-retry')).toBeLessThan(place('ts-cache-aside-ioredis'));
    expect(place('ts-retry')).toBeLessThan(place('ts-error-handler-fastify'));
    expect(sorted).not.toContain('py-sse-fastapi');
  });
});

describe('snippetMenu', () => {
  const menu = snippetMenu(library, { language: 'typescriptreact', frameworks: new Set(['express', 'react']) });
  const variants = (pattern: string): string[] =>
    menu
      .flatMap((it) => it.patterns)
      .filter((it) => it.id === pattern)
      .flatMap((it) =>
        it.variants.map(
          ({ id, fitsHere, fitsProject }) => `${id} ${fitsHere ? 'here' : 'file'} ${fitsProject ? 'fits' : 'other'}`,
        ),
      );

  test('holds the sections in their order, numbered', () => {
    expect(menu.map((it) => it.number)).toEqual(menu.map((it) => it.number).toSorted((a, b) => (a || 99) - (b || 99)));
  });

  test('puts the variant first that fits, and says what must go into its own file', () => {
    expect(variants('sse-client').slice(0, 2)).toEqual(['tsx-sse-client here fits', 'vue-sse-client file other']);
    expect(variants('cors')[0]).toBe('ts-cors-express here fits');
    expect(variants('cors')).toContain('ts-cors-nest here other');
    expect(variants('cors')).not.toContain('py-cors-fastapi file other');
  });
});

describe('completeSnippets', () => {
  const complete = (marked: string, path = 'src/http/cors.ts'): ReturnType<typeof completeSnippets> => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const target = {
      path,
      language: path.endsWith('.go') ? 'go' : 'typescript',
      text,
      layout,
      fileOf: () => 'src/logging/logger.ts',
    } as const;
    return completeSnippets(library, target, offset, { language: target.language, frameworks: new Set(['express']) });
  };

  test('offers by prefix, the fitting framework first, with imports at the top', () => {
    const [first] = complete("import a from 'a';\n\ntb-cors|\n").toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
    expect(first).toMatchObject({
      snippet: 'ts-cors-express',
      label: 'tb-cors-express',
      detail: 'CORS from configuration (Express)',
      replace: { start: 20, end: 27 },
      changes: [
        { span: { start: 18, end: 18 }, text: "\nimport cors from 'cors';\nimport type { RequestHandler } from 'express';" },
      ],
    });
    expect(first?.template).toContain('\n  return cors({');
    expect(first?.documentation).toContain('Needs `cors`, `express`.');
  });

  test('takes the imports into the body where there is nothing above it', () => {
    const [first] = complete('tb-cors-express|');
    expect(first?.changes).toEqual([]);
    expect(first?.template).toMatch(/^import cors from 'cors';\nimport type \{ RequestHandler \\\} from 'express';\n\n\/\*\*/);
  });

  test.each([
    ['a plain word', 'cor|', true],
    ['a word within a prefix', 'origin|', false],
    ['the second word of a prefix', 'limit|', true],
    ['all of ours', 'tb|', true],
    ['one letter', 'c|', false],
    ['a member', 'config.cors|', false],
    ['a string', "'cors|'", false],
    ['a path', 'http/cors|', false],
    ['nothing', '|', false],
  ])('%s: %s', (_, text, offers) => {
    expect(complete(text).length > 0).toBe(offers);
  });

  test('in Go the imports go into the block', () => {
    const [first] = complete('package middleware\n\nimport (\n\t"net/http"\n)\n\ntb-cors-http|\n', 'internal/middleware/cors.go');
    expect(first?.changes.map((it) => it.text)).toEqual(['\n\n\t"github.com/rs/cors"']);
  });
});

test('a whole component is offered for a file of its own alone', () => {
  const context = { language: 'vue' as const, frameworks: new Set<Framework>(['vue']) };
  const offered = (text: string): string[] => {
    const target = { path: 'src/A.vue', language: 'vue' as const, text, layout, fileOf: () => undefined };
    return completeSnippets(library, target, text.length, context).map((it) => it.snippet);
  };
  expect(offered('offline')).toEqual(['vue-offline-banner']);
  expect(offered('<script setup>\noffline')).toEqual([]);
  const variants = snippetMenu(library, context).flatMap((it) => it.patterns.flatMap((pattern) => pattern.variants));
  expect(variants.find((it) => it.id === 'vue-offline-banner')?.fitsHere).toBe(false);
});

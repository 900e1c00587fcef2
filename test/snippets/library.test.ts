// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of snippets.
import { describe, expect, test } from 'vitest';
import { RULES } from '#rules/rules.generated.ts';
import { expandTemplate } from '#snippets/expand.ts';
import { readLibrary } from '#snippets/library.ts';
import { formatListing, listSnippets } from '#snippets/list.ts';
import { ecosystemOf } from '#snippets/section.ts';
import { libraryFiles, shippedLibrary } from './library.ts';

const section = { id: 'caching', number: 9, title: 'Caching' };
const pattern = { section: 'caching', title: 'Cache-aside', sentence: 'Keeps a value.', roles: [], replaces: [] };
const entry = { pattern: 'cache-aside', variant: 'redis', languages: ['typescript'], frameworks: [], file: 'cache.ts' };
const body = { scope: 'typescript', prefix: ['tb-cache'], description: 'Keeps a value.', body: ['const ${1:a} = 1;'] };

function problemsOf(sections: object, bodies: object): string[] {
  const files = {
    sections: { sections: [section], patterns: { 'cache-aside': pattern }, snippets: { cached: entry }, ...sections },
    bodies: new Map(Object.entries(bodies)),
  };
  const library = readLibrary(files);
  return library.ok ? [] : library.problems.map((it) => `${it.path.join('.')}: ${it.message}`);
}

describe('readLibrary', () => {
  test('joins entries and bodies that fit together', () => {
    expect(problemsOf({}, { typescript: { cached: body } })).toEqual([]);
  });

  test.each<[string, object, object, string]>([
    ['no body', {}, {}, "snippets.cached: no .code-snippets file holds a body for 'cached'"],
    ['no entry', {}, { typescript: { cached: body, other: body } }, "other: sections.json does not know the snippet 'other'"],
    ['unknown language', {}, { typescript: { cached: body }, cobol: {} }, "cobol: 'cobol' is not a known language"],
    [
      'wrong file',
      {},
      { python: { cached: body } },
      "snippets.cached.languages: the body stands in python.code-snippets, so 'python' comes first",
    ],
    [
      'wrong scope',
      {},
      { typescript: { cached: { ...body, scope: 'vue' } } },
      "cached.scope: the scope is 'typescript', as in sections.json",
    ],
    ['broken body', {}, { typescript: { cached: { ...body, body: ['${1:a'] } } }, 'cached.body: a placeholder is not closed'],
    [
      'unknown section',
      { sections: [{ ...section, id: 'other' }] },
      { typescript: { cached: body } },
      "patterns.cache-aside.section: there is no section 'caching'",
    ],
    [
      'unknown pattern',
      { snippets: { cached: { ...entry, pattern: 'x' } } },
      { typescript: { cached: body } },
      "snippets.cached.pattern: there is no pattern 'x'",
    ],
    [
      'unknown sibling',
      { snippets: { cached: { ...entry, siblings: [{ snippet: 'x', names: ['a'] }] } } },
      { typescript: { cached: body } },
      "snippets.cached.siblings: there is no snippet 'x'",
    ],
    [
      'unknown key',
      { snippets: { cached: { ...entry, colour: 'red' } } },
      { typescript: { cached: body } },
      'sections.json.snippets.cached: Unrecognized key: "colour"',
    ],
  ])('tells of %s', (_, sections, bodies, problem) => {
    expect(problemsOf(sections, bodies)).toContain(problem);
  });
});

describe('the shipped library', () => {
  const library = shippedLibrary();
  const snippets = [...library.snippets.values()];

  test('fits together', () => {
    expect(readLibrary(libraryFiles()).ok).toBe(true);
    expect(snippets.length).toBeGreaterThan(200);
  });

  // One row a pattern: the languages in which it can be had.
  const SERVER = ['express', 'fastify', 'nest', 'next', 'fastapi', 'django', 'flask', 'net/http', 'chi', 'gin', 'echo'];
  const WITHOUT_NEXT = SERVER.filter((it) => it !== 'next');
  test.each<[string, readonly string[]]>([
    ['handler', SERVER],
    ['feature-folder', SERVER],
    ['auth-middleware', SERVER],
    ['rbac-guard', SERVER],
    ['query-hooks', ['react', 'vue', 'next']],
    ['error-handler', SERVER],
    ['request-id', SERVER],
    ['request-log', SERVER],
    ['http-cache', SERVER],
    ['sse', SERVER],
    ['websocket', WITHOUT_NEXT],
    ['health', SERVER],
    ['shutdown', SERVER],
    ['security-headers', SERVER],
    ['cors', SERVER],
    ['rate-limit', SERVER],
    ['body-limit', SERVER],
    ['validate-input', SERVER],
    ['multipart-upload', SERVER],
    ['resource-routes', SERVER],
    ['api-version', SERVER],
    ['idempotency-key', SERVER],
    ['api-test', WITHOUT_NEXT],
    ['dockerfile', [...SERVER, 'react', 'vue']],
    ['compose', SERVER],
    ['ci-workflow', [...SERVER, 'react', 'vue']],
    ['upload-form', ['react', 'next', 'vue', 'htmx']],
    ['presigned-upload-client', ['react', 'next', 'vue']],
    ['chunked-upload-client', ['react', 'next', 'vue']],
    ['error-message', ['react', 'next', 'vue', 'htmx']],
    ['query-error-policy', ['react', 'next', 'vue']],
    ['field-errors', ['react', 'next', 'vue', 'htmx']],
    ['offline-banner', ['react', 'next', 'vue', 'htmx']],
    ['login-redirect', ['react', 'next', 'vue', 'htmx']],
    ['loading-skeleton', ['react', 'next', 'vue', 'htmx']],
    ['sse-client', ['react', 'vue', 'htmx']],
    ['websocket-client', ['react', 'vue', 'htmx']],
    ['polling', ['react', 'vue', 'htmx']],
    ['frontend-env', ['react', 'vue', 'next']],
  ])('%s is there for every framework', (id, frameworks) => {
    const covered = new Set(snippets.filter((it) => it.pattern === id).flatMap((it) => it.frameworks));
    expect([...covered].sort()).toEqual([...frameworks].sort());
  });

  test.each(
    [
      'service',
      'repository',
      'dto',
      'composition-root',
      'config',
      'config-override',
      'error-hierarchy',
      'error-not-found',
      'error-validation',
      'error-conflict',
      'error-unauthorised',
      'problem-details',
      'retry',
      'timeout',
      'logger',
      'log-redaction',
      'job-logger',
      'db-pool',
      'eager-load',
      'transaction',
      'cursor-pagination',
      'tenant-filter',
      'soft-delete',
      'openapi',
      'access-token',
      'refresh-rotation',
      'session-setup',
      'oauth-pkce',
      'password-hash',
      'clerk',
      'redis-client',
      'cache-aside',
      'cache-invalidate',
      'cache-lock',
      'fan-out',
      'polling',
      'queue',
      'idempotent-job',
      'job-retry',
      'schedule',
      'outbox',
      'presigned-upload',
      'multipart-upload',
      'chunked-upload',
      'page-envelope',
      'api-test',
      'rollback-fixture',
      'test-factory',
      'test-auth',
      'http-mock',
      'contract-test',
    ].map((it) => [it] as const),
  )('%s is there in TypeScript, Python and Go', (id) => {
    const languages = new Set(snippets.filter((it) => it.pattern === id).map((it) => it.languages[0]));
    expect(languages).toEqual(
      expect.toSatisfy((it: Set<string>) => ['typescript', 'python', 'go'].every((name) => it.has(name))),
    );
  });

  test.each(snippets.map((it) => [it.id, it] as const))('%s is complete', (_, snippet) => {
    expect(snippet.prefixes[0]).toMatch(/^tb-[a-z0-9-]+$/);
    expect(snippet.prefixes.slice(1)).toEqual(expect.arrayContaining([expect.stringMatching(/^[a-z0-9-]+$/)]));
    expect(snippet.description).toMatch(/^[A-Z`].*\.$/);
    expect(snippet.note ?? 'x.').toMatch(/\.$/);
    const text = expandTemplate(snippet.body);
    expect(text.ok && text.value).not.toMatch(/\bfoo\b|\bbar\b|TODO|console\.|localStorage|sessionStorage/);
    if (snippet.languages[0] === 'python') expect(snippet.body).not.toMatch(/(?<!\w)print\(/);
    expect(snippet.body.split('\n').filter((it) => /\s$/.test(it))).toEqual([]);
    const needsPackages = (snippet.imports ?? []).length > 0 && ecosystemOf(snippet.languages[0] ?? 'markdown') !== undefined;
    const own = packagesImported(snippet.imports?.map((it) => it.module) ?? [], snippet.languages[0] ?? '');
    const packages = [...(snippet.dependencies ?? []), ...(snippet.developmentDependencies ?? [])];
    if (needsPackages) expect([snippet.id, own.length === 0 || packages.length > 0]).toEqual([snippet.id, true]);
  });

  test('no two snippets that are offered in one language share their first prefix', () => {
    const all = snippets.flatMap((it) => it.languages.map((language) => `${it.prefixes[0]} ${language}`));
    expect(all.filter((it, index) => all.indexOf(it) !== index)).toEqual([]);
  });

  test('patterns replace what rules that there are report', () => {
    const ids = new Set(RULES.map((it) => it.id));
    const named = [...library.patterns.values()].flatMap((it) => it.replaces);
    expect(named.filter((it) => !ids.has(it))).toEqual([]);
    expect(named.length).toBeGreaterThan(50);
  });

  test('secrets in examples are placeholders', () => {
    const keys = snippets.flatMap((it) => it.environment ?? []).filter((it) => it.type === 'secret');
    expect(new Set(keys.map((it) => it.example))).toEqual(new Set(['change-me']));
  });

  test('lists sections with their patterns and snippets', () => {
    const listing = listSnippets(library, { section: '9', language: 'go' });
    expect(listing.map((it) => it.title)).toEqual(['Caching']);
    expect(formatListing(listing)).toContain('  Cache-aside with TTL\n    tb-cache-aside');
    expect(listSnippets(library, { section: 'nothing' })).toEqual([]);
    expect(formatListing([])).toBe('');
  });

  test('a framework leaves out what is written for another', () => {
    const [handler] = listSnippets(library, { framework: 'gin' }).flatMap((it) =>
      it.patterns.filter((one) => one.id === 'error-handler'),
    );
    expect(handler?.snippets.map((it) => it.id)).toEqual(['go-error-handler-gin']);
  });
});

function packagesImported(modules: readonly string[], language: string): string[] {
  if (language === 'go') return modules.filter((it) => it.split('/')[0]?.includes('.') === true);
  if (language === 'python') return [];
  return modules.filter((it) => !it.startsWith('node:'));
}

test('every dependency has a version, written as its ecosystem writes it', () => {
  const library = shippedLibrary();
  const form = { npm: /^[\^~]?\d/, pypi: /^[<>=~]=?\d/, go: /^v\d/ };
  const without = [...library.snippets.values()].flatMap((it) => {
    const ecosystem = ecosystemOf(it.languages[0] ?? 'markdown');
    const names = [...(it.dependencies ?? []), ...(it.developmentDependencies ?? [])];
    return ecosystem === undefined
      ? names
      : names.filter((name) => !form[ecosystem].test(library.versions[ecosystem]?.[name] ?? ''));
  });
  expect(without).toEqual([]);
});

test('versions.json holds nothing that no snippet asks for', () => {
  const asked = new Set(
    [...shippedLibrary().snippets.values()].flatMap((it) => [...(it.dependencies ?? []), ...(it.developmentDependencies ?? [])]),
  );
  const [, own] = libraryFiles().versions;
  expect(
    Object.values(own ?? {})
      .flatMap((it) => Object.keys(it))
      .filter((it) => !asked.has(it)),
  ).toEqual([]);
});

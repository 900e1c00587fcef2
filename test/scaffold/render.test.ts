import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '#decisions/configuration.ts';
import type { Choices } from '#decisions/decisions.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import { planProject } from '#scaffold/plan.ts';
import { createRenderer } from '#scaffold/render.ts';
import { parseTemplates, type Templates } from '#scaffold/templates.ts';
import { renderProject, templates } from './project.ts';

const everyType =
  'title:string!,note:text?,count:integer,weight:decimal?,inStock:boolean,gift:boolean?,due:date,shipsAt:datetime?,ref:uuid!?';

/** Everything that the templates can build today. */
const stacks: readonly Choices[] = (['react', 'vue', 'none'] as const)
  .flatMap((frontend) =>
    (['sse', 'none'] as const).flatMap((realtime) =>
      (['fullstack', 'api', 'microservice'] as const).map((service) => ({ frontend, realtime, service })),
    ),
  )
  .map((choices) => ({ ...choices, apiClient: choices.frontend === 'none' ? 'none' : 'react-query' }));

describe('the default project', () => {
  const files = renderProject({ choices: { realtime: 'sse' } });
  const feature = [...files.keys()].filter((it) => it.includes('product'));

  test('has a feature folder on both sides', () => {
    expect(feature).toEqual([
      'backend/src/database/migrations/0002_create_products.ts',
      'backend/src/features/products/product.api.test.ts',
      'backend/src/features/products/product.controller.ts',
      'backend/src/features/products/product.openapi.ts',
      'backend/src/features/products/product.repository.ts',
      'backend/src/features/products/product.routes.ts',
      'backend/src/features/products/product.schema.ts',
      'backend/src/features/products/product.service.test.ts',
      'backend/src/features/products/product.service.ts',
      'backend/src/features/products/product.table.ts',
      'backend/test/product.factory.ts',
      'frontend/src/features/products/product-api.ts',
      'frontend/src/features/products/product-form.tsx',
      'frontend/src/features/products/product-page.test.tsx',
      'frontend/src/features/products/product-page.tsx',
      'frontend/src/features/products/product-queries.ts',
      'frontend/src/features/products/product-table.tsx',
    ]);
  });

  test('has what every project has', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        '.github/workflows/ci.yml',
        '.gitignore',
        'AGENTS.md',
        'README.md',
        'backend/.env.example',
        'backend/Dockerfile',
        'compose.yaml',
        'docs/adr/0001-back-end.md',
        'frontend/Dockerfile',
        'tiebeam.json',
      ]),
    );
  });

  test('puts the middleware into the standard order', () => {
    const app = files.get('backend/src/app.ts') ?? '';
    const order = [
      'requestId)',
      'createRequestLog',
      'helmet()',
      'cors({',
      "'/health'",
      'createRateLimit',
      'express.json',
      "'/api/auth'",
      "'/api/products'",
      'notFoundHandler)',
      'createErrorHandler(',
    ];
    const places = order.map((it) => app.lastIndexOf(it));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  test('writes down what was decided, with what was not taken', () => {
    const record = files.get('docs/adr/0004-database.md') ?? '';
    expect(record).toContain('# 0004 Database: SQLite');
    expect(record).toContain('**PostgreSQL**');
  });

  test('has a tiebeam.json that is right and says how it is run', () => {
    const result = parseConfiguration(files.get('tiebeam.json') ?? '', { rules: [] });
    expect(result).toMatchObject({
      ok: true,
      value: {
        decisions: completeDecisions({ realtime: 'sse' }),
        resources: [{ name: 'product', plural: 'products' }],
        run: {
          backend: { path: 'backend', requiredVariables: ['DATABASE_URL', 'JWT_SECRET'], secretVariables: ['JWT_SECRET'] },
          frontend: { path: 'frontend', apiUrlVariable: 'VITE_API_URL' },
        },
      },
    });
  });

  test('keeps secrets out of the example and the ignore rules in', () => {
    expect(files.get('backend/.env.example')).toContain('JWT_SECRET=change-me\n');
    expect(files.get('.gitignore')).toMatch(/^\.env$/m);
  });

  test.each([
    ['express', 'backend', ['coverage/', 'data/', 'dist/', 'node_modules/']],
    ['nextjs', 'web', ['.next/', 'coverage/', 'data/', 'next-env.d.ts', 'node_modules/']],
    ['django', 'backend', ['.*_cache/', '.coverage', '.venv/', '__pycache__/', 'data/']],
    ['go', 'backend', ['*.test', 'bin/', 'coverage.out', 'data/']],
  ] as const)('leaves out what the tools of %s write, in its own folder', (backend, folder, ignored) => {
    const rendered = renderProject({ choices: { backend } });
    expect((rendered.get(`${folder}/.gitignore`) ?? '').trim().split('\n').toSorted()).toEqual(ignored);
    expect(rendered.get('.gitignore')).not.toMatch(/node_modules|__pycache__|\.next/);
  });

  test.each([
    ['order-line', 'an order line'],
    ['unit', 'a unit'],
    ['umbrella', 'an umbrella'],
    ['hour', 'an hour'],
    ['one-off', 'a one off'],
    ['sms-template', 'an SMS template'],
    ['url', 'a URL'],
    ['news', 'a piece of news'],
    ['series', 'a series'],
  ])('calls a record of %s %s', (resource, called) => {
    const schema = [...renderProject({ resource })].find(([path]) => path.endsWith('.schema.ts') && path.includes(resource));
    expect(schema?.[1]).toContain(`What a caller sends to create ${called}. */`);
  });
});

describe.each(stacks.map((choices) => [JSON.stringify(choices), choices] as const))('%s', (_, choices) => {
  const files = renderProject({ choices, resource: 'order_line', fields: everyType });

  test('leaves nothing open', () => {
    for (const [path, text] of files) {
      expect(text.match(/\{\{[\w#/]|\[object Object\]/g), path).toBeNull();
      expect(text.endsWith('\n'), path).toBe(true);
      expect(text, path).not.toMatch(/[ \t]+$/m);
      expect(path).toMatch(/^[\w.][\w./-]*$/);
    }
  });

  test('is JSON where it says so', () => {
    for (const [path, text] of files) {
      if (path.endsWith('.json') && path !== 'tiebeam.json') expect(() => JSON.parse(text), path).not.toThrow();
    }
    expect(parseConfiguration(files.get('tiebeam.json') ?? '', { rules: [] })).toMatchObject({ ok: true });
  });

  test('imports only files that are there and packages that it asks for', () => {
    for (const app of ['backend', 'frontend']) {
      const manifest = files.get(`${app}/package.json`);
      if (manifest === undefined) continue;
      const { dependencies, devDependencies } = JSON.parse(manifest);
      const packages = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
      for (const [path, text] of files) {
        if (!path.startsWith(`${app}/`) || !/\.tsx?$/.test(path)) continue;
        for (const [, from = ''] of text.matchAll(/^(?:import|export) .*?from '([^']+)';$|^import '([^']+)';$/gm)) {
          if (from.startsWith('.')) expect(files.has(resolved(path, from)), `${path}: ${from}`).toBe(true);
          else if (from !== '' && !from.startsWith('node:'))
            expect(packages, path).toContain(
              from
                .split('/')
                .slice(0, from.startsWith('@') ? 2 : 1)
                .join('/'),
            );
        }
      }
    }
  });
});

describe('resources of every kind', () => {
  test.each([
    ['person', 'nickname:string?', 'backend/src/features/people/person.service.ts'],
    ['category', 'active:boolean', 'backend/src/features/categories/category.service.ts'],
    ['sheep', 'born:date', 'backend/src/features/sheep/sheep.service.ts'],
    ['x'.repeat(60), 'a:uuid!', `backend/src/features/${'x'.repeat(60)}es/${'x'.repeat(60)}.service.ts`],
    ['order_line', 'type:string,order:integer,group:string?', 'backend/src/features/order-lines/order-line.service.ts'],
  ])('%s with %s', (resource, fields, path) => {
    expect([...renderProject({ resource, fields }).keys()]).toContain(path);
  });

  test('many fields', () => {
    const fields = Array.from({ length: 40 }, (_, index) => `field${index}:decimal?`).join();
    expect(renderProject({ fields }).get('backend/src/features/products/product.schema.ts')).toContain(
      'field39: decimal.nullish(),',
    );
  });
});

test('is the same for the same input', () => {
  expect([...renderProject({})]).toEqual([...renderProject({})]);
});

describe('broken templates', () => {
  test.each<[string, Record<string, string>, string, string]>([
    [
      'a value that does not exist',
      { 'a.txt.hbs': '{{nothing}}' },
      'parts/one/files/a.txt.hbs',
      "'nothing' is no text but undefined",
    ],
    [
      'a value that is empty',
      { 'a.txt.hbs': '{{#each backend.environment}}{{example}}{{/each}}' },
      'parts/one/files/a.txt.hbs',
      "'example' is empty",
    ],
    [
      'a value that is no text',
      { 'a.txt.hbs': '{{decisions}}' },
      'parts/one/files/a.txt.hbs',
      "'decisions' is no text but object",
    ],
    [
      'a helper that does not exist',
      { 'a.txt.hbs': '{{shout project.name}}' },
      'parts/one/files/a.txt.hbs',
      '"shout" not defined',
    ],
    ['an open block', { 'a.txt.hbs': '{{#if decisions}}' }, 'parts/one/files/a.txt.hbs', 'Parse error'],
  ])('%s is told with its file', (_, files, path, message) => {
    expect(problemsOf(templatesWith(files))).toEqual([{ path: [path], message: expect.stringContaining(message) }]);
  });

  test('two parts cannot make one file', () => {
    const broken = templatesWith({ 'a.txt': 'one' }, { 'a.txt': 'other' });
    expect(problemsOf(broken)).toEqual([{ path: ['a.txt'], message: 'is made by parts/one and by parts/two' }]);
  });

  test('a file cannot leave the project', () => {
    const broken = templatesWith({ '../a.txt': 'one' });
    expect(problemsOf(broken)).toEqual([{ path: ['../a.txt'], message: 'the path leaves the project' }]);
  });

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the text of a template literal is what is tested
  test('a brace that touches a value stays a brace', () => {
    const rendered = renderWith(templatesWith({ 'a.txt.hbs': '${{{project.name}}} {{{project.name}}?.x} { {{project.name}} }' }));
    expect(rendered.ok && rendered.value.get('a.txt')).toBe('${shop} {shop?.x} { shop }');
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above
});

function resolved(path: string, from: string): string {
  return new URL(from, `file:///${path}`).pathname.slice(1);
}

/** A stack of small parts, each with these files. */
function templatesWith(...parts: readonly Record<string, string>[]): Templates {
  const names = ['one', 'two'];
  const environment = [{ app: 'backend', key: 'EMPTY', type: 'string', description: 'x' }];
  const texts = new Map([
    ['versions.json', '{}'],
    ['field-types.json', '{}'],
    [
      'stacks/small.json',
      JSON.stringify({
        title: 'Small',
        appliesWhen: { backend: ['express'] },
        registry: 'npm',
        parts: parts.map((_, index) => `parts/${names[index]}`),
        run: { backend: { path: 'a', install: ['x'] }, frontend: { path: 'b', install: ['x'] } },
      }),
    ],
    ...parts.flatMap((files, index) => [
      [
        `parts/${names[index]}/part.json`,
        JSON.stringify({ title: 'x', files: Object.keys(files), contributes: { environment: index === 0 ? environment : [] } }),
      ] as const,
      ...Object.entries(files).map(([path, text]) => [`parts/${names[index]}/files/${path}`, text] as const),
    ]),
  ]);
  const result = parseTemplates(texts);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function renderWith(broken: Templates) {
  const plan = planProject({ name: 'shop', choices: {}, resource: { name: 'product', fields: 'name' } }, broken);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return createRenderer(broken)(plan.value);
}

function problemsOf(broken: Templates) {
  const rendered = renderWith(broken);
  return rendered.ok ? [] : rendered.problems;
}

test('the shipped templates render with nothing kept from an earlier rendering', () => {
  const plan = planProject({ name: 'shop', choices: {}, resource: { name: 'product', fields: 'name' } }, templates);
  if (!plan.ok) throw new Error('no plan');
  const [once, again] = [createRenderer(templates), createRenderer(templates)];
  again(plan.value);
  expect(again(plan.value)).toEqual(once(plan.value));
});

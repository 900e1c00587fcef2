import { describe, expect, test } from 'vitest';
import { progressOf, progressText, releaseScore } from '#checklist/progress.ts';
import type { Surroundings } from '#checklist/surroundings.ts';
import type { ItemState } from '#checklist/verdict.ts';
import { CHECKLIST_ITEMS } from '#decisions/checklist-items.ts';
import type { Sources } from '../sources.ts';
import { chi, express, fastapi, listsOf, verdictOf } from './apps.ts';

const SQL = (table: string): Sources => ({ 'migrations/001.up.sql': table, 'migrations/001.down.sql': 'DROP TABLE orders;' });
const GOOD =
  'CREATE TABLE customers (id uuid PRIMARY KEY, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);\nCREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE CASCADE, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);\nCREATE INDEX orders_customer ON orders (customer_id);\n';
const POOR =
  'CREATE TABLE customers (id serial PRIMARY KEY, phone1 text, phone2 text, lastName text, first_name text);\nCREATE TABLE orders (id serial PRIMARY KEY, customer_id int REFERENCES customers (id));\n';
const alembic = (columns: string): Sources => ({
  'migrations/versions/1_init.py': `import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "1"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("customers", sa.Column("id", sa.Uuid(), primary_key=True))\n    op.create_table("orders", ${columns})\n\n\ndef downgrade():\n    op.drop_table("orders")\n`,
});

const cases: readonly (readonly [item: string, what: string, state: ItemState, sources: Sources])[] = [
  ['keys', 'UUIDs in SQL', 'done', chi({ files: SQL(GOOD) })],
  ['keys', 'numbers in SQL', 'partly', chi({ files: SQL(POOR) })],
  ['foreign-keys', 'ON DELETE in SQL', 'done', chi({ files: SQL(GOOD) })],
  ['foreign-keys', 'none in SQL', 'missing', chi({ files: SQL(POOR) })],
  [
    'foreign-keys',
    'Alembic with it',
    'done',
    fastapi({
      files: alembic(
        'sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("customer_id", sa.Uuid(), sa.ForeignKey("customers.id", ondelete="CASCADE"))',
      ),
    }),
  ],
  [
    'foreign-keys',
    'Alembic without',
    'missing',
    fastapi({
      files: alembic(
        'sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("customer_id", sa.Uuid(), sa.ForeignKey("customers.id"))',
      ),
    }),
  ],
  [
    'foreign-keys',
    'Prisma with it',
    'done',
    express({
      files: {
        'prisma/schema.prisma':
          'model Customer {\n  id String @id @default(uuid())\n  orders Order[]\n}\nmodel Order {\n  id String @id @default(uuid())\n  customerId String\n  customer Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)\n  @@index([customerId])\n}\n',
      },
    }),
  ],
  ['not-null', 'in SQL', 'done', chi({ files: SQL(GOOD) })],
  ['not-null', 'not in SQL', 'missing', chi({ files: SQL(POOR) })],
  ['timestamps', 'in SQL', 'done', chi({ files: SQL(GOOD) })],
  ['timestamps', 'not in SQL', 'missing', chi({ files: SQL(POOR) })],
  ['indexes', 'in SQL', 'done', chi({ files: SQL(GOOD) })],
  ['indexes', 'not in SQL', 'missing', chi({ files: SQL(POOR) })],
  ['normalised', 'numbered columns', 'partly', chi({ files: SQL(POOR) })],
  [
    'naming',
    'two ways',
    'partly',
    chi({ files: SQL('CREATE TABLE people (id uuid PRIMARY KEY, first_name text NOT NULL, "lastName" text NOT NULL);') }),
  ],
  ['plural-nouns', 'plural', 'done', express({ body: "app.get('/orders/:id', (request, response) => response.json({}));" })],
  [
    'plural-nouns',
    'an action',
    'missing',
    express({ isBare: true, body: "app.post('/createOrder', (request, response) => response.json({}));" }),
  ],
  ['path-case', 'hyphens', 'done', chi({ body: '\trouter.Get("/order-lines", listOrders)' })],
  [
    'path-case',
    'camel case',
    'missing',
    fastapi({ isBare: true, tail: '@app.get("/orderLines")\ndef lines():\n    return []\n' }),
  ],
  [
    'methods',
    'a GET that deletes',
    'missing',
    express({ isBare: true, body: "app.get('/orders/delete', (request, response) => response.json({}));" }),
  ],
  ['problem-details', 'none', 'missing', express()],
  [
    'problem-details',
    'its media type',
    'done',
    express({ body: "app.use((error, request, response, next) => response.type('application/problem+json').json({}));" }),
  ],
  [
    'rate-limit',
    'a package',
    'done',
    express({
      packages: ['express-rate-limit'],
      head: "import rateLimit from 'express-rate-limit';",
      body: 'app.use(rateLimit());',
    }),
  ],
  ['rate-limit', 'none', 'missing', chi()],
  ['openapi', 'FastAPI by itself', 'done', fastapi()],
  ['openapi', 'none', 'missing', express()],
  ['test-runner', 'none', 'missing', express()],
  [
    'test-runner',
    'vitest',
    'done',
    express({ packages: ['vitest'], files: { 'test/a.test.ts': "import { test } from 'vitest';\ntest('a', () => {});" } }),
  ],
  [
    'test-runner',
    'pytest',
    'done',
    fastapi({ packages: ['pytest'], files: { 'tests/test_a.py': 'import pytest\n\n\ndef test_a():\n    assert True\n' } }),
  ],
];

describe('single items of the other lists', () => {
  test.each(cases)('%s, %s: %s', async (item, _what, state, sources) => {
    const verdict = await verdictOf(sources, item);
    expect({ state: verdict.state, summary: verdict.summary }).toEqual({ state, summary: expect.any(String) });
  });
});

const around = (files: Readonly<Record<string, string>>, workflow?: string): Surroundings => ({
  workflows: workflow === undefined ? [] : [{ path: '.github/workflows/ci.yml', text: workflow }],
  files: new Set(Object.keys(files)),
  textOf: (path) => files[path],
  isKnown: true,
});

describe('what stands around the code', () => {
  test.each<readonly [string, Surroundings, ItemState]>([
    ['test-ci', around({}, 'run: npm test'), 'done'],
    ['test-ci', around({}, 'run: npm run lint'), 'missing'],
    ['test-ci', around({}), 'missing'],
    ['test-coverage', around({ 'vitest.config.ts': 'coverage: { thresholds: { lines: 85 } }' }), 'done'],
    ['test-coverage', around({ 'vitest.config.ts': 'coverage: { thresholds: { lines: 50 } }' }), 'partly'],
    ['release-dependencies', around({ 'package-lock.json': '{}' }), 'done'],
    ['release-dependencies', around({}), 'missing'],
  ])('%s %#', async (item, surroundings, state) => {
    const sources = express({
      packages: ['vitest'],
      files: { 'test/a.test.ts': "import { test } from 'vitest';\ntest('a', () => {});" },
    });
    expect((await verdictOf(sources, item, { surroundings })).state).toBe(state);
  });

  test('is unknown where nobody has looked', async () => {
    expect((await verdictOf(express(), 'test-ci')).state).toBe('unknown');
  });
});

describe('migrations', () => {
  test('have a way back, or not', async () => {
    expect((await verdictOf(chi({ files: SQL(GOOD) }), 'release-migrations')).state).toBe('done');
    const { 'migrations/001.up.sql': up = '' } = SQL(GOOD);
    expect((await verdictOf(chi({ files: { 'migrations/001.up.sql': up } }), 'release-migrations')).state).toBe('missing');
  });
});

describe('what people say', () => {
  test('a pin stands above the code, for one unit or for all', async () => {
    const pin = '{ "checklist": { "health": { "state": "done", "reason": "the platform asks" } } }';
    expect(await verdictOf(express(), 'health', { configuration: pin })).toMatchObject({
      state: 'done',
      summary: 'the platform asks',
    });
    const files = Object.fromEntries(Object.entries(express()).map(([path, text]) => [`apps/api/${path}`, text]));
    const own = '{ "checklist": { "apps/api#health": { "state": "n/a", "reason": "a worker only" } } }';
    expect((await verdictOf(files, 'health', { configuration: own })).state).toBe('not-applicable');
    const other = '{ "checklist": { "apps/web#health": { "state": "n/a", "reason": "a worker only" } } }';
    expect((await verdictOf(files, 'health', { configuration: other })).state).toBe('missing');
  });

  test('answers make the score of a release', async () => {
    const questions = CHECKLIST_ITEMS.filter((it) => it.isQuestion);
    const answers = Object.fromEntries(questions.map((it) => [it.id, { answer: 'yes', date: '2026-11-21', by: 'the team' }]));
    const sources = express({ body: "app.get('/health', (request, response) => response.json({}));" });
    const read = async (configuration: string) => {
      const lists = await listsOf(sources, {
        configuration,
        surroundings: around({ 'package-lock.json': '{}' }, 'run: npm test'),
        git: { tracked: [], ignored: [] },
      });
      const release = lists.find((it) => it.list.id === 'release');
      if (!release) throw new Error('there is no release list');
      return releaseScore(release);
    };
    expect(await read('{}')).toMatchObject({ met: 6, items: 12, decision: 'no go' });
    expect(await read(JSON.stringify({ answers }))).toMatchObject({ met: 12, items: 12, decision: 'go' });
    const refused = { ...answers, 'release-rollback': { answer: 'no', date: '2026-11-21', by: 'the team' } };
    expect(await read(JSON.stringify({ answers: refused }))).toMatchObject({ met: 11, decision: 'go with care' });
  });

  test('the lists have their numbers of items', async () => {
    const lists = await listsOf(express());
    const sizes = Object.fromEntries(lists.map((it) => [it.list.id, it.items.length]));
    expect(sizes).toEqual({ backend: 13, api: 10, schema: 8, tests: 7, release: 12 });
    expect(new Set(CHECKLIST_ITEMS.map((it) => it.id)).size).toBe(CHECKLIST_ITEMS.length);
    expect(progressText(progressOf([]))).toBe('nothing applies');
  });
});

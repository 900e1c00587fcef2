import { beforeAll, describe, expect, test } from 'vitest';
import { columnsByTable } from '#checklist/schema/tables.ts';
import { type Handoff, type HandoffInput, readHandoff } from '#handoff/handoff.ts';
import { handoffSections } from '#handoff/handoff-text.ts';
import { projectOf, type Sources } from '../sources.ts';

async function handoffOf(sources: Sources, given: Partial<HandoffInput> = {}, configuration?: string): Promise<Handoff> {
  const { project, crashes } = await projectOf(sources, configuration === undefined ? {} : { configuration });
  const check = project.check();
  expect(crashes).toEqual([]);
  const { workspace } = project;
  if (!workspace || !check) throw new Error('there is no workspace');
  return readHandoff({
    workspace,
    name: 'shop',
    findings: check.findings,
    checklist: [],
    columns: columnsByTable(workspace),
    records: [],
    verification: undefined,
    ...given,
  });
}

const express: Sources = {
  'api/package.json': JSON.stringify({
    name: 'api',
    scripts: { dev: 'node --watch src/app.ts', build: 'tsc', start: 'node dist/app.js', test: 'vitest', lint: 'biome check' },
    dependencies: { express: '5', bullmq: '5', ws: '8', zod: '4' },
  }),
  'api/.env.example': 'DATABASE_URL=postgres://localhost/shop\nJWT_SECRET=change-me\n',
  'api/src/app.ts':
    "import express from 'express';\nimport { orders } from './orders.ts';\nimport { config } from './config.ts';\nconst app = express();\napp.get('/health', live);\napp.use('/api/orders', requireAuth, orders);\nfunction live(req, res) { res.json({}); }\nfunction requireAuth(req, res, next) { next(); }\napp.listen(config.PORT);\n",
  'api/src/orders.ts':
    "import { Router } from 'express';\nexport const orders = Router();\norders.get('/:id', read);\nfunction read(req, res) { res.json({}); }\n",
  'api/src/config.ts':
    "import { z } from 'zod';\nconst Schema = z.object({\n  DATABASE_URL: z.string(),\n  JWT_SECRET: z.string(),\n  PORT: z.coerce.number().default(3000),\n});\nexport const config = Schema.parse(process.env);\n",
  'api/src/mail-queue.ts': "import { Queue } from 'bullmq';\nexport const mails = new Queue('mails');\n",
  'api/src/live.ts': "import { WebSocketServer } from 'ws';\nexport const live = new WebSocketServer({ noServer: true });\n",
  'api/src/live.test.ts': "import WebSocket from 'ws';\nnew WebSocket('ws://localhost');\n",
  'api/migrations/0001_orders.sql': 'CREATE TABLE orders (id bigint);\nCREATE TABLE carts (id bigint);\n',
  'api/migrations/0002_no_carts.sql': 'DROP TABLE carts;\n',
  'api/migrations/0003_items.sql':
    '-- +goose Up\nDROP TABLE IF EXISTS items;\nCREATE TABLE items (id bigint);\n-- +goose Down\nDROP TABLE items;\n',
};

test('a front end has its library, and a table of a query builder its columns', async () => {
  const handoff = await handoffOf({
    ...express,
    'web/package.json': JSON.stringify({
      name: 'web',
      private: true,
      dependencies: { react: '19', 'react-dom': '19' },
    }),
    'web/src/main.tsx': "import { createRoot } from 'react-dom/client';\ncreateRoot(document.body).render(<p>Shop</p>);\n",
    'api/migrations/0004_books.ts':
      "import type { Kysely } from 'kysely';\nexport async function up(database: Kysely<unknown>) {\n  await database.schema.createTable('books').addColumn('isbn', 'text').addColumn('title', 'text').execute();\n}\n",
  });
  expect(handoff.services.find((it) => it.folder === 'web')?.frameworks).toEqual(['React']);
  expect(handoff.entities.find((it) => it.name === 'books')?.fields).toEqual(['isbn', 'title']);
  expect(handoffSections(handoff)[0]?.text).toContain('2 services, 2 endpoints, 3 tables.');
});

describe('an API in TypeScript', () => {
  let handoff: Handoff;
  beforeAll(async () => {
    handoff = await handoffOf(express);
  });

  test('has its services with the commands of their manifests, in the order in which they are needed', () => {
    expect(handoff.services.map((it) => [it.folder, it.kind, it.frameworks])).toEqual([['api', 'server', ['Express']]]);
    expect(handoff.services[0]?.commands.map((it) => it.words)).toEqual([
      'npm install',
      'npm run dev',
      'npm run build',
      'npm run start',
      'npm run test',
    ]);
  });

  test('has its endpoints with who may call them and who answers', () => {
    expect(handoff.endpoints).toEqual([
      {
        unit: 'api',
        feature: 'health',
        method: 'GET',
        path: '/health',
        signedIn: 'no',
        handler: 'live',
        place: { path: 'api/src/app.ts', line: 7 },
      },
      {
        unit: 'api',
        feature: 'orders',
        method: 'GET',
        path: '/api/orders/:id',
        signedIn: 'yes',
        handler: 'read',
        place: { path: 'api/src/orders.ts', line: 4 },
      },
    ]);
  });

  test('has its variables without any secret, each where it is declared', () => {
    expect(handoff.variables.map((it) => [it.name, it.need, it.example, it.isSecret, it.place.line])).toEqual([
      ['DATABASE_URL', 'required', 'postgres://localhost/shop', false, 3],
      ['JWT_SECRET', 'required', undefined, true, 4],
      ['PORT', 'optional', undefined, false, 5],
    ]);
  });

  test('has the tables that are left after all migrations', () => {
    expect(handoff.entities.map((it) => [it.name, it.form, it.place.path])).toEqual([
      ['items', 'table', 'api/migrations/0003_items.sql'],
      ['orders', 'table', 'api/migrations/0001_orders.sql'],
    ]);
  });

  test('has its channels and jobs, without those of tests', () => {
    expect(handoff.background).toEqual([
      { kind: 'job', what: 'queue', library: 'bullmq', files: ['api/src/mail-queue.ts'] },
      { kind: 'real-time', what: 'WebSocket', library: 'ws', files: ['api/src/live.ts'] },
    ]);
  });

  test('says where to start reading', () => {
    expect(handoff.keyFiles.slice(0, 2)).toEqual([
      { path: 'api/src/app.ts', why: 'starts a server' },
      { path: 'api/src/config.ts', why: 'reads the configuration' },
    ]);
  });

  test('counts its findings by rule', () => {
    const shutdown = handoff.findings.find((it) => it.rule === 'prod/missing-graceful-shutdown');
    expect(shutdown).toMatchObject({ count: 1, example: { path: 'api/src/app.ts', line: 9 } });
  });
});

test('a Django project has models, commands, and no word on who has to be signed in', async () => {
  const handoff = await handoffOf({
    'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["django"]\n',
    'manage.py': 'import os\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line([])\n',
    'shop/urls.py':
      "from django.urls import path\nfrom orders.views import read\nurlpatterns = [path('orders/<int:id>', read)]\n",
    'orders/views.py': 'from django.http import JsonResponse\n\n\ndef read(request, id):\n    return JsonResponse({})\n',
    'orders/models.py':
      'from django.db import models\n\n\nclass Order(models.Model):\n    total = models.DecimalField(max_digits=9, decimal_places=2)\n    note = models.TextField(blank=True)\n\n    class Meta:\n        db_table = "orders"\n',
  });
  expect(handoff.entities.map((it) => [it.name, it.fields])).toEqual([['Order', ['total', 'note']]]);
  expect(handoff.endpoints.map((it) => [it.path, it.signedIn])).toEqual([['/orders/:id', 'unknown']]);
  expect(handoff.services[0]?.commands.map((it) => it.words)).toEqual(['python manage.py migrate', 'python manage.py runserver']);
});

test('a program in Go has one command for each main package', async () => {
  const handoff = await handoffOf({
    'go.mod': 'module shop\n\ngo 1.26\n',
    'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
    'cmd/migrate/main.go': 'package main\n\nfunc main() {}\n',
  });
  expect(handoff.services[0]?.commands.map((it) => `${it.words} (${it.purpose})`)).toEqual([
    'go run ./cmd/migrate (migrate)',
    'go run ./cmd/api (start)',
    'go test ./... (test)',
  ]);
});

test('has the structs of Go that an object mapper stores, by tag or because it is given them', async () => {
  const { entities } = await handoffOf({
    'go.mod': 'module example.com/books\n\ngo 1.26\n\nrequire gorm.io/gorm v1.31.0\n',
    'main.go': [
      'package main',
      'import (',
      '\t"example.com/books/model"',
      '\t"gorm.io/gorm"',
      ')',
      'type Shelf struct {',
      '\tID uint `json:"id" gorm:"primaryKey"`',
      '}',
      'type Answer struct {',
      '\tID uint `json:"id"`',
      '}',
      'func migrate(db *gorm.DB) error {',
      '\treturn db.AutoMigrate(&model.Book{}, new(model.Author))',
      '}',
    ].join('\n'),
    'model/book.go':
      'package model\n\ntype Book struct{ Title string }\n\ntype Author struct{ Name string }\n\ntype Other struct{}\n',
  });
  expect(entities.map((it) => [it.name, it.fields, it.place.path])).toEqual([
    ['Author', ['Name'], 'model/book.go'],
    ['Book', ['Title'], 'model/book.go'],
    ['Shelf', ['ID'], 'main.go'],
  ]);
});

describe('the document', () => {
  const textOf = (handoff: Handoff): string =>
    handoffSections(handoff)
      .map((it) => it.text)
      .join('\n\n');

  test('calls services and frameworks by the names that people know', async () => {
    const text = textOf(
      await handoffOf({
        'api/package.json': '{ "name": "api", "private": true, "dependencies": { "express": "5" } }\n',
        'api/src/main.ts':
          "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.json([]));\napp.listen(3000);\n",
        'web/package.json': '{ "name": "web", "private": true, "dependencies": { "react": "19", "react-dom": "19" } }\n',
        'web/src/main.tsx':
          "import { createRoot } from 'react-dom/client';\n\ncreateRoot(document.body).render(<h1>Shop</h1>);\n",
      }),
    );
    expect(text).toContain('| `api/` | server | Express | 1 |');
    expect(text).toContain('| `web/` | front end | React | 1 |');
  });

  test('says of everything that is not there that it is not there', async () => {
    const text = textOf(await handoffOf({ 'README.md': '# Nothing\n' }));
    for (const sentence of [
      'No manifest says how to start it.',
      'No routes were found.',
      'The code reads nothing from its environment.',
      'No models, schemas or migrations were found.',
      'No library for channels, queues or schedules is used.',
      'There is no service for which a checklist holds.',
      '`tiebeam check` finds nothing.',
      '`tiebeam.json` records no decisions.',
      'No file stands out.',
    ])
      expect(text).toContain(sentence);
  });

  test('tells what verify said, the decisions with their reasons, and the records', async () => {
    const configuration = JSON.stringify({ decisions: { backend: 'express', database: 'postgresql' } });
    const text = textOf(
      await handoffOf(
        express,
        { verification: { at: '2026-03-01', passed: 14, failed: ['cors'] }, records: ['docs/adr/0001-back-end.md'] },
        configuration,
      ),
    );
    expect(text).toContain('ran on 2026-03-01: 14 probes passed, and these failed: cors.');
    expect(text).toContain('| Back end | Express | ');
    expect(text).toContain('[docs/adr/0001-back-end.md](docs/adr/0001-back-end.md)');
  });

  test('keeps its tables whole where a text has a bar, and links to lines', async () => {
    const handoff = await handoffOf(express);
    const [endpoint] = handoff.endpoints;
    if (!endpoint) throw new Error('there is no endpoint');
    const text = textOf({ ...handoff, endpoints: [{ ...endpoint, path: '/a|b' }] });
    expect(text).toContain('| GET | `/a\\|b` | no | `live` in [api/src/app.ts:7](api/src/app.ts#L7) |');
  });
});

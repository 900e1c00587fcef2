// The result after any sequence of edits is the result of a fresh start on the same texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Project } from '#engine/project.ts';
import { projectOf, type Sources } from '../sources.ts';

const START: Sources = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "pg": "8", "zod": "4", "ioredis": "5" } }',
  '.env.example': 'DATABASE_URL=postgres://localhost/shop\nUNUSED=1\n',
  'src/config.ts': "import { z } from 'zod';\nexport const config = z.object({ DATABASE_URL: z.string() }).parse(process.env);\n",
  'src/database.ts':
    "import { Pool } from 'pg';\nimport { config } from './config';\nexport const pool = new Pool({ connectionString: config.DATABASE_URL });\n",
  'src/orders/order.repository.ts':
    "import { pool } from '../database';\nexport async function orderById(id: string) {\n  return pool.query('SELECT * FROM orders WHERE id = $1', [id]);\n}\n",
  'src/orders/order.service.ts':
    "import { orderById } from './order.repository';\nexport async function totals(ids: string[]) {\n  for (const id of ids) await orderById(id);\n}\n",
  'src/orders/index.ts': "export * from './order.repository';\nexport { totals } from './order.service';\n",
  'src/reports.ts':
    "import { orderById } from './orders';\nexport async function report(ids: string[]) {\n  for (const id of ids) await orderById(id);\n}\n",
  'src/orders/order.routes.ts':
    "import { Router } from 'express';\nimport { pool } from '../database';\nexport const router = Router();\nrouter.get('/orders', async (req, res) => {\n  res.json(await pool.query('SELECT * FROM orders'));\n});\n",
  'src/server.ts':
    "import express from 'express';\nimport { router } from './orders/order.routes';\nconst app = express();\napp.use('/api', router);\napp.listen(3000);\n",
};

/** Pieces that an edit may put in: each changes what a file or others see of it. */
const PIECES = [
  '',
  '\n',
  '// tiebeam-ignore-file errors/*\n',
  "import { router } from './order.routes';\n",
  "import '../server';\n",
  'const key = process.env.STRIPE_KEY;\n',
  'try { await pool.query("DELETE FROM orders"); } catch {}\n',
  "process.once('SIGTERM', () => process.exit(0));\n",
  'export class OrderService { constructor(private readonly db: Pool) {} }\n',
  'export const pool2 = pool;\n',
  "import Redis from 'ioredis';\nconst redis = new Redis();\nredis.set('price', String(redis.options.db));\n",
  '{',
  '`',
];

const edits = fc.array(
  fc.record({
    path: fc.constantFrom(...Object.keys(START), 'src/mail.ts'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(30),
    piece: fc.constantFrom(...PIECES),
    deletes: fc.boolean(),
    checks: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('a project', () => {
  it('has the same findings after edits as after a fresh start', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (steps) => {
        const texts: Record<string, string | undefined> = { ...START };
        const edited = await projectOf(START);
        const shown = new Map<string, readonly unknown[]>();
        /** Follows a check as an editor does, which is told about the changed files only. */
        const follow = (): void => {
          const check = edited.project.check();
          for (const path of check?.changed ?? []) shown.set(path, check?.findings.get(path) ?? []);
        };
        follow();
        for (const [index, { path, at, remove, piece, deletes, checks }] of steps.entries()) {
          const before = texts[path] ?? '';
          const start = Math.floor(at * before.length);
          const after = deletes && index % 2 === 1 ? undefined : before.slice(0, start) + piece + before.slice(start + remove);
          texts[path] = after;
          edited.edit({ [path]: after });
          if (checks) follow();
        }
        const fresh = await projectOf(
          Object.fromEntries(Object.entries(texts).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
        );
        follow();
        const expected = listed(fresh.project.check()?.findings);
        expect(listed(shown)).toEqual(expected);
        expect(listed(edited.project.check()?.findings)).toEqual(expected);
        expect(edited.crashes).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it('forgets all files that go at once', async () => {
    const { project, edit } = await projectOf(START);
    project.check();
    edit(Object.fromEntries(Object.keys(START).map((path) => [path, undefined])));
    expect(project.check()?.findings.size).toBe(0);
    expect(project.fileCount).toBe(0);
  });
});

/** Files of one Go package see each other without an import. */
const PACKAGE: Sources = {
  'go.mod': 'module shop\n\ngo 1.24\n',
  'main.go':
    'package main\n\nimport (\n\t"net/http"\n\n\t"shop/orders"\n)\n\nfunc main() {\n\tmux := http.NewServeMux()\n\torders.Register(mux)\n\t_ = http.ListenAndServe(":80", mux)\n}\n',
  'orders/db.go':
    'package orders\n\nimport "database/sql"\n\nvar db, _ = sql.Open("postgres", "postgres://localhost/shop")\n\ntype store struct {\n\tdb *sql.DB\n}\n',
  'orders/store.go':
    'package orders\n\nfunc names(ids []string) {\n\tfor _, id := range ids {\n\t\tdb.Query("SELECT name FROM orders WHERE id = $1", id)\n\t}\n}\n\nfunc (s *store) totals(ids []string) {\n\tfor _, id := range ids {\n\t\ts.db.Query("SELECT total FROM orders WHERE id = $1", id)\n\t}\n}\n',
  'orders/routes.go':
    'package orders\n\nimport "net/http"\n\nfunc Register(mux *http.ServeMux) {\n\tmux.HandleFunc(base+"/list", list)\n}\n',
  'orders/list.go':
    'package orders\n\nimport "net/http"\n\nfunc list(w http.ResponseWriter, r *http.Request) {\n\tdb.Query("SELECT * FROM orders")\n}\n',
  'orders/paths.go': 'package orders\n\nconst base = "/orders"\n',
};

describe('a Go package', () => {
  const fake = 'type fake struct{}\n\nfunc (fake) Query(string, ...any) {}\n';
  it.each<[string, Sources]>([
    [
      'a variable of another file',
      { 'orders/db.go': `package orders\n\n${fake}\nvar db fake\n\ntype store struct {\n\tdb fake\n}\n` },
    ],
    [
      'a field of a type of another file',
      { 'orders/db.go': (PACKAGE['orders/db.go'] ?? '').replace('db *sql.DB', 'db *cache.Client') },
    ],
    [
      'the package that a file belongs to',
      { 'orders/db.go': (PACKAGE['orders/db.go'] ?? '').replace('package orders', 'package orders_test') },
    ],
    ['a constant of another file', { 'orders/paths.go': 'package orders\n\nconst base = "/v2/orders"\n' }],
    ['a handler in another file', { 'orders/list.go': 'package orders\n\nfunc listed() {}\n' }],
  ])('is lifted anew after an edit of %s', async (_, change) => {
    const edited = await projectOf(PACKAGE);
    const before = stateOf(edited.project);
    edited.edit(change);
    const fresh = await projectOf({ ...PACKAGE, ...change });
    const expected = stateOf(fresh.project);
    expect(expected).not.toEqual(before);
    expect(stateOf(edited.project)).toEqual(expected);
    edited.edit(PACKAGE);
    expect(stateOf(edited.project)).toEqual(before);
  });
});

describe('a module that is loaded where it is used', () => {
  it('is seen by the file that loads it after an edit', async () => {
    const start: Sources = {
      'app.js':
        "const express = require('express');\nconst app = express();\napp.use(require('./orders'));\nfunction later() {\n  require('./users')(app);\n}\n",
      'orders.js': 'module.exports = (req, res, next) => next();\n',
      'users.js': 'module.exports = () => {};\n',
    };
    const change: Sources = {
      'orders.js':
        "const { Router } = require('express');\nconst router = Router();\nrouter.get('/orders', (req, res) => {});\nmodule.exports = router;\n",
      'users.js': "module.exports = (app) => {\n  app.get('/users', (req, res) => {});\n};\n",
    };
    const edited = await projectOf(start);
    edited.project.check();
    for (const [path, text] of Object.entries(change)) {
      edited.edit({ [path]: text });
      edited.project.check();
    }
    expect(edited.project.workspace?.units.flatMap((it) => edited.project.workspace?.routesOf(it).routes ?? [])).toHaveLength(2);
    const fresh = await projectOf({ ...start, ...change });
    expect(stateOf(edited.project)).toEqual(stateOf(fresh.project));
  });
});

describe('a rule about the whole workspace', () => {
  const server =
    "import express from 'express';\nimport { Pool } from 'pg';\nimport { ready } from './ready';\nconst pool = new Pool();\nconst app = express();\napp.get('/ready', ready);\napp.get('/orders', async (req, res) => { res.json(await pool.query('SELECT 1')); });\napp.get('/users', async (req, res) => { res.json(await pool.query('SELECT 2')); });\nconst server = app.listen(3000);\nprocess.once('SIGTERM', () => {\n  end();\n});\nfunction end() {\n  process.exit(0);\n}\n";
  const start: Sources = {
    'api/package.json': '{ "name": "api", "dependencies": { "express": "5", "pg": "8" } }',
    'api/src/server.ts': server,
    'api/src/ready.ts': 'export function ready(req, res) {\n  res.json({});\n}\n',
    'web/package.json': '{ "name": "web", "scripts": { "dev": "vite" }, "dependencies": { "react-dom": "19", "vite": "7" } }',
    'web/vite.config.ts':
      "import { defineConfig } from 'vite';\nexport default defineConfig({ server: { port: 4000, host: true } });\n",
    'web/src/app.tsx':
      "export function App() {\n  const load = () => fetch('http://localhost:3000/orders');\n  return <button onClick={load}>Load</button>;\n}\n",
  };
  it.each<[string, Sources]>([
    ['what a handler asks', { 'api/src/ready.ts': 'export function ready(req, res) {\n  check();\n  res.json({});\n}\n' }],
    ['what closes the server', { 'api/src/server.ts': server.replace('process.exit(0);', 'held.close(() => process.exit(0));') }],
    ['the port of a front end', { 'web/vite.config.ts': (start['web/vite.config.ts'] ?? '').replace('4000', '4001') }],
    ['the server that a front end calls', { 'web/src/app.tsx': (start['web/src/app.tsx'] ?? '').replace('3000', '4000') }],
  ])('sees an edit of %s', async (_, change) => {
    const edited = await projectOf(start);
    const before = stateOf(edited.project);
    edited.edit(change);
    const expected = stateOf((await projectOf({ ...start, ...change })).project);
    expect(expected.findings).not.toEqual(before.findings);
    expect(stateOf(edited.project)).toEqual(expected);
  });
});

/** What a check finds, and what it understands of files. */
function stateOf(project: Project): {
  readonly findings: readonly string[];
  readonly concepts: unknown;
  readonly routes: unknown;
} {
  const findings = listed(project.check()?.findings);
  const { workspace } = project;
  const concepts = [...(workspace?.files.values() ?? [])].map(({ path, concepts: it }) => [path, it]);
  const routes = workspace?.units.flatMap((unit) =>
    workspace.routesOf(unit).routes.map(({ method, segments, handler }) => ({ method, segments, handler })),
  );
  return { findings, concepts, routes };
}

function listed(findings: ReadonlyMap<string, readonly unknown[]> | undefined): string[] {
  return [...(findings ?? [])].flatMap(([path, list]) => list.map((it) => JSON.stringify([path, it]))).sort();
}

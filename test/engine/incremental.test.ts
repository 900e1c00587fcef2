// The result after any sequence of edits is the result of a fresh start on the same texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  "import Redis from 'ioredis';\nconst redis = new Redis();\nredis.set('price', '1');\n",
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

function listed(findings: ReadonlyMap<string, readonly unknown[]> | undefined): string[] {
  return [...(findings ?? [])].flatMap(([path, list]) => list.map((it) => JSON.stringify([path, it]))).sort();
}

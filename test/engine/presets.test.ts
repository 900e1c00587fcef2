// What each preset makes of the same findings.
import { describe, expect, it } from 'vitest';
import { projectOf } from '../sources.ts';

const SOURCES = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "pg": "8", "jsonwebtoken": "9" } }',
  'src/routes.ts': `import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.get('/orders/:id', async (req, res) => {
  const found = await pool.query('SELECT id FROM orders WHERE id = $1', [req.params.id]);
  res.json({ found, token: jwt.sign({ sub: '1' }, key()) });
});
app.post('/echo', (req, res) => {
  console.log('echo');
  res.json({});
});
app.listen(3000);
`,
  'src/lists.ts': `import { Pool } from 'pg';
const pool = new Pool();
export async function all(ids: string[]) {
  for (const id of ids) await pool.query('SELECT id FROM orders WHERE id = $1', [id]);
}
`,
} as const;

async function severities(configuration: object): Promise<Record<string, string>> {
  const { project } = await projectOf(SOURCES, { configuration: JSON.stringify(configuration) });
  const findings = [...(project.check()?.findings.values() ?? [])].flat();
  return Object.fromEntries(findings.map((it) => [`${it.rule}/${it.messageId}`, it.severity]));
}

describe('a preset', () => {
  it('recommended takes the rules as they are', async () => {
    expect(await severities({})).toMatchObject({
      'auth/unbounded-token-lifetime/noExpiry': 'error',
      'db/n-plus-one-query/direct': 'warning',
      'structure/db-call-outside-repository/rawInController': 'warning',
    });
  });

  it('off says nothing, and a rule can be switched on by itself', async () => {
    expect(await severities({ preset: 'off' })).toEqual({});
    expect(await severities({ preset: 'off', rules: { 'db/n-plus-one-query': 'error' } })).toEqual({
      'db/n-plus-one-query/direct': 'error',
    });
  });

  it('security keeps errors only', async () => {
    expect(new Set(Object.values(await severities({ preset: 'security' })))).toEqual(new Set(['error']));
  });

  it('strict has no advice, only warnings and errors', async () => {
    const strict = await severities({ preset: 'strict' });
    expect(new Set(Object.values(strict))).toEqual(new Set(['warning', 'error']));
    expect(Object.keys(strict)).toEqual(expect.arrayContaining(Object.keys(await severities({}))));
  });

  it('gives way to what is said about a rule', async () => {
    expect(await severities({ preset: 'strict', rules: { 'db/n-plus-one-query': 'hint' } })).toMatchObject({
      'db/n-plus-one-query/direct': 'hint',
    });
  });
});

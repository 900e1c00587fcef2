import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { jwtVerify } from 'jose';
import { Pool } from 'pg';
import { expectContract } from './src/testing/contract.ts';
import { signedIn, testAudience, testIssuer, testKey } from './src/testing/signed-in.ts';

before(async () => {
  const pool = new Pool({ connectionString: process.env.TEST_DATABASE_URL });
  await pool.query('create table orders (id uuid primary key, name text, quantity int, created_at timestamptz)');
  await pool.end();
});

test('the tests of the interface, of the rollback and of the mock pass', () => {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  assert.ok(existsSync('src/features/orders/orders.api.test.ts'));
  const words = [vitest, 'run', '--config=vitest.config.js', '--reporter=verbose'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stripVTControlCharacters(stdout), /Test Files {2}3 passed/);
});

test('a signed-in request is what the server accepts, and ends', async () => {
  const verify = async (secondsLeft: number) => {
    const { authorization } = await signedIn({ userId: '7', roles: ['clerk'], secondsLeft });
    return jwtVerify(authorization.slice('Bearer '.length), testKey, { issuer: testIssuer, audience: testAudience });
  };
  const { payload } = await verify(60);
  assert.deepEqual([payload.sub, payload.roles], ['7', ['clerk']]);
  await assert.rejects(verify(-1), { code: 'ERR_JWT_EXPIRED' });
});

test('an answer that is not what the document promises is told', () => {
  expectContract('get', '/orders/{id}', 200, { id: '7', quantity: 2 });
  assert.throws(() => expectContract('get', '/orders/{id}', 200, { id: '7', quantity: '2' }), /body\/quantity must be integer/);
  assert.throws(() => expectContract('get', '/orders/{id}', 418, {}), /promises no 418/);
});

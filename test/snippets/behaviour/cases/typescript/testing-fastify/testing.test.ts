import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Pool } from 'pg';

before(async () => {
  const pool = new Pool({ connectionString: process.env.TEST_DATABASE_URL });
  await pool.query('create table orders (id uuid primary key, name text, quantity int, created_at timestamptz)');
  await pool.end();
});

test('the tests of the interface pass', () => {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const words = [vitest, 'run', '--config=vitest.config.js'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stripVTControlCharacters(stdout), / Tests {2}2 passed/);
});

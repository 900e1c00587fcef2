import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { SignJWT } from 'jose';
import { Pool } from 'pg';
import { createAccessTokens } from './src/auth/access-tokens.ts';
import { hashPassword, isPasswordRight } from './src/auth/passwords.ts';
import { issueRefreshToken, rotateRefreshToken } from './src/auth/refresh-tokens.ts';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const userId = '01890000-0000-7000-8000-000000000001';
const refused = { name: 'UnauthorizedError', status: 401 };

before(() => pool.query(readFileSync('migrations/refresh_tokens.sql', 'utf8')));
after(() => pool.end());

test('a used refresh token that comes back ends the sign-in for both', async () => {
  const first = await issueRefreshToken(pool, userId);
  const other = await issueRefreshToken(pool, userId);
  const second = await rotateRefreshToken(pool, first);
  assert.equal(second.userId, userId);
  const third = await rotateRefreshToken(pool, second.refreshToken);
  await assert.rejects(rotateRefreshToken(pool, first), refused);
  await assert.rejects(rotateRefreshToken(pool, third.refreshToken), refused);
  assert.equal((await rotateRefreshToken(pool, other)).userId, userId);
});

test('of two that trade one token at once, one succeeds', async () => {
  const token = await issueRefreshToken(pool, userId);
  const results = await Promise.allSettled([rotateRefreshToken(pool, token), rotateRefreshToken(pool, token)]);
  assert.deepEqual(results.map((it) => it.status).sort(), ['fulfilled', 'rejected']);
});

test('an expired refresh token and a made-up one are refused, and tokens are not stored', async () => {
  const token = await issueRefreshToken(pool, userId);
  const { rows } = await pool.query('SELECT encode(hash, $1) AS hash FROM refresh_tokens', ['escape']);
  assert.ok(rows.every((it) => it.hash !== token));
  await pool.query("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'");
  await assert.rejects(rotateRefreshToken(pool, token), refused);
  await assert.rejects(rotateRefreshToken(pool, 'made-up'), refused);
});

test('an access token is ours, unchanged and not too old, or refused', async () => {
  const secret = 'a secret that is only for this test';
  const tokens = createAccessTokens(secret, 'shop', 'shop-api');
  const token = await tokens.sign({ userId, roles: ['admin'] });
  assert.deepEqual(await tokens.verify(token), { userId, roles: ['admin'] });
  const key = new TextEncoder().encode(secret);
  const expired = new SignJWT({ sub: userId, roles: [], iss: 'shop', aud: 'shop-api', exp: 1 });
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: userId, roles: ['admin'] }))}.`;
  const foreign = await createAccessTokens(secret, 'shop', 'other-api').sign({ userId, roles: ['admin'] });
  for (const bad of [`${token}x`, '', unsigned, foreign, await expired.setProtectedHeader({ alg: 'HS256' }).sign(key)]) {
    await assert.rejects(tokens.verify(bad), refused, bad);
  }
  assert.throws(() => createAccessTokens('short', 'shop', 'shop-api'), /32 characters/);
});

test('a password is right, wrong, or of nobody', async () => {
  const stored = await hashPassword('correct horse');
  assert.match(stored, /^\$argon2id\$/);
  assert.equal(await isPasswordRight(stored, 'correct horse'), true);
  assert.equal(await isPasswordRight(stored, 'wrong horse'), false);
  assert.equal(await isPasswordRight(undefined, 'correct horse'), false);
});

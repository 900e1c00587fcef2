import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import express from 'express';
import { pino } from 'pino';
import { createSession, signIn, signOut } from './src/auth/session.ts';
import { connectRedis } from './src/cache/redis.ts';

const redis = await connectRedis(process.env.REDIS_URL ?? '', pino({ level: 'silent' }));
let server: Server;
let base = '';

before(async () => {
  const app = express();
  app.set('trust proxy', 1);
  app.use(createSession(redis, 'a secret that is only for this test'));
  app.post('/sign-in', async (req, res) => {
    await signIn(req, 'ada');
    res.status(204).end();
  });
  app.post('/sign-out', async (req, res) => {
    await signOut(req);
    res.status(204).end();
  });
  app.get('/me', (req, res) => {
    res.json(req.session.userId ?? null);
  });
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(async () => {
  server.closeAllConnections();
  server.close();
  await redis.close();
});

const call = (method: string, path: string, cookie = ''): Promise<Response> =>
  fetch(base + path, { method, headers: { cookie, 'x-forwarded-proto': 'https' } });
const cookieOf = (response: Response): string => response.headers.get('set-cookie') ?? '';
const idOf = (response: Response): string => cookieOf(response).split(';', 1)[0] ?? '';

test('a session begins with a new id and ends', async () => {
  const stranger = await call('GET', '/me');
  assert.deepEqual([await stranger.json(), cookieOf(stranger)], [null, '']);
  const first = await call('POST', '/sign-in');
  for (const part of ['__Host-session=', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) {
    assert.ok(cookieOf(first).includes(part), part);
  }
  assert.equal(await (await call('GET', '/me', idOf(first))).json(), 'ada');
  const second = await call('POST', '/sign-in', idOf(first));
  assert.notEqual(idOf(second), idOf(first));
  assert.equal(await (await call('GET', '/me', idOf(first))).json(), null);
  await call('POST', '/sign-out', idOf(second));
  assert.equal(await (await call('GET', '/me', idOf(second))).json(), null);
});

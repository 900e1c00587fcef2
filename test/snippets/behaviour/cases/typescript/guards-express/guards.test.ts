import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Router } from 'express';
import { pino } from 'pino';
import { createAccessTokens } from './src/auth/access-tokens.ts';
import { principalOf, requireRole } from './src/auth/guards.ts';
import { createApp } from './src/create-app.ts';

const tokens = createAccessTokens('a secret that is only for this test', 'shop', 'shop-api');
const removed: string[] = [];
const publicRoutes = Router().get('/health', (_req, res) => {
  res.json({ status: 'ok' });
});
const routes = Router()
  .get('/me', (_req, res) => {
    res.json(principalOf(res));
  })
  .delete('/orders/:id', requireRole('admin'), (req, res) => {
    removed.push(String(req.params.id));
    res.status(204).end();
  });
let server: Server;
let base = '';

before(async () => {
  const logger = pino({ level: 'silent' });
  const app = createApp({ logger, origins: ['https://shop.example'], tokens, publicRoutes, routes });
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

const call = async (method: string, path: string, role?: 'member' | 'admin'): Promise<Response> => {
  const headers: Record<string, string> =
    role === undefined ? {} : { authorization: `Bearer ${await tokens.sign({ userId: 'ada', roles: [role] })}` };
  return fetch(base + path, { method, headers });
};

test('strangers reach what is public and nothing else', async () => {
  assert.equal((await call('GET', '/health')).status, 200);
  const refused = await call('GET', '/api/me');
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.ok(refused.headers.get('x-request-id'));
});

test('a route asks for one of its roles', async () => {
  assert.deepEqual(await (await call('GET', '/api/me', 'member')).json(), { userId: 'ada', roles: ['member'] });
  assert.equal((await call('DELETE', '/api/orders/1', 'member')).status, 403);
  assert.deepEqual(removed, []);
  assert.equal((await call('DELETE', '/api/orders/1', 'admin')).status, 204);
  assert.deepEqual(removed, ['1']);
});

test('a preflight needs no token', async () => {
  const headers = { origin: 'https://shop.example', 'access-control-request-method': 'DELETE' };
  const preflight = await fetch(`${base}/api/orders/1`, { method: 'OPTIONS', headers });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://shop.example');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fastify } from 'fastify';
import { createAccessTokens } from './src/auth/access-tokens.ts';
import { principalOf, requireRole } from './src/auth/guards.ts';
import { registerPipeline } from './src/build-app.ts';

const tokens = createAccessTokens('a secret that is only for this test', 'shop', 'shop-api');
const app = fastify();

before(() =>
  registerPipeline(app, {
    origins: ['https://shop.example'],
    tokens,
    publicRoutes: async (routes) => {
      routes.get('/health', async () => ({ status: 'ok' }));
    },
    routes: async (routes) => {
      routes.get('/me', async (request) => principalOf(request));
      routes.delete('/orders/:id', { preHandler: requireRole('admin') }, (_, reply) => reply.code(204).send());
    },
  }),
);

after(() => app.close());

const status = async (method: 'GET' | 'DELETE', url: string, role?: 'member' | 'admin'): Promise<number> => {
  const headers: Record<string, string> =
    role === undefined ? {} : { authorization: `Bearer ${await tokens.sign({ userId: 'ada', roles: [role] })}` };
  return (await app.inject({ method, url, headers })).statusCode;
};

test('strangers reach what is public and nothing else', async () => {
  assert.equal(await status('GET', '/health'), 200);
  assert.equal(await status('GET', '/api/me'), 401);
  assert.equal(await status('GET', '/api/nowhere'), 404);
});

test('a route asks for one of its roles', async () => {
  assert.equal(await status('GET', '/api/me', 'member'), 200);
  assert.equal(await status('DELETE', '/api/orders/1', 'member'), 403);
  assert.equal(await status('DELETE', '/api/orders/1', 'admin'), 204);
});

test('a preflight needs no token', async () => {
  const headers = { origin: 'https://shop.example', 'access-control-request-method': 'DELETE' };
  const preflight = await app.inject({ method: 'OPTIONS', url: '/api/orders/1', headers });
  assert.equal(preflight.statusCode, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], 'https://shop.example');
});

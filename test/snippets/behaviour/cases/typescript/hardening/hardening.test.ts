import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import express from 'express';
import { pino } from 'pino';
import { createErrorHandler, notFoundHandler } from './src/errors/error-handler.ts';
import { createOrder } from './src/features/orders/create.ts';
import { healthRoutes } from './src/health/health.routes.ts';
import { jsonBody } from './src/http/body.ts';
import { crossOrigin } from './src/http/cors.ts';
import { authLimit } from './src/http/rate-limit.ts';
import { securityHeaders } from './src/http/security-headers.ts';

const logger = pino({ level: 'silent' });
let database = async (): Promise<unknown> => 1;
const app = express();
app.use(healthRoutes({ database: () => database() }, logger));
app.use(securityHeaders, crossOrigin(['https://shop.example']), jsonBody);
app.post('/orders', createOrder({ create: async ({ name }) => ({ id: `${name}-1` }) }));
app.post('/sign-in', authLimit, (_req, res) => void res.status(401).end());
app.use(notFoundHandler, createErrorHandler(logger));
const server: Server = app.listen(0, '127.0.0.1');
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const post = (path: string, body: unknown) =>
  fetch(url() + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

before(() => (server.listening ? undefined : once(server, 'listening')));
after(() => {
  server.close();
  server.closeAllConnections();
});

test('is alive, and ready while what it needs answers', async () => {
  assert.equal((await fetch(`${url()}/ready`)).status, 200);
  database = () => Promise.reject(new Error('password authentication failed'));
  const ready = await fetch(`${url()}/ready`);
  assert.deepEqual([ready.status, await ready.json()], [503, { status: 'unavailable', failing: ['database'] }]);
  assert.equal((await fetch(`${url()}/health`)).status, 200);
  database = () => new Promise(() => undefined);
  assert.equal((await fetch(`${url()}/ready`)).status, 503);
});

test('sends the headers that protect, and names no framework', async () => {
  const { headers } = await fetch(`${url()}/nothing`);
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('x-powered-by'), null);
});

test('lets in its own front end and no other', async () => {
  const preflight = (origin: string) =>
    fetch(`${url()}/orders`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  const own = await preflight('https://shop.example');
  assert.equal(own.headers.get('access-control-allow-origin'), 'https://shop.example');
  assert.equal(own.headers.get('access-control-allow-credentials'), 'true');
  assert.equal((await preflight('https://evil.example')).headers.get('access-control-allow-origin'), null);
});

test('takes what is valid, and says of the rest what is wrong', async () => {
  const created = await post('/orders', { name: ' tea ', quantity: 2 });
  assert.deepEqual(
    [created.status, created.headers.get('location'), await created.json()],
    [201, '/orders/tea-1', { id: 'tea-1' }],
  );
  const refused = await post('/orders', { name: '', quantity: 0, admin: true });
  assert.equal(refused.status, 422);
  assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const { errors } = (await refused.json()) as { errors: { field: string }[] };
  assert.deepEqual(errors.map((it) => it.field).sort(), ['body', 'name', 'quantity']);
});

test('refuses a body that is too large', async () => {
  assert.equal((await post('/orders', { name: 'x'.repeat(110_000), quantity: 1 })).status, 413);
});

test('refuses whoever guesses passwords', async () => {
  const statuses: number[] = [];
  for (let left = 11; left > 0; left -= 1) statuses.push((await post('/sign-in', {})).status);
  assert.deepEqual(statuses, [...Array(10).fill(401), 429]);
  const refused = await post('/sign-in', {});
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
});

test('ends on SIGTERM once the request in flight is answered', async () => {
  const service = `
    import { createServer } from 'node:http';
    import { pino } from 'pino';
    import { shutDownOnSignal } from './src/shutdown.ts';
    const server = createServer((_request, response) => {
      console.log('asked');
      setTimeout(() => response.end('answered'), 300);
    });
    shutDownOnSignal(server, pino({ level: 'silent' }), async () => console.log('closed'));
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', service], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  const [port] = await once(child.stdout, 'data');
  const asked = once(child.stdout, 'data');
  const answer = fetch(`http://127.0.0.1:${String(port).trim()}`).then((it) => it.text());
  await asked;
  const closed = once(child.stdout, 'data');
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  assert.equal(await answer, 'answered');
  assert.match(String((await closed)[0]), /closed/);
  assert.deepEqual(await ended, [0, null]);
});

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { createApi } from './src/api/call-api.ts';
import { withRefresh } from './src/api/with-refresh.ts';

const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/order': (_, response) => response.setHeader('content-type', 'application/json').end('{"id":"1","hidden":true}'),
  '/nothing': (_, response) => response.writeHead(204).end(),
  '/refused': (_, response) =>
    response
      .writeHead(422, { 'content-type': 'application/problem+json' })
      .end(
        '{"title":"Unprocessable Content","detail":"Some fields are not valid","errors":[{"field":"name","message":"is empty"}]}',
      ),
  '/broken': (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
  '/silent': () => undefined,
  '/refresh': (_, response) => {
    refreshes += 1;
    isFresh = canRefresh;
    response.writeHead(canRefresh ? 204 : 401).end();
  },
  '/private': async (request, response) => {
    const body = (await request.toArray()).join('');
    response.writeHead(isFresh ? 200 : 401, { 'content-type': 'application/json' }).end(body);
  },
};
const server = createServer((request, response) => answers[request.url ?? '']?.(request, response));
let base = '';
let refreshes = 0;
let isFresh = false;
let canRefresh = true;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

const Order = z.object({ id: z.string() });

test('gives what the schema lets through', async () => {
  const callApi = createApi(base);
  assert.deepEqual(await callApi('/order', { schema: Order }), { id: '1' });
  assert.equal(await callApi('/nothing', { schema: z.undefined(), method: 'DELETE' }), undefined);
  await assert.rejects(callApi('/order', { schema: z.object({ total: z.number() }) }), { name: 'ZodError' });
});

test('a refusal is an error that knows why', async () => {
  const callApi = createApi(base);
  await assert.rejects(callApi('/refused', { schema: Order, method: 'POST', body: {} }), {
    name: 'ApiError',
    status: 422,
    message: 'Some fields are not valid',
  });
  await assert.rejects(callApi('/broken', { schema: Order }), { status: 502, problem: {} });
});

test('a server that does not answer ends with a timeout, and the caller can end it earlier', async () => {
  const callApi = createApi(base);
  await assert.rejects(callApi('/silent', { schema: Order, timeoutMs: 50 }), { name: 'TimeoutError' });
  const caller = new AbortController();
  const call = callApi('/silent', { schema: Order, signal: caller.signal });
  caller.abort();
  await assert.rejects(call, { name: 'AbortError' });
});

test('calls that meet an expired token share one refresh and are sent again with their bodies', async () => {
  const callApi = createApi(
    base,
    withRefresh(fetch, `${base}/refresh`, () => assert.fail('nobody is signed out')),
  );
  const calls = ['a', 'b', 'c'].map((id) => callApi('/private', { schema: Order, method: 'POST', body: { id } }));
  assert.deepEqual(await Promise.all(calls), [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  assert.equal(refreshes, 1);
});

test('a session that cannot be refreshed ends', async () => {
  isFresh = false;
  canRefresh = false;
  let signedOut = 0;
  const callApi = createApi(
    base,
    withRefresh(fetch, `${base}/refresh`, () => {
      signedOut += 1;
    }),
  );
  await assert.rejects(callApi('/private', { schema: Order, method: 'POST', body: { id: 'a' } }), { status: 401 });
  assert.equal(signedOut, 1);
});

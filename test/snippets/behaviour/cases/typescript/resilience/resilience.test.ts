import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { fetchWithin, UpstreamTimeoutError } from './src/http/fetch-within.ts';
import { retry } from './src/http/retry.ts';

const server = createServer((request, response) => {
  if (request.url === '/fast') response.end('answered');
});
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close();
  server.closeAllConnections();
});

/** Fails with these in turn, then succeeds. */
function failing(...errors: unknown[]) {
  let calls = 0;
  const call = async () => {
    calls += 1;
    if (calls <= errors.length) throw errors[calls - 1];
    return calls;
  };
  return { call, calls: () => calls };
}

const busy = { status: 503 };

test('a call that failed for a passing reason is repeated', async () => {
  const lost = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
  assert.equal(await retry(failing(busy, lost).call, { baseMs: 1 }), 3);
  const timedOut = new DOMException('no answer in time', 'TimeoutError');
  assert.equal(await retry(failing(timedOut).call, { baseMs: 1 }), 2);
});

test('it is repeated no more often than asked for, and fails with the last reason', async () => {
  const last = { status: 504 };
  const { call, calls } = failing(busy, busy, last, busy);
  await assert.rejects(retry(call, { baseMs: 1 }), (error) => error === last);
  assert.equal(calls(), 3);
});

test('what would fail again is not repeated', async () => {
  for (const error of [{ status: 422 }, new Error('a defect'), 'nothing']) {
    const { call, calls } = failing(error);
    await assert.rejects(retry(call, { baseMs: 1 }), (it) => it === error);
    assert.equal(calls(), 1);
  }
});

test('the pauses are random, below a limit that doubles', async (t) => {
  t.mock.method(Math, 'random', () => 1);
  const { call } = failing(busy, busy, busy);
  const started = performance.now();
  await retry(call, { attempts: 4, baseMs: 40, maxMs: 80 });
  const waited = performance.now() - started;
  assert.ok(waited >= 40 + 80 + 80 - 5, `it waits ${waited} ms`);
});

test('a caller that leaves ends the waiting', async () => {
  const caller = new AbortController();
  const { call, calls } = failing(busy, busy);
  const running = retry(call, { baseMs: 60_000, maxMs: 60_000, signal: caller.signal });
  caller.abort();
  await assert.rejects(running, { name: 'AbortError' });
  assert.equal(calls(), 1);
});

test('a call to another system ends at its deadline with an error of its own', async () => {
  assert.equal(await (await fetchWithin(5_000, `${url()}/fast`)).text(), 'answered');
  await assert.rejects(
    fetchWithin(50, `${url()}/silent`),
    (error) => error instanceof UpstreamTimeoutError && error.status === 504,
  );
  const caller = new AbortController();
  const running = fetchWithin(5_000, `${url()}/silent`, { signal: caller.signal });
  caller.abort();
  await assert.rejects(running, { name: 'AbortError' });
});

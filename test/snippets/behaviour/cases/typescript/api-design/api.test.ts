import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import express, { Router } from 'express';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createErrorHandler } from './src/errors/error-handler.ts';
import { type Order, orderRoutes } from './src/features/orders/routes.ts';
import { Idempotency } from './src/http/idempotency.ts';
import { idempotent } from './src/http/idempotent.ts';
import { pageOf } from './src/http/page.ts';
import { versions } from './src/http/versions.ts';

const redis = new Redis(process.env.REDIS_URL ?? '');
const idempotency = new Idempotency(redis);
const orders: Order[] = Array.from({ length: 45 }, (_, at) => ({ id: String(at), name: `Tea ${at}`, quantity: 1 }));
const service = {
  list: async (page: { limit: number; cursor?: string | undefined }) => {
    const start = orders.findIndex((it) => it.id === page.cursor) + 1;
    return pageOf(orders.slice(start, start + page.limit + 1), page, (last) => last.id);
  },
  create: async (input: { name: string; quantity: number }) => {
    const order = { ...input, id: String(orders.length) };
    orders.push(order);
    return order;
  },
  read: async (id: string) => orders[Number(id)] as Order,
  change: async (id: string, change: object) => {
    const order = { ...(orders[Number(id)] as Order), ...change };
    orders[Number(id)] = order;
    return order;
  },
  remove: async (id: string) => {
    orders.splice(Number(id), 1);
  },
};
let payments = 0;
let isAway = false;
let release: (() => void) | undefined;
const pay = idempotent(
  idempotency,
  (req) => req.get('X-Account') ?? 'a',
  async (req) => {
    payments += 1;
    if (isAway) throw new Error('the bank is away');
    if (req.body.isSlow === true) await new Promise<void>((resolve) => (release = resolve));
    return { status: 201, body: { payment: payments } };
  },
);
const app = express()
  .use(express.json())
  .use('/orders', orderRoutes(service))
  .post('/payments', pay)
  .use(
    versions({ v1: Router().get('/', (_req, res) => void res.json(1)), v2: Router().get('/', (_req, res) => void res.json(2)) }),
  )
  .use(createErrorHandler(pino({ enabled: false })));
const server = createServer(app);
let address = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server.close();
  await redis.quit();
});

async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(address + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const payWith = (key: string, body: object = { amount: 1 }, account = 'a') =>
  call('POST', '/payments', body, { 'Idempotency-Key': key, 'X-Account': account });

test('the same key is answered the same and does the work once', async () => {
  const answers = [await payWith('key-00001'), await payWith('key-00001'), await payWith('key-00001')];
  assert.deepEqual(
    answers.map((it) => [it.status, it.body]),
    Array(3).fill([201, { payment: 1 }]),
  );
  assert.equal(payments, 1);
  assert.deepEqual((await payWith('key-00001', { amount: 1 }, 'b')).body, { payment: 2 });
});

test('another body, a key that is missing and a request that is not done yet are refused', async () => {
  assert.equal((await payWith('key-00001', { amount: 2 })).status, 422);
  assert.equal((await call('POST', '/payments', { amount: 1 })).status, 422);
  const slow = payWith('key-00002', { isSlow: true });
  while (release === undefined) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await payWith('key-00002', { isSlow: true })).status, 409);
  release();
  assert.equal((await slow).status, 201);
});

test('after an error the work may be done again', async () => {
  isAway = true;
  assert.equal((await payWith('key-00003')).status, 500);
  isAway = false;
  assert.equal((await payWith('key-00003')).status, 201);
});

test('pages end, follow each other and are no larger than allowed', async () => {
  const sizes: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await call('GET', cursor === '' ? '/orders' : `/orders?cursor=${cursor}`);
    sizes.push(body.items.length);
    cursor = body.next_cursor;
  }
  assert.deepEqual(sizes, [20, 20, 5]);
  assert.equal((await call('GET', '/orders?limit=101')).status, 422);
  assert.equal((await call('GET', '/orders?limit=45')).body.next_cursor, null);
});

test('a resource is created, read, changed and removed', async () => {
  const created = await call('POST', '/orders', { name: ' Cup ', quantity: 2 });
  assert.equal(created.status, 201);
  const path = created.headers.get('Location') ?? '';
  assert.deepEqual((await call('GET', path)).body, { id: '45', name: 'Cup', quantity: 2 });
  assert.deepEqual((await call('PATCH', path, { quantity: 3 })).body, { id: '45', name: 'Cup', quantity: 3 });
  assert.equal((await call('PATCH', path, { price: 3 })).status, 422);
  assert.equal((await call('DELETE', path)).status, 204);
});

test('the end of the old version stands in its answers alone', async () => {
  const old = await call('GET', '/v1/');
  assert.equal(old.headers.get('Deprecation'), '@1767225600');
  assert.equal(old.headers.get('Sunset'), 'Thu, 31 Dec 2026 00:00:00 GMT');
  assert.equal(old.headers.get('Link'), '</v2>; rel="successor-version"');
  assert.equal((await call('GET', '/v2/')).headers.get('Deprecation'), null);
});

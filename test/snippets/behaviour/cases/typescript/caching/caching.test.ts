import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import { cached } from './src/cache/cached.ts';
import { cachedOnce } from './src/cache/cached-once.ts';
import { connectRedis } from './src/cache/redis.ts';
import { evictingWrites } from './src/features/orders/evicting-writes.ts';
import { cacheFor, noStore } from './src/http/http-cache.ts';

const logger = pino({ level: 'silent' });
const redis = connectRedis(process.env.REDIS_URL ?? '', logger);
const other = connectRedis(process.env.REDIS_URL ?? '', logger);

beforeEach(() => redis.flushdb());
after(() => Promise.all([redis.quit(), other.quit()]));

test('a value is loaded once, and again when its time is up', async () => {
  let loads = 0;
  const read = () =>
    cached({ redis, logger }, { key: 'order:1', ttlSeconds: 1, schema: z.object({ load: z.number() }) }, async () => {
      loads += 1;
      return { load: loads };
    });
  assert.deepEqual([await read(), await read()], [{ load: 1 }, { load: 1 }]);
  // One second and a tenth, rounded up.
  const left = await redis.pttl('order:1');
  assert.ok(left > 0 && left <= 2_000, `${left} ms are left`);
  await delay(left + 50);
  assert.deepEqual(await read(), { load: 2 });
});

test('an entry of another version and a cache that is away count as a miss', async () => {
  await redis.set('order:1', '{"name":1}');
  const entry = { key: 'order:1', ttlSeconds: 60, schema: z.object({ name: z.string() }) };
  assert.deepEqual(await cached({ redis, logger }, entry, async () => ({ name: 'tea' })), { name: 'tea' });
  const away = connectRedis('redis://127.0.0.1:1', logger);
  assert.deepEqual(await cached({ redis: away, logger }, entry, async () => ({ name: 'tea' })), { name: 'tea' });
  away.disconnect();
});

test('a write evicts what it has changed, and not where it failed', async () => {
  const writes = evictingWrites(
    {
      update: async (id) => {
        if (id === '2') throw new Error('refused');
      },
      delete: async () => undefined,
    },
    redis,
    logger,
  );
  await redis.mset({ 'order:1': 'a', 'order:2': 'b', 'order:3': 'c', 'order:list': 'abc' });
  await assert.rejects(writes.update('2', {}));
  assert.equal(await redis.exists('order:2', 'order:list'), 2);
  await writes.update('1', { note: 'x' });
  await writes.delete('3');
  assert.deepEqual(await redis.keys('*'), ['order:2']);
});

test('of many callers over all instances one loads', async () => {
  let loads = 0;
  const load = async () => {
    loads += 1;
    await delay(150);
    return 'value';
  };
  const entry = { key: 'report', ttlSeconds: 60, lockMs: 5_000 };
  const values = await Promise.all([redis, other, redis, other, redis].map((it) => cachedOnce(it, entry, load)));
  assert.deepEqual([new Set(values), loads], [new Set(['value']), 1]);
  assert.deepEqual(await redis.keys('*'), ['report']);
});

test('a load that fails gives its lock back, and a lock of somebody else stays', async () => {
  const entry = { key: 'report', ttlSeconds: 60, lockMs: 200 };
  await assert.rejects(
    cachedOnce(redis, entry, () => Promise.reject(new Error('down'))),
    { message: 'down' },
  );
  assert.equal(await redis.exists('report:lock'), 0);
  await redis.set('report:lock', 'another');
  assert.equal(await cachedOnce(redis, entry, async () => 'own'), 'own');
  assert.equal(await redis.get('report:lock'), 'another');
});

test('a client may keep an answer, and asks with its tag afterwards', async (t) => {
  const app = express();
  app.get('/orders', cacheFor(60), (_req, res) => void res.json([1]));
  app.get('/session', noStore, (_req, res) => void res.json({}));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = await fetch(`${url}/orders`);
  assert.equal(first.headers.get('cache-control'), 'private, max-age=60, stale-while-revalidate=60');
  assert.equal(first.headers.get('vary'), 'Authorization, Cookie');
  // Without a word of its own fetch would ask for a new answer.
  const headers = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
  const again = await fetch(`${url}/orders`, { headers });
  assert.deepEqual([again.status, await again.text()], [304, '']);
  assert.equal((await fetch(`${url}/session`)).headers.get('cache-control'), 'no-store');
});

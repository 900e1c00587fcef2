import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fastify } from 'fastify';
import { Redis } from 'ioredis';
import { registerErrorHandler } from './src/errors/error-handler.ts';
import { Idempotency } from './src/http/idempotency.ts';
import { idempotent } from './src/http/idempotent.ts';
import { registerUploads } from './src/uploads/receive-file.ts';

const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
]);
const redis = new Redis(process.env.REDIS_URL ?? '');
const app = fastify();
let saved = 0;
let payments = 0;
let address = '';

before(async () => {
  registerErrorHandler(app);
  await registerUploads(app, async () => {
    saved += 1;
    return { id: '1' };
  });
  const owner = (): string => 'fastify';
  const pay = async () => {
    payments += 1;
    return { status: 201, body: { payment: payments } };
  };
  app.post('/payments', idempotent(new Idempotency(redis), owner, pay));
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});
after(async () => {
  await app.close();
  await redis.quit();
});

async function send(content?: Uint8Array<ArrayBuffer>): Promise<number> {
  const body = new FormData();
  if (content === undefined) body.append('name', 'none');
  else body.append('file', new File([content], 'me.png'));
  return (await fetch(`${address}/avatars`, { method: 'POST', body })).status;
}

test('a file of an allowed type is taken, others are refused', async () => {
  assert.equal(await send(png), 201);
  assert.equal(await send(new TextEncoder().encode('<script>alert(1)</script>')), 415);
  const large = new Uint8Array(5 * 1024 * 1024 + 1);
  large.set(png);
  assert.equal(await send(large), 413);
  assert.equal(await send(), 422);
  assert.equal(saved, 1);
});

test('the same key is answered the same and does the work once', async () => {
  const pay = async (key?: string) => {
    const headers = { 'Content-Type': 'application/json', ...(key === undefined ? {} : { 'Idempotency-Key': key }) };
    const response = await fetch(`${address}/payments`, { method: 'POST', headers, body: '{"amount":1}' });
    return [response.status, response.status === 201 ? await response.json() : undefined];
  };
  assert.deepEqual(await pay('key-00001'), [201, { payment: 1 }]);
  assert.deepEqual(await pay('key-00001'), [201, { payment: 1 }]);
  assert.deepEqual(await pay(), [422, undefined]);
});

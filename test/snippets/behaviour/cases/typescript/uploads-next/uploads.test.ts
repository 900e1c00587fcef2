import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Redis } from 'ioredis';
import { Idempotency } from './src/http/idempotency.ts';
import { idempotent } from './src/http/idempotent.ts';
import { receiveFile } from './src/uploads/receive-file.ts';

const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
]);
const redis = new Redis(process.env.REDIS_URL ?? '');
after(() => redis.quit());

const post = (body: BodyInit, headers: Record<string, string> = {}): Request =>
  new Request('http://shop/avatars', { method: 'POST', body, headers });

/** As bytes, which is how a server gets it. */
async function form(content?: Uint8Array<ArrayBuffer>): Promise<Request> {
  const data = new FormData();
  if (content === undefined) data.append('name', 'none');
  else data.append('file', new File([content], '../me.png', { type: 'image/png' }));
  const sent = new Response(data);
  return post(await sent.arrayBuffer(), { 'Content-Type': sent.headers.get('Content-Type') ?? '' });
}

test('a file of an allowed type is taken, others are refused', async () => {
  const file = await receiveFile(await form(png));
  assert.equal(file.contentType, 'image/png');
  assert.match(file.name, /^[0-9a-f-]{36}\.png$/);
  await assert.rejects(receiveFile(await form(new TextEncoder().encode('<script></script>'))), { status: 415 });
  await assert.rejects(receiveFile(await form(new Uint8Array(5 * 1024 * 1024 + 1))), { status: 413 });
  await assert.rejects(receiveFile(await form(new Uint8Array(6 * 1024 * 1024))), { status: 413 });
  await assert.rejects(receiveFile(await form()), { status: 422 });
  await assert.rejects(receiveFile(post('{}', { 'Content-Type': 'application/json' })), { status: 422 });
});

test('the same key is answered the same and does the work once', async () => {
  let payments = 0;
  const pay = idempotent(
    new Idempotency(redis),
    async () => 'next',
    async () => {
      payments += 1;
      return { status: 201, body: { payment: payments } };
    },
  );
  const answers = [1, 2].map(() => () => pay(post('{"amount":1}', { 'Idempotency-Key': 'key-00001' })));
  for (const answer of answers) {
    const response = await answer();
    assert.deepEqual([response.status, await response.json()], [201, { payment: 1 }]);
  }
  await assert.rejects(pay(post('{"amount":2}', { 'Idempotency-Key': 'key-00001' })), { status: 422 });
});

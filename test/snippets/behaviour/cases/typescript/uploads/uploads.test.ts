import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import express from 'express';
import { pino } from 'pino';
import { createErrorHandler } from './src/errors/error-handler.ts';
import { confirmUpload, permitUpload } from './src/uploads/permit-upload.ts';
import { receiveFile } from './src/uploads/receive-file.ts';
import { uploadInParts } from './src/uploads/upload-in-parts.ts';

const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
]);
const saved: { readonly contentType: string; readonly name: string }[] = [];
const parts = new Map<string, string>();
let failures = 1;
const app = express()
  .post(
    '/avatars',
    receiveFile(async ({ contentType, name }) => {
      saved.push({ contentType, name });
      return { id: '1' };
    }),
  )
  .put('/parts/:number', express.text({ type: () => true }), (req, res) => {
    failures -= 1;
    if (failures < 0) parts.set(req.params.number, req.body);
    res.sendStatus(failures < 0 ? 200 : 503);
  })
  .use(createErrorHandler(pino({ enabled: false })));
const server = createServer(app);
let address = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

async function send(content: Uint8Array<ArrayBuffer> | undefined, name = 'me.png'): Promise<number> {
  const body = new FormData();
  if (content !== undefined) body.append('file', new File([content], name, { type: 'image/png' }));
  return (await fetch(`${address}/avatars`, { method: 'POST', body })).status;
}

test('a file is taken for what its first bytes are, under a name of the server', async () => {
  assert.equal(await send(png, '../../me.png'), 201);
  assert.equal(saved.at(-1)?.contentType, 'image/png');
  assert.match(saved.at(-1)?.name ?? '', /^[0-9a-f-]{36}\.png$/);
});

test('other types, larger files and none are refused', async () => {
  const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
  assert.equal(await send(page), 415);
  const large = new Uint8Array(5 * 1024 * 1024 + 1);
  large.set(png);
  assert.equal(await send(large), 413);
  assert.equal(await send(undefined), 422);
  assert.equal(saved.length, 1);
});

test('the bucket is told the type, the size and the owner', async () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const s3 = new S3Client({ region: 'eu-central-1', credentials });
  const permission = await permitUpload(s3, 'uploads', { ownerId: '7', contentType: 'image/png' });
  assert.match(permission.key, /^uploads\/7\/[0-9a-f-]+\.png$/);
  const policy = JSON.parse(Buffer.from(permission.fields.Policy ?? '', 'base64').toString('utf8'));
  assert.deepEqual(policy.conditions.slice(0, 2), [
    ['content-length-range', 1, 10 * 1024 * 1024],
    ['eq', '$Content-Type', 'image/png'],
  ]);
  await assert.rejects(permitUpload(s3, 'uploads', { ownerId: '7', contentType: 'text/html' }), { status: 422 });
  await assert.rejects(confirmUpload(s3, 'uploads', { ownerId: '8', key: permission.key }), { status: 403 });
});

test('parts that were lost are sent again, and those alone', async () => {
  let completed = 0;
  const progress: number[] = [];
  const api = {
    missing: async () =>
      [1, 2, 3].filter((it) => !parts.has(String(it))).map((number) => ({ number, url: `${address}/parts/${number}` })),
    complete: async () => {
      completed += 1;
    },
  };
  await uploadInParts(new Blob(['aaabbbc']), api, { partBytes: 3, onProgress: (part) => progress.push(part) });
  assert.deepEqual([...parts].sort(), [
    ['1', 'aaa'],
    ['2', 'bbb'],
    ['3', 'c'],
  ]);
  assert.equal(completed, 1);
  assert.equal(progress.at(-1), 1);
});

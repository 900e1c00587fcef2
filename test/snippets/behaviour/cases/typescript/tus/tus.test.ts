import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import express from 'express';
import { tusUploads } from './src/uploads/tus.ts';

const folder = mkdtempSync(join(tmpdir(), 'tus-'));
const finished: { readonly id: string; readonly size: number }[] = [];
const app = express().use(
  tusUploads(folder, async ({ id, size }) => {
    finished.push({ id, size });
  }),
);
app.get('/uploads-of-others', (_req, res) => void res.send('others'));
const server = createServer(app);
let address = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const call = (method: string, url: string, headers: Record<string, string> = {}, body?: string): Promise<Response> =>
  fetch(url, { method, headers: { 'Tus-Resumable': '1.0.0', ...headers }, ...(body === undefined ? {} : { body }) });
const patch = (url: string, offset: number, body: string): Promise<Response> =>
  call('PATCH', url, { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }, body);

test('a file that broke off goes on where it was', async () => {
  const begun = await call('POST', `${address}/uploads`, { 'Upload-Length': '7' });
  assert.equal(begun.status, 201);
  const place = new URL(begun.headers.get('Location') ?? '', address).href;
  assert.equal((await patch(place, 0, 'aaa')).status, 204);
  assert.equal((await call('HEAD', place)).headers.get('Upload-Offset'), '3');
  assert.equal((await patch(place, 0, 'bbbb')).status, 409);
  assert.deepEqual(finished, []);
  assert.equal((await patch(place, 3, 'bbbb')).status, 204);
  assert.equal(finished[0]?.size, 7);
  assert.equal(readFileSync(join(folder, finished[0]?.id ?? ''), 'utf8'), 'aaabbbb');
});

test('a file that is too large is refused before it is sent', async () => {
  const refused = await call('POST', `${address}/uploads`, { 'Upload-Length': String(3 * 1024 ** 3) });
  assert.equal(refused.status, 413);
  assert.equal(await (await fetch(`${address}/uploads-of-others`)).text(), 'others');
});

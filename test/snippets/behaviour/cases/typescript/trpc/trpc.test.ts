import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { TRPCClientError } from '@trpc/client';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import { createTrpc } from './src/api/trpc.ts';
import { createAppRouter, type Order } from './src/trpc/router.ts';

const id = '01890000-0000-7000-8000-000000000001';
const created: string[] = [];
const router = createAppRouter({
  read: async (userId, wanted): Promise<Order | undefined> => (wanted === id ? { id, name: `of ${userId}` } : undefined),
  create: async (_, { name }): Promise<Order> => {
    created.push(name);
    return { id, name };
  },
});
let userId: string | undefined;
const server = createHTTPServer({ router, createContext: () => ({ userId }) });
let trpc: ReturnType<typeof createTrpc>;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  trpc = createTrpc(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

after(() => {
  server.closeAllConnections();
  server.close();
});

const hasCode =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof TRPCClientError && error.data?.code === code;

test('strangers are refused before anything runs', async () => {
  await assert.rejects(trpc.orders.create.mutate({ name: 'Tea' }), hasCode('UNAUTHORIZED'));
  assert.deepEqual(created, []);
});

test('input is checked, and what is not there is not found', async () => {
  userId = 'ada';
  await assert.rejects(trpc.orders.create.mutate({ name: ' ' }), hasCode('BAD_REQUEST'));
  await assert.rejects(trpc.orders.read.query({ id: id.replace('1', '2') }), hasCode('NOT_FOUND'));
  assert.deepEqual(await trpc.orders.create.mutate({ name: ' Tea ' }), { id, name: 'Tea' });
  assert.deepEqual(await trpc.orders.read.query({ id }), { id, name: 'of ada' });
});

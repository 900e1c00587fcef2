import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ChangeFeed } from '../changes/change-feed.ts';
import { EventLog } from './event-log.ts';
import { EventSockets, eventProtocol } from './event-sockets.ts';

const changes = new ChangeFeed();
const log = new EventLog(changes);
const server = createServer();
const signedOut = new Set<string>();
let eventSockets = new EventSockets(log, 50);
let url: string;

beforeAll(async () => {
  server.on('upgrade', (request, socket, head) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    eventSockets.accept(request, socket, head, {
      lastEventId: searchParams.get('lastEventId') ?? undefined,
      endsAt: Date.now() + Number(searchParams.get('endsInMs') ?? 60_000),
      isSignedIn: async () => !signedOut.has(searchParams.get('user') ?? ''),
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  eventSockets.close();
  server.close();
});

async function connect(query = '', options: { readonly autoPong?: boolean } = {}) {
  const client = new WebSocket(url + query, [eventProtocol, 'bearer.token'], options);
  const messages: unknown[] = [];
  client.on('message', (data) => messages.push(JSON.parse(data.toString())));
  const closed = once(client, 'close').then(([code]) => code);
  await once(client, 'open');
  return { client, messages, closed };
}

test('tells every connection, and what was missed to one that comes back', async () => {
  const [one, other] = [await connect(), await connect()];
  expect(one.client.protocol).toBe(eventProtocol);
  const before = log.now;
  changes.publish({ type: 'thing.created', data: { name: 'first' } });
  const event = { id: log.now, event: 'thing.created', data: { name: 'first' } };
  await expect.poll(() => [one.messages, other.messages]).toEqual([[event], [event]]);
  const back = await connect(`?lastEventId=${before}`);
  await expect.poll(() => back.messages).toEqual([event]);
  for (const { client } of [one, other, back]) client.close();
});

test('tells a client with an id of another run to load everything again', async () => {
  const { client, messages } = await connect('?lastEventId=another-run.7');
  await expect.poll(() => messages).toEqual([{ event: 'reset' }]);
  client.close();
});

test('answers a ping of the application, and says what it does not understand', async () => {
  const { client, messages } = await connect();
  for (const message of ['{"type":"ping"}', '{"type":"dance"}', '[]', 'null']) client.send(message);
  const error = { type: 'error', detail: expect.any(String) };
  await expect.poll(() => messages).toEqual([{ type: 'pong' }, error, error, error]);
  client.close();
});

test.each([
  ['text that is not JSON', 'hello', 1003],
  ['binary data', Buffer.from('{}'), 1003],
  ['more than 64 KiB', JSON.stringify('x'.repeat(64 * 1024)), 1009],
])('closes for %s', async (_, message, code) => {
  const { client, closed } = await connect();
  client.send(message);
  expect(await closed).toBe(code);
});

test('drops a client that does not answer pings', async () => {
  const { closed } = await connect('', { autoPong: false });
  expect(await closed).toBe(1006);
});

test('closes when the time of the sign-in is over', async () => {
  const { closed } = await connect('?endsInMs=20');
  expect(await closed).toBe(4401);
});

test('closes at the next ping when the user has signed out', async () => {
  const { closed } = await connect('?user=ada');
  signedOut.add('ada');
  expect(await closed).toBe(4401);
});

test('closes all when the server stops', async () => {
  const { closed } = await connect();
  eventSockets.close();
  expect(await closed).toBe(1001);
  eventSockets = new EventSockets(log, 50);
});

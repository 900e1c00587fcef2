import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, mock, test } from 'node:test';
import express from 'express';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { pollUntil } from './src/api/poll-until.ts';
import { eventStream, type ServerEvent } from './src/events/event-stream.ts';
import { fanOut } from './src/events/fan-out.ts';
import { acceptSockets } from './src/events/sockets.ts';

const logger = pino({ level: 'silent' });
const servers: Server[] = [];

after(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a socket is for signed-in users of our own pages, and a dead one is closed', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const server = createServer();
  const received: unknown[] = [];
  const end = acceptSockets(server, {
    path: '/ws',
    origins: ['https://app.example'],
    authenticate: async ({ headers }) => (headers.cookie === 'session=1' ? { id: 'u1' } : undefined),
    onMessage: (message, user, socket) => {
      received.push({ message, user });
      socket.send('"got it"');
    },
    logger,
  });
  const address = `ws://${await listening(server)}`;
  const connect = (path: string, origin: string, cookie: string, autoPong = true) =>
    new WebSocket(`${address}${path}`, { origin, headers: { cookie }, autoPong });

  for (const [path, origin, cookie] of [
    ['/ws', 'https://evil.example', 'session=1'],
    ['/ws', 'https://app.example', 'session=2'],
    ['/other', 'https://app.example', 'session=1'],
  ] as const) {
    const [error] = await once(connect(path, origin, cookie), 'error').catch((it: unknown) => [it]);
    assert.match(String(error), /401/);
  }

  const alive = connect('/ws', 'https://app.example', 'session=1');
  const dead = connect('/ws', 'https://app.example', 'session=1', false);
  await Promise.all([once(alive, 'open'), once(dead, 'open')]);
  alive.send('{"kind":"hello"}');
  await once(alive, 'message');
  assert.deepEqual(received, [{ message: { kind: 'hello' }, user: { id: 'u1' } }]);

  const pinged = Promise.all([once(alive, 'ping'), once(dead, 'ping')]);
  mock.timers.tick(30_000);
  await pinged;
  // The server has read the pong when it answers what was sent after it.
  alive.send('{}');
  await once(alive, 'message');
  const closed = once(dead, 'close');
  mock.timers.tick(30_000);
  const [code] = await closed;
  assert.equal(code, 1006);
  assert.equal(alive.readyState, WebSocket.OPEN);

  const refused = connect('/ws', 'https://app.example', 'session=1');
  await once(refused, 'open');
  refused.send('no JSON');
  assert.equal((await once(refused, 'close'))[0], 1007);

  const goodbye = once(alive, 'close');
  end();
  assert.equal((await goodbye)[0], 1001);
  mock.timers.reset();
});

test('events reach a page, from where it was before, until it leaves', async () => {
  const source = new EventEmitter();
  const asked: (string | undefined)[] = [];
  const app = express();
  app.get(
    '/events',
    eventStream((listener, afterId) => {
      asked.push(afterId);
      source.on('event', listener);
      return () => {
        source.off('event', listener);
        source.emit('left');
      };
    }),
  );
  const url = `http://${await listening(createServer(app))}/events`;
  const page = new AbortController();
  const response = await fetch(url, { headers: { 'last-event-id': '41' }, signal: page.signal });
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (words: string) => {
    while (!text.includes(words)) {
      const chunk = await reader?.read();
      assert.equal(chunk?.done, false);
      text += chunk?.value;
    }
  };
  await readUntil('retry: 3000\n\n');
  const event: ServerEvent = { id: '42', type: 'order-created', data: { id: 7, note: 'a\nb' } };
  source.emit('event', event);
  await readUntil('id: 42\nevent: order-created\ndata: {"id":7,"note":"a\\nb"}\n\n');
  assert.deepEqual(asked, ['41']);
  const left = once(source, 'left');
  page.abort();
  await left;
  assert.equal(source.listenerCount('event'), 0);
});

test('a message reaches the listeners of every instance, through Redis', async () => {
  const connections = [new Redis(process.env.REDIS_URL ?? ''), new Redis(process.env.REDIS_URL ?? '')];
  const channels = await Promise.all(connections.map((it) => fanOut<{ id: number }>(it, 'orders', logger)));
  const [here, there] = channels;
  const arrived = new EventEmitter();
  const seen: string[] = [];
  here?.subscribe(({ id }) => seen.push(`here ${id}`));
  const stop = there?.subscribe(({ id }) => {
    seen.push(`there ${id}`);
    arrived.emit('there');
  });
  const first = once(arrived, 'there');
  await here?.publish({ id: 1 });
  await first;
  stop?.();
  there?.subscribe(() => arrived.emit('there'));
  const second = once(arrived, 'there');
  await there?.publish({ id: 2 });
  await second;
  assert.equal(seen.filter((it) => it === 'there 1').length, 1);
  assert.ok(!seen.includes('there 2'));
  await Promise.all(channels.map((it) => it.close()));
  for (const connection of connections) connection.disconnect();
});

test('polling ends with the final answer, at its deadline or when the caller leaves', async () => {
  let asked = 0;
  const answer = await pollUntil(
    async () => ({ asked: ++asked }),
    (it) => it.asked === 3,
    { firstMs: 1 },
  );
  assert.deepEqual(answer, { asked: 3 });
  const never = { firstMs: 5, maxMs: 5 };
  await assert.rejects(
    pollUntil(
      async () => 0,
      () => false,
      { ...never, deadlineMs: 40 },
    ),
    { name: 'TimeoutError' },
  );
  const caller = new AbortController();
  const polling = pollUntil(
    async () => 0,
    () => false,
    { ...never, signal: caller.signal },
  );
  caller.abort();
  await assert.rejects(polling, { name: 'AbortError' });
});

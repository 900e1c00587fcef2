import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';
import { ChangeFeed } from '../changes/change-feed.ts';
import { EventLog } from './event-log.ts';
import { EventStream, eventStreamHeaders } from './event-stream.ts';

describe('GET /api/events', () => {
  let testApp: TestApp;
  beforeAll(async () => {
    testApp = await startTestApp();
  });
  afterAll(() => testApp.close());

  test('is for signed-in users', async () => {
    await testApp.anonymous('get', '/api/events').expect(401);
  });
});

describe('EventStream', () => {
  const changes = new ChangeFeed();
  const stream = new EventStream(new EventLog(changes), 20);
  const signedOut = new Set<string>();
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const user = String(request.headers['x-user']);
      response.writeHead(200, eventStreamHeaders);
      stream.connect(response, {
        lastEventId: request.headers['last-event-id']?.toString(),
        endsAt: Number(request.headers['x-ends-at']),
        isSignedIn: async () => !signedOut.has(user),
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    stream.close();
    server.close();
  });

  test('tells every connection, and what was missed to one that comes back', async () => {
    const [one, other] = [await connect(), await connect()];
    changes.publish({ type: 'thing.created', data: { name: 'first' } });
    const first = await one.read('first');
    await other.read('first');
    expect(first).toMatch(/id: \w+\.1\nevent: thing\.created\ndata: {"name":"first"}\n\n/);
    one.close();
    changes.publish({ type: 'thing.created', data: { name: 'second' } });
    changes.publish({ type: 'thing.created', data: { name: 'third' } });
    const back = await connect({ 'Last-Event-ID': /id: (\S+)/.exec(first)?.[1] ?? '' });
    const missed = await back.read('third');
    expect(missed).toContain('second');
    expect(missed).not.toContain('first');
    other.close();
    back.close();
  });

  test('tells a client with an id of another run to load everything again', async () => {
    const client = await connect({ 'Last-Event-ID': 'another-run.7' });
    await client.read('event: reset');
    client.close();
  });

  test('keeps a silent connection open', async () => {
    const client = await connect();
    await client.read(': ping');
    client.close();
  });

  test('ends when the time of the sign-in is over', async () => {
    const client = await connect({ 'X-Ends-At': String(Date.now() + 50) });
    await client.ended;
  });

  test('ends at the next ping when the user has signed out', async () => {
    const client = await connect({ 'X-User': 'ada' });
    signedOut.add('ada');
    await client.ended;
  });

  async function connect(headers: Record<string, string> = {}) {
    const abort = new AbortController();
    const response = await fetch(url, {
      headers: { 'X-Ends-At': String(Date.now() + 60_000), ...headers },
      signal: abort.signal,
    });
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      read: async (expected: string) => {
        while (!text.includes(expected)) {
          const { value, done } = await reader.read();
          if (done) throw new Error(`the stream ended without "${expected}"`);
          text += value;
        }
        return text;
      },
      get ended() {
        return (async () => {
          while (!(await reader.read()).done);
        })();
      },
      close: () => abort.abort(),
    };
  }
});

import { afterEach, expect, test, vi } from 'vitest';
import type { ServerEvent } from './server-event.ts';
import { listen } from './server-events.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('reads events and comes back with the last id after a break', async () => {
  vi.useFakeTimers();
  const abort = new AbortController();
  const events: ServerEvent[] = [];
  const lastEventIds: (string | null)[] = [];
  const answers = [
    'id: a.1\nevent: thing.created\ndata: {"name":"one"}\n\n',
    ': ping\n\nid: a.2\nevent: reset\ndata: {}\n\n',
  ];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    lastEventIds.push(new Headers(init.headers).get('Last-Event-ID'));
    return new Response(answers.shift() ?? '', { headers: { 'Content-Type': 'text/event-stream' } });
  });

  const listening = listen((event) => events.push(event), abort.signal);
  await vi.advanceTimersByTimeAsync(5_000);
  abort.abort();
  await listening;

  expect(events).toEqual([
    { type: 'thing.created', data: { name: 'one' } },
    { type: 'reset', data: {} },
  ]);
  expect(lastEventIds.slice(0, 3)).toEqual([null, 'a.1', 'a.2']);
});

test('stops when the session has ended', async () => {
  const fetch = vi.fn(async () => new Response(null, { status: 401 }));
  vi.stubGlobal('fetch', fetch);
  await listen(() => undefined, new AbortController().signal);
  expect(fetch).toHaveBeenCalledOnce();
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServerEvent } from './server-event.ts';
import { listen } from './server-events.ts';

type Answer = Response | Error;

let abort: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  abort = new AbortController();
});
afterEach(() => {
  abort.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Listens to an API that gives these answers, then none but empty ones. */
function listenTo(...answers: Answer[]) {
  const asked: string[] = [];
  const events: ServerEvent[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(new URL(url).search);
    const answer = answers.shift() ?? changes('a.9');
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const ended = listen((event) => events.push(event), abort.signal);
  return { asked, events, ended };
}

function changes(next: string, ...events: string[]): Response {
  return Response.json({ changes: events.map((event) => ({ id: next, event, data: {} })), next, reset: false });
}

test('asks every two seconds from where it was', async () => {
  const { asked, events } = listenTo(changes('a.1'), changes('a.3', 'thing.created', 'thing.deleted'), changes('a.3'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual(['', '?since=a.1', '?since=a.3']);
  expect(events.map((it) => it.type)).toEqual(['thing.created', 'thing.deleted']);
});

test('says when changes were missed', async () => {
  const { asked, events } = listenTo(changes('a.1'), Response.json({ changes: [], next: 'b.0', reset: true }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(events.map((it) => it.type)).toEqual(['reset']);
  expect(asked).toEqual(['', '?since=a.1', '?since=b.0']);
});

test('asks less often while it fails, and as often as before when it does not', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const gone = () => new TypeError('Failed to fetch');
  const { asked } = listenTo(gone(), gone(), gone(), gone(), new Response(null, { status: 503 }), gone());
  await vi.advanceTimersByTimeAsync(2_000 + 2_000 + 4_000 + 8_000 + 16_000 - 1);
  expect(asked).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(1 + 30_000);
  expect(asked).toHaveLength(7);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(8);
});

test('does not ask while nobody looks, and asks at once when somebody does', async () => {
  const { asked } = listenTo();
  await vi.advanceTimersByTimeAsync(0);
  show('hidden');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
  show('visible');
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(2);
});

test('does not ask while the browser is offline', async () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { asked } = listenTo();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
  onLine.mockReturnValue(true);
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(1);
});

test('stops when the session has ended, and when it is told to', async () => {
  await listenTo(new Response(null, { status: 401 })).ended;
  const { asked, ended } = listenTo();
  await vi.advanceTimersByTimeAsync(0);
  abort.abort();
  await ended;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

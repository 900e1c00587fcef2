import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useJob } from './src/hooks/use-job.ts';
import { orderKeys, useCreateOrder, useOrder } from './src/hooks/use-orders.ts';
import { useServerEvents } from './src/hooks/use-server-events.ts';
import { useSocket } from './src/hooks/use-socket.ts';

// The client of the API keeps the fetch that there is when it is imported.
vi.hoisted(() => {
  globalThis.fetch = (url, init) => answer(String(url), { method: init?.method ?? 'GET', body: (init?.body as string) ?? null });
});

/** A stream that the test opens, breaks and sends through. */
class Stream {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readonly listeners = new Map<string, (event: { data: string }) => void>();
  readyState = 0;
  onopen?: () => void;
  onerror?: () => void;
  constructor(readonly url: string) {
    Stream.opened.push(this);
  }
  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(type, listener);
  }
  fail(isClosed: boolean): void {
    this.readyState = isClosed ? 2 : 0;
    this.onerror?.();
  }
  close(): void {
    this.readyState = 2;
  }
}

class Socket {
  static readonly OPEN = 1;
  static opened: Socket[] = [];
  readonly sent: string[] = [];
  readyState = 0;
  closedWith?: number;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;
  constructor(readonly url: string) {
    Socket.opened.push(this);
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(code: number): void {
    this.closedWith = code;
    this.lose(code);
  }
  lose(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const orders: { id: string; name: string; quantity: number }[] = [];
const asked: string[] = [];

beforeEach(() => {
  Stream.opened = [];
  Socket.opened = [];
  orders.length = 0;
  asked.length = 0;
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('WebSocket', Socket);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function queries() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return { client, wrapper };
}

test('an order that is made is in the cache, and what was read of orders before is read again', async () => {
  const { client, wrapper } = queries();
  client.setQueryData([...orderKeys.all, 'list'], []);
  const making = renderHook(() => useCreateOrder(), { wrapper });
  await act(() => making.result.current.mutateAsync({ name: 'tea', quantity: 2 }));
  expect(client.getQueryData(orderKeys.detail('1'))).toEqual({ id: '1', name: 'tea', quantity: 2 });
  expect(client.getQueryState([...orderKeys.all, 'list'])?.isInvalidated).toBe(true);
  orders[0] = { id: '1', name: 'coffee', quantity: 2 };
  const reading = renderHook(() => useOrder('1'), { wrapper });
  await waitFor(() => expect(reading.result.current.data?.name).toBe('coffee'));
  expect(asked).toEqual(['POST /orders', 'GET /orders/1']);
  const missing = renderHook(() => useOrder('9'), { wrapper });
  await waitFor(() => expect(missing.result.current.error).toMatchObject({ status: 404 }));
});

test('a job is asked for until it is done, ever less often', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { wrapper } = queries();
  let answers = 0;
  const load = async (id: string) => ({ id, status: ++answers < 4 ? ('running' as const) : ('done' as const) });
  const { result } = renderHook(() => useJob('7', load), { wrapper });
  await waitFor(() => expect(result.current.data?.status).toBe('running'));
  await act(() => vi.advanceTimersByTimeAsync(1_600));
  expect(answers).toBe(2);
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect([answers, result.current.data?.status]).toEqual([4, 'done']);
});

test('a stream gives its events, is opened again after an error answer, and ends with the component', () => {
  vi.useFakeTimers();
  const events: unknown[] = [];
  const { result, unmount } = renderHook(() =>
    useServerEvents('/events', ['created', 'paid'], (type, data) => events.push([type, data])),
  );
  const [first] = Stream.opened;
  act(() => first?.onopen?.());
  expect(result.current).toBe('open');
  act(() => first?.listeners.get('paid')?.({ data: '{"id":1}' }));
  expect(events).toEqual([['paid', { id: 1 }]]);
  act(() => first?.fail(false));
  expect([result.current, Stream.opened.length]).toEqual(['connecting', 1]);
  act(() => first?.fail(true));
  expect(result.current).toBe('waiting');
  act(() => void vi.advanceTimersByTime(2_000));
  expect(Stream.opened).toHaveLength(2);
  unmount();
  expect(Stream.opened[1]?.readyState).toBe(Stream.CLOSED);
  expect(vi.getTimerCount()).toBe(0);
});

test('a socket sends, comes back after a failure, and not after a refusal', () => {
  vi.useFakeTimers();
  const messages: unknown[] = [];
  const { result, unmount } = renderHook(() => useSocket('wss://shop.test/ws', (it) => messages.push(it)));
  expect(result.current.send('too early')).toBe(false);
  act(() => Socket.opened[0]?.open());
  expect(result.current.send({ kind: 'hello' })).toBe(true);
  expect(Socket.opened[0]?.sent).toEqual(['{"kind":"hello"}']);
  act(() => Socket.opened[0]?.onmessage?.({ data: '{"id":1}' }));
  expect(messages).toEqual([{ id: 1 }]);
  act(() => Socket.opened[0]?.lose(1006));
  expect(result.current.state).toBe('waiting');
  act(() => void vi.advanceTimersByTime(2_000));
  expect(Socket.opened).toHaveLength(2);
  act(() => Socket.opened[1]?.lose(1008));
  expect(result.current.state).toBe('refused');
  act(() => void vi.advanceTimersByTime(60_000));
  expect(Socket.opened).toHaveLength(2);
  unmount();
  expect(Socket.opened[1]?.closedWith).toBe(1000);
});

/** The back end: it gives an order a number, and counts what it is asked for. */
async function answer(url: string, { method, body }: { method: string; body: string | null }): Promise<Response> {
  asked.push(`${method} ${new URL(url).pathname}`);
  if (method === 'POST') {
    const order = { id: String(orders.length + 1), ...JSON.parse(body ?? '{}') };
    orders.push(order);
    return Response.json(order, { status: 201 });
  }
  const order = orders.find((it) => url.endsWith(`/orders/${it.id}`));
  return order === undefined ? new Response(null, { status: 404 }) : Response.json(order);
}

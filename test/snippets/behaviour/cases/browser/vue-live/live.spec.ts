import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { cleanup, render, waitFor } from '@testing-library/vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent, effectScope, nextTick, ref } from 'vue';
import { useJob } from './src/composables/use-job.ts';
import { orderKeys, useCreateOrder, useOrder } from './src/composables/use-orders.ts';
import { useServerEvents } from './src/composables/use-server-events.ts';
import { useSocket } from './src/composables/use-socket.ts';

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

/** What a composable gives in a component that has the client. */
function inComponent<Value>(queryClient: QueryClient, use: () => Value): Value {
  let given: Value | undefined;
  const component = defineComponent({
    setup: () => {
      given = use();
      return () => null;
    },
  });
  render(component, { global: { plugins: [[VueQueryPlugin, { queryClient }]] } });
  if (given === undefined) throw new Error('it gives nothing');
  return given;
}

const newClient = (): QueryClient => new QueryClient({ defaultOptions: { queries: { retry: false } } });

test('an order that is made is in the cache, and what was read of orders before is read again', async () => {
  const client = newClient();
  client.setQueryData([...orderKeys.all, 'list'], []);
  const making = inComponent(client, useCreateOrder);
  await making.mutateAsync({ name: 'tea', quantity: 2 });
  expect(client.getQueryData(orderKeys.detail('1'))).toEqual({ id: '1', name: 'tea', quantity: 2 });
  expect(client.getQueryState([...orderKeys.all, 'list'])?.isInvalidated).toBe(true);
  orders.push({ id: '2', name: 'coffee', quantity: 1 });
  const id = ref('2');
  const reading = inComponent(client, () => useOrder(id));
  await waitFor(() => expect(reading.data.value?.name).toBe('coffee'));
  id.value = '9';
  await waitFor(() => expect(reading.error.value).toMatchObject({ status: 404 }));
  expect(asked).toEqual(['POST /orders', 'GET /orders/2', 'GET /orders/9']);
});

test('a job is asked for until it is done, ever less often', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let answers = 0;
  const load = async (id: string) => ({ id, status: ++answers < 4 ? ('running' as const) : ('done' as const) });
  const job = inComponent(newClient(), () => useJob('7', load));
  await waitFor(() => expect(job.data.value?.status).toBe('running'));
  await vi.advanceTimersByTimeAsync(1_600);
  expect(answers).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([answers, job.data.value?.status]).toEqual([4, 'done']);
});

test('a stream gives its events, is opened again after an error answer, and ends with the component', async () => {
  vi.useFakeTimers();
  const events: unknown[] = [];
  const url = ref('/events');
  const scope = effectScope();
  const state = scope.run(() => useServerEvents(url, ['created', 'paid'], (type, data) => events.push([type, data])));
  const [first] = Stream.opened;
  first?.onopen?.();
  expect(state?.value).toBe('open');
  first?.listeners.get('paid')?.({ data: '{"id":1}' });
  expect(events).toEqual([['paid', { id: 1 }]]);
  first?.fail(false);
  expect([state?.value, Stream.opened.length]).toEqual(['connecting', 1]);
  first?.fail(true);
  expect(state?.value).toBe('waiting');
  vi.advanceTimersByTime(2_000);
  expect(Stream.opened).toHaveLength(2);
  url.value = '/events?shop=2';
  await nextTick();
  expect([Stream.opened[1]?.readyState, Stream.opened[2]?.url]).toEqual([Stream.CLOSED, '/events?shop=2']);
  scope.stop();
  expect(Stream.opened[2]?.readyState).toBe(Stream.CLOSED);
  expect(vi.getTimerCount()).toBe(0);
});

test('a socket sends, comes back after a failure, and not after a refusal', () => {
  vi.useFakeTimers();
  const messages: unknown[] = [];
  const scope = effectScope();
  const socket = scope.run(() => useSocket('wss://shop.test/ws', (it) => messages.push(it)));
  expect(socket?.send('too early')).toBe(false);
  Socket.opened[0]?.open();
  expect(socket?.send({ kind: 'hello' })).toBe(true);
  expect(Socket.opened[0]?.sent).toEqual(['{"kind":"hello"}']);
  Socket.opened[0]?.onmessage?.({ data: '{"id":1}' });
  expect(messages).toEqual([{ id: 1 }]);
  Socket.opened[0]?.lose(1006);
  expect(socket?.state.value).toBe('waiting');
  vi.advanceTimersByTime(2_000);
  expect(Socket.opened).toHaveLength(2);
  Socket.opened[1]?.lose(1008);
  expect(socket?.state.value).toBe('refused');
  vi.advanceTimersByTime(60_000);
  expect(Socket.opened).toHaveLength(2);
  scope.stop();
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

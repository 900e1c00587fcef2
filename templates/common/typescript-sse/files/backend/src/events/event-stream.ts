import type { Writable } from 'node:stream';
import type { EventLog, StoredEvent } from './event-log.ts';
import { type Listener, whenItEnds } from './listener.ts';

/** Proxies close a connection that is silent for long; 60 s is a usual limit. */
const defaultPingIntervalMs = 10_000;
/** A client that has this much waiting reads too slowly and is dropped; it comes back with its last event id. */
const maxWaitingBytes = 1_000_000;

export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Sends changes to open connections as server-sent events. */
export class EventStream {
  readonly #log: EventLog;
  readonly #clients = new Map<Writable, Listener>();
  readonly #unsubscribe: () => void;
  readonly #pings: NodeJS.Timeout;

  constructor(log: EventLog, pingIntervalMs = defaultPingIntervalMs) {
    this.#log = log;
    this.#unsubscribe = log.subscribe((event) => this.#send(event));
    this.#pings = setInterval(() => this.#ping(), pingIntervalMs);
    this.#pings.unref();
  }

  /** Writes to the body of a response until the client leaves, its sign-in ends, or the server stops. */
  connect(client: Writable, listener: Listener): void {
    client.write(`retry: 2000\n: connected\n\n${this.#missedBy(listener)}`);
    this.#clients.set(client, listener);
    const expiry = whenItEnds(listener, () => client.end());
    client.once('close', () => {
      clearTimeout(expiry);
      this.#clients.delete(client);
    });
  }

  /** Ends every connection, so that the server can stop. */
  close(): void {
    clearInterval(this.#pings);
    this.#unsubscribe();
    for (const client of this.#clients.keys()) client.end();
  }

  #send(event: StoredEvent): void {
    const text = eventText(event);
    for (const client of this.#clients.keys()) write(client, text);
  }

  #ping(): void {
    for (const [client, { isSignedIn }] of this.#clients) {
      void isSignedIn().then((isStill) => (isStill ? write(client, ': ping\n\n') : client.end()));
    }
  }

  #missedBy({ lastEventId }: Listener): string {
    if (lastEventId === undefined) return '';
    return this.#log.since(lastEventId)?.map(eventText).join('') ?? 'event: reset\ndata: {}\n\n';
  }
}

function eventText({ id, event, data }: StoredEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function write(client: Writable, text: string): void {
  if (client.writableEnded) return;
  if (client.writableLength > maxWaitingBytes) client.destroy();
  else client.write(text);
}

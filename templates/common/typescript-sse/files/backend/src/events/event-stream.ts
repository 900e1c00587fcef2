import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { Change, ChangeFeed } from '../changes/change-feed.ts';

/** How many past events a client that comes back can be given. */
const keptEvents = 1000;
/** Proxies close a connection that is silent for long; 60 s is a usual limit. */
const pingIntervalMs = 10_000;
/** A client that has this much waiting reads too slowly and is dropped; it comes back with its last event id. */
const maxWaitingBytes = 1_000_000;

export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

interface StoredEvent {
  readonly sequence: number;
  readonly text: string;
}

/**
 * Sends changes to open connections as server-sent events. Ids are `<start>.<sequence>`: after a restart an old id is
 * recognised as foreign, and the client is told to load everything again instead of being given wrong events.
 */
export class EventStream {
  readonly #start = randomUUID().slice(0, 8);
  readonly #clients = new Set<Writable>();
  readonly #events: StoredEvent[] = [];
  readonly #unsubscribe: () => void;
  readonly #pings: NodeJS.Timeout;
  #sequence = 0;

  constructor(changes: ChangeFeed) {
    this.#unsubscribe = changes.subscribe((change) => this.#send(change));
    this.#pings = setInterval(() => this.#write(': ping\n\n'), pingIntervalMs);
    this.#pings.unref();
  }

  /** Writes to the body of a response until the client leaves, `expiresAt` (milliseconds since the epoch) has come, or the server stops. */
  connect(client: Writable, options: { readonly lastEventId: string | undefined; readonly expiresAt: number }): void {
    client.write(`retry: 2000\n: connected\n\n${this.#missedSince(options.lastEventId)}`);
    this.#clients.add(client);
    const expiry = setTimeout(() => client.end(), Math.min(Math.max(options.expiresAt - Date.now(), 0), 2 ** 31 - 1));
    client.once('close', () => {
      clearTimeout(expiry);
      this.#clients.delete(client);
    });
  }

  /** Ends every connection, so that the server can stop. */
  close(): void {
    clearInterval(this.#pings);
    this.#unsubscribe();
    for (const client of this.#clients) client.end();
  }

  #send(change: Change): void {
    this.#sequence += 1;
    const id = `${this.#start}.${this.#sequence}`;
    const text = `id: ${id}\nevent: ${change.type}\ndata: ${JSON.stringify(change.data)}\n\n`;
    this.#events.push({ sequence: this.#sequence, text });
    if (this.#events.length > keptEvents) this.#events.shift();
    this.#write(text);
  }

  #write(text: string): void {
    for (const client of this.#clients) {
      if (client.writableLength > maxWaitingBytes) client.destroy();
      else client.write(text);
    }
  }

  #missedSince(lastEventId: string | undefined): string {
    if (lastEventId === undefined) return '';
    const [start, sequence] = lastEventId.split('.');
    const last = Number(sequence);
    const oldest = this.#events[0]?.sequence ?? this.#sequence + 1;
    if (start !== this.#start || !Number.isSafeInteger(last) || last + 1 < oldest) return 'event: reset\ndata: {}\n\n';
    return this.#events
      .filter((event) => event.sequence > last)
      .map((event) => event.text)
      .join('');
  }
}

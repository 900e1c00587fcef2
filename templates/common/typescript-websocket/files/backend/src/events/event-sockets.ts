import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { EventLog } from './event-log.ts';
import { type Listener, whenItEnds } from './listener.ts';

export const eventProtocol = 'events.v1';

const defaultPingIntervalMs = 10_000;
/** A client that has this much waiting reads too slowly and is dropped; it comes back with its last event id. */
const maxWaitingBytes = 1_000_000;
const maxMessageBytes = 64 * 1024;
/** How long a client gets to close too when the server stops. */
const closeTimeoutMs = 2000;

/** RFC 6455, section 7.4, and from 4000 on what applications agree upon. */
const closeCodes = { goingAway: 1001, unsupportedData: 1003, signInEnded: 4401 };

/** Sends changes to open WebSockets. */
export class EventSockets {
  readonly #log: EventLog;
  readonly #pingIntervalMs: number;
  readonly #unsubscribe: () => void;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => offered.has(eventProtocol) && eventProtocol,
  });

  constructor(log: EventLog, pingIntervalMs = defaultPingIntervalMs) {
    this.#log = log;
    this.#pingIntervalMs = pingIntervalMs;
    this.#unsubscribe = log.subscribe((event) => {
      const text = JSON.stringify(event);
      for (const client of this.#server.clients) send(client, text);
    });
  }

  /** Answers a handshake of somebody who may listen. Sends until the client leaves, its sign-in ends, or the server stops. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, listener: Listener): void {
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client, listener));
  }

  /** Ends every connection, so that the server can stop. */
  close(): void {
    this.#unsubscribe();
    this.#server.close();
    const clients = [...this.#server.clients];
    for (const client of clients) client.close(closeCodes.goingAway);
    setTimeout(() => {
      for (const client of clients) client.terminate();
    }, closeTimeoutMs).unref();
  }

  #welcome(client: WebSocket, listener: Listener): void {
    const end = () => client.close(closeCodes.signInEnded);
    const expiry = whenItEnds(listener, end);
    let isAlive = true;
    const pings = setInterval(async () => {
      if (!isAlive) client.terminate();
      else if (!(await listener.isSignedIn())) end();
      else {
        isAlive = false;
        client.ping();
      }
    }, this.#pingIntervalMs);
    client.on('pong', () => {
      isAlive = true;
    });
    client.on('message', (data, isBinary) => answer(client, isBinary ? undefined : data.toString()));
    // The library closes the connection with the code that fits: 1007 for text that is not UTF-8, 1009 for too much.
    client.on('error', () => undefined);
    client.once('close', () => {
      clearTimeout(expiry);
      clearInterval(pings);
    });
    for (const message of this.#missedBy(listener)) send(client, JSON.stringify(message));
  }

  #missedBy({ lastEventId }: Listener): readonly object[] {
    if (lastEventId === undefined) return [];
    return this.#log.since(lastEventId) ?? [{ event: 'reset' }];
  }
}

/** Clients have nothing to say but that they are there: changes are made through the API. */
function answer(client: WebSocket, text: string | undefined): void {
  const message = text === undefined ? undefined : parsed(text);
  if (message === undefined) client.close(closeCodes.unsupportedData);
  else if (isPing(message.value)) send(client, '{"type":"pong"}');
  else send(client, '{"type":"error","detail":"Only {\\"type\\":\\"ping\\"} is understood"}');
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isPing(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'ping';
}

function send(client: WebSocket, text: string): void {
  if (client.bufferedAmount > maxWaitingBytes) client.terminate();
  else if (client.readyState === client.OPEN) client.send(text);
}

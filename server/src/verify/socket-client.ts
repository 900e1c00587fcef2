import { type RawData, WebSocket } from 'ws';
import { eventually } from './eventually.ts';

// The one file that knows the library.

/** A WebSocket connection, or the answer that refused it. */
export interface SocketClient {
  /** 101 for an open connection, the status of the answer for one that was refused, 0 where nobody answered. */
  readonly status: number;
  /** The body of the answer that refused it; '' for an open connection. */
  readonly refusal: string;
  /** The subprotocol that the server chose; '' for none. */
  readonly protocol: string;
  /** The text frames so far, parsed; undefined for what is no JSON. */
  readonly messages: () => readonly unknown[];
  /** How many ping frames have come. */
  readonly pings: () => number;
  /** The first message that fits; undefined when none came within `deadlineMs`. */
  readonly wait: (fits: (message: unknown) => boolean, deadlineMs: number) => Promise<unknown>;
  /** A string goes as a text frame, bytes as a binary one; `asText` sends bytes as text whatever they are. */
  readonly send: (data: string | Uint8Array, asText?: boolean) => void;
  /** Settles with the close code (RFC 6455, 7.4); 1006 where the connection broke without one. */
  readonly ended: Promise<number>;
  readonly close: () => void;
}

export interface SocketOptions {
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** False for a client that answers no pings, as one that has gone without a word. */
  readonly answersPings?: boolean;
  readonly signal: AbortSignal;
}

/** Milliseconds for the handshake. */
const handshakeMs = 10_000;

/** Opens a connection; settles with it, or with the refusal. Never rejects. */
export function openSocket(origin: string, path: string, options: SocketOptions): Promise<SocketClient> {
  const { protocols, headers, answersPings = true, signal } = options;
  const url = new URL(path, origin.replace(/^http/, 'ws'));
  const socket = new WebSocket(url, [...protocols], { headers, autoPong: answersPings, handshakeTimeout: handshakeMs });
  const messages: unknown[] = [];
  let pings = 0;
  socket.on('message', (data: RawData, isBinary) => messages.push(isBinary ? undefined : parsed(data.toString())));
  socket.on('ping', () => {
    pings += 1;
  });
  const ended = new Promise<number>((resolve) => socket.on('close', resolve));
  const close = (): void => socket.terminate();
  signal.addEventListener('abort', close, { once: true });
  void ended.then(() => signal.removeEventListener('abort', close));
  return new Promise((resolve) => {
    const settle = (status: number, refusal: string): void =>
      resolve({
        status,
        refusal,
        protocol: socket.protocol,
        messages: () => messages,
        pings: () => pings,
        wait: (fits, deadlineMs) => eventually(() => messages.find(fits), deadlineMs, signal),
        send: (data, asText = false) => socket.send(data, { binary: typeof data !== 'string' && !asText }),
        ended,
        close,
      });
    socket.on('open', () => settle(101, ''));
    socket.on('error', () => settle(0, ''));
    socket.on('unexpected-response', (_, response) => {
      let text = '';
      response.setEncoding('utf8');
      // A refusal that is never finished is cut off; its status is known.
      response.setTimeout(handshakeMs, () => response.destroy());
      response.on('error', () => undefined);
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('close', () => {
        settle(response.statusCode ?? 0, text);
        socket.terminate();
      });
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

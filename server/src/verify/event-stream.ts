import { request as startRequest } from 'node:http';
import { eventually } from './eventually.ts';

/** A server-sent event (HTML Standard, 9.2.6). */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: string;
}

/** An open event stream and what has come through it. */
export interface EventStream {
  readonly status: number;
  readonly contentType: string;
  readonly events: () => readonly ServerEvent[];
  /** The comments, each with the milliseconds from the opening of the stream. */
  readonly comments: () => readonly { readonly text: string; readonly atMs: number }[];
  /** The first event that fits; undefined when none came within `deadlineMs`. */
  readonly wait: (fits: (event: ServerEvent) => boolean, deadlineMs: number) => Promise<ServerEvent | undefined>;
  /** Settles when the server has ended the stream or the connection broke. */
  readonly ended: Promise<void>;
  readonly close: () => void;
}

/** Opens a stream; settles with the answer's head. A refused connection is a stream with status 0. */
export function openEventStream(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<EventStream> {
  const events: ServerEvent[] = [];
  const comments: { text: string; atMs: number }[] = [];
  return new Promise((resolve) => {
    let markEnded = (): void => undefined;
    const ended = new Promise<void>((done) => {
      markEnded = done;
    });
    const opened = (status: number, contentType: string): void => {
      resolve({
        status,
        contentType,
        events: () => events,
        comments: () => comments,
        wait: (fits, deadlineMs) => eventually(() => events.find(fits), deadlineMs, signal),
        ended,
        close: () => void outgoing.destroy(),
      });
    };
    const outgoing = startRequest(
      new URL(path, origin),
      { method: 'GET', headers: { accept: 'text/event-stream', ...headers }, agent: false, signal },
      (response) => {
        const start = performance.now();
        const read = eventReader(
          (event) => events.push(event),
          (text) => comments.push({ text, atMs: performance.now() - start }),
        );
        response.setEncoding('utf8');
        response.on('data', read);
        response.on('error', markEnded);
        response.on('close', markEnded);
        opened(response.statusCode ?? 0, response.headers['content-type'] ?? '');
      },
    );
    outgoing.on('error', () => {
      markEnded();
      opened(0, '');
    });
    outgoing.end();
  });
}

/** Takes the text of a stream in any pieces and gives its events and comments. */
export function eventReader(onEvent: (event: ServerEvent) => void, onComment: (text: string) => void): (text: string) => void {
  let rest = '';
  let id: string | undefined;
  let name = '';
  let data: string[] = [];
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  };

  function take(line: string): void {
    if (line === '') {
      if (data.length > 0) onEvent({ id, name: name === '' ? 'message' : name, data: data.join('\n') });
      name = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      onComment(line.slice(1).trim());
      return;
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    else if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
  }
}

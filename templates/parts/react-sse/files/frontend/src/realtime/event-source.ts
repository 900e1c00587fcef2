import { EventSourceParserStream } from 'eventsource-parser/stream';
import { authorizedFetch } from '../api/client.ts';
import { ApiError } from '../api/problem.ts';

export interface ServerEvent {
  /** Such as `product.created`; `reset` when events were missed that cannot be sent again. */
  readonly type: string;
  readonly data: unknown;
}

/** Waiting times between attempts: doubled from the first to the last, with chance, so that clients do not come back all at once. */
const firstWaitMs = 1_000;
const lastWaitMs = 30_000;

/**
 * Listens to the events of the API until `signal` is aborted, and comes back after each break with the last event id. The browser's
 * EventSource cannot send the token in a header, and a token in the address would end up in logs.
 */
export async function listen(onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
  let lastEventId: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const headers: HeadersInit = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
      const response = await authorizedFetch('/api/events', { headers, signal });
      if (!response.ok || response.body === null) throw new ApiError(response.status, {});
      failures = 0;
      const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const message of events) {
        lastEventId = message.id ?? lastEventId;
        onEvent({ type: message.event ?? 'message', data: JSON.parse(message.data) });
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status === 401)) return;
      failures += 1;
    }
    await pause(Math.min(firstWaitMs * 2 ** Math.max(failures - 1, 0), lastWaitMs) * (0.5 + Math.random() / 2), signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

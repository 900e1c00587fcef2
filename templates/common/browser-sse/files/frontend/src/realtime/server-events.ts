import { EventSourceParserStream } from 'eventsource-parser/stream';
import { authorizedFetch } from '../api/authorized-fetch.ts';
import { ApiError } from '../api/problem.ts';
import { backOffMs, pause } from './back-off.ts';
import type { ServerEvent } from './server-event.ts';

/**
 * Listens to the events of the API until `signal` is aborted or the session has ended, and comes back after each break with the
 * last event id. It reads them with fetch: the browser's EventSource says neither why it failed nor when it gave up.
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
    await pause(backOffMs(failures), signal);
  }
}

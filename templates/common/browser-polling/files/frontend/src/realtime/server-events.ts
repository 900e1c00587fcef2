import { requestJson } from '../api/json-request.ts';
import { ApiError } from '../api/problem.ts';
import { backOffMs, pause } from './back-off.ts';
import type { ServerEvent } from './server-event.ts';

interface Changes {
  readonly changes: readonly { readonly event: string; readonly data: unknown }[];
  /** Where the next answer begins. */
  readonly next: string;
  /** Whether changes were missed that cannot be told again. */
  readonly reset: boolean;
}

const intervalMs = 2_000;

/**
 * Asks the API for changes until `signal` is aborted or the session has ended: at once and then again and again, while the page is
 * in view and online.
 */
export async function listen(onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
  let position: string | undefined;
  let failures = 0;
  while (true) {
    await untilWatched(signal);
    if (signal.aborted) return;
    try {
      const query = position === undefined ? '' : `?${new URLSearchParams({ since: position })}`;
      const answer = await requestJson<Changes>('GET', `/api/changes${query}`, undefined, signal);
      failures = 0;
      position = answer.next;
      if (answer.reset) onEvent({ type: 'reset', data: {} });
      for (const { event, data } of answer.changes) onEvent({ type: event, data });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return;
      failures += 1;
    }
    await pause(failures === 0 ? intervalMs : Math.max(backOffMs(failures), intervalMs), signal);
  }
}

/** Waits until the page is in view and online; not longer than until the signal is aborted. */
function untilWatched(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    signal.addEventListener('abort', check, { signal: listening.signal });
    window.addEventListener('online', check, { signal: listening.signal });
    document.addEventListener('visibilitychange', check, { signal: listening.signal });
    check();
    function check() {
      const isWatched = document.visibilityState === 'visible' && navigator.onLine;
      if (!isWatched && !signal.aborted) return;
      listening.abort();
      resolve();
    }
  });
}

const firstWaitMs = 1_000;
const lastWaitMs = 30_000;

/** How long to wait after so many failures in a row: doubled each time, with chance, so that clients do not come back all at once. */
export function backOffMs(failures: number): number {
  return Math.min(firstWaitMs * 2 ** Math.max(failures - 1, 0), lastWaitMs) * (0.5 + Math.random() / 2);
}

/** Waits, but not longer than until the signal is aborted, or the page comes back online or into view: then it is time to try. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const listening = new AbortController();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { signal: listening.signal });
    window.addEventListener('online', done, { signal: listening.signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') done();
      },
      { signal: listening.signal },
    );
    function done() {
      clearTimeout(timer);
      listening.abort();
      resolve();
    }
  });
}

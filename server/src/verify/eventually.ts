import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two looks at a condition that nothing announces. */
const lookEveryMs = 20;

/**
 * Looks until `look` gives a value, and gives that; undefined when it gave none within `deadlineMs`. Rejects when the signal aborts.
 * For conditions of other processes, which cannot be awaited.
 */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() >= end) return undefined;
    await delay(lookEveryMs, undefined, signal === undefined ? {} : { signal });
  }
}

/** Gives what the promise gives, or undefined when it takes longer than `deadlineMs`. */
export async function within<T>(promise: Promise<T>, deadlineMs: number): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, delay(deadlineMs, undefined, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}

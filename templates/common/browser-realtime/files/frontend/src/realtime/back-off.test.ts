import { expect, test } from 'vitest';
import { backOffMs, pause } from './back-off.ts';

test('waits longer after each failure, up to half a minute', () => {
  for (const [failures, longest] of [
    [0, 1_000],
    [1, 1_000],
    [2, 2_000],
    [4, 8_000],
    [50, 30_000],
  ] as const) {
    const ms = backOffMs(failures);
    expect(ms).toBeGreaterThanOrEqual(longest / 2);
    expect(ms).toBeLessThanOrEqual(longest);
  }
});

test('does not wait for what was stopped', async () => {
  const abort = new AbortController();
  const waiting = pause(60_000, abort.signal);
  abort.abort();
  await waiting;
  await pause(60_000, abort.signal);
});

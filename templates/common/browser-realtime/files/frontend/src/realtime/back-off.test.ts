import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backOffMs, pause } from './back-off.ts';

test.each([
  [0, 1_000],
  [1, 1_000],
  [2, 2_000],
  [4, 8_000],
  [50, 30_000],
])('after %i failures at most %i ms and at least half of it are waited', (failures, longest) => {
  const ms = backOffMs(failures);
  expect(ms).toBeGreaterThanOrEqual(longest / 2);
  expect(ms).toBeLessThanOrEqual(longest);
});

describe('a pause', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('ends after its time', async () => {
    let isOver = false;
    void pause(1_000, new AbortController().signal).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  test.each<[string, () => void]>([
    ['the browser is online again', () => window.dispatchEvent(new Event('online'))],
    ['the page is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('ends when %s', async (_, happen) => {
    const pausing = pause(60_000, new AbortController().signal);
    happen();
    await pausing;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends when it is stopped, and does not begin after that', async () => {
    const abort = new AbortController();
    const pausing = pause(60_000, abort.signal);
    abort.abort();
    await pausing;
    await pause(60_000, abort.signal);
    expect(vi.getTimerCount()).toBe(0);
  });
});

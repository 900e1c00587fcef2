import { expect, test, vi } from 'vitest';
import { cachedList, forgetAll, refresh } from './cache.ts';

test('reads again what is shown of a resource, or everything that is shown', async () => {
  const load = { lamp: vi.fn(readNothing), shade: vi.fn(readNothing), hidden: vi.fn(readNothing) };
  const lamps = cachedList('lamp', load.lamp);
  const stops = [lamps.show(), cachedList('shade', load.shade).show()];
  cachedList('lamp', load.hidden);
  const calls = () => [load.lamp, load.shade, load.hidden].map((it) => it.mock.calls.length);
  expect(calls()).toEqual([1, 1, 0]);

  await refresh('lamp');
  expect(calls()).toEqual([2, 1, 0]);
  await refresh();
  expect(calls()).toEqual([3, 2, 0]);
  window.dispatchEvent(new Event('online'));
  expect(calls()).toEqual([4, 3, 0]);

  forgetAll();
  expect(lamps.state.get().items).toBeUndefined();
  for (const stop of stops) stop();
});

async function readNothing() {
  return { items: [], nextCursor: null };
}

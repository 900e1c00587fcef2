import { expect, test } from 'vitest';
import { ChangeFeed } from '../changes/change-feed.ts';
import { EventLog } from './event-log.ts';

function logOf(count: number) {
  const changes = new ChangeFeed();
  const log = new EventLog(changes);
  const positions = [log.now];
  for (let data = 1; data <= count; data += 1) {
    changes.publish({ type: 'thing.created', data });
    positions.push(log.now);
  }
  return { changes, log, positions };
}

test('gives what came after a position, oldest first', () => {
  const { log, positions } = logOf(3);
  expect(positions.map((it) => log.since(it)?.map(({ data }) => data))).toEqual([[1, 2, 3], [2, 3], [3], []]);
  expect(log.since(positions[2] ?? '')).toEqual([{ id: positions[3], event: 'thing.created', data: 3 }]);
});

test('forgets what is too long ago, and says so', () => {
  const { log, positions } = logOf(1001);
  expect(log.since(positions[0] ?? '')).toBeUndefined();
  expect(log.since(positions[1] ?? '')).toHaveLength(1000);
});

test('does not know positions of another run, of the future or of nowhere', () => {
  const { log } = logOf(1);
  const start = log.now.split('.')[0];
  for (const position of [logOf(1).log.now, `${start}.2`, `${start}.`, `${start}.-1`, `${start}.x`, 'nonsense', '']) {
    expect(log.since(position)).toBeUndefined();
  }
});

test('tells listeners until they leave', () => {
  const { changes, log } = logOf(0);
  const told: unknown[] = [];
  const leave = log.subscribe(({ data }) => told.push(data));
  changes.publish({ type: 'thing.created', data: 'first' });
  leave();
  changes.publish({ type: 'thing.created', data: 'second' });
  expect(told).toEqual(['first']);
});

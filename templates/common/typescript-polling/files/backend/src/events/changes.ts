import type { Changes } from './changes.schema.ts';
import type { EventLog } from './event-log.ts';

/** How many changes one answer holds at most. */
const pageSize = 100;

/** The changes after a position, oldest first; without one none, but the position to start from. */
export function changesSince(log: EventLog, since: string | undefined): Changes {
  const missed = log.since(since ?? log.now);
  if (missed === undefined) return { changes: [], next: log.now, reset: true };
  const changes = missed.slice(0, pageSize);
  return { changes, next: changes.at(-1)?.id ?? log.now, reset: false };
}

import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Decisions, valuesOf } from '#decisions/decisions.ts';
import { breakages } from './mutations/mutations.ts';

/** What came of breaking the default project of a back end, one place at a time. */
export type BrokenStack = z.infer<typeof BrokenStack>;
const BrokenStack = z.strictObject({
  backend: z.enum(valuesOf('backend')),
  /** When it was tried last, as a date. */
  at: z.string(),
  /** Ids of the breakages that turned their probe red. */
  seen: z.array(z.string()),
  /** Ids of those that did not. What stands in neither list was not tried. */
  unseen: z.array(z.string()),
});

/** Kept in the repository: trying all of them takes long, and the page of the ledger is written more often. */
const file = new URL('broken-stacks.json', import.meta.url);

/** In the order of the schema. */
export function readBrokenStacks(): readonly BrokenStack[] {
  return z.array(BrokenStack).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Notes one breakage, so that a run that is cut short has shown what it has shown. */
export function noteBreakage(backend: Decisions['backend'], id: string, isSeen: boolean): void {
  const all = readBrokenStacks();
  const known = all.find((it) => it.backend === backend) ?? { backend, at: '', seen: [], unseen: [] };
  const listed = (ids: readonly string[], isHere: boolean): string[] =>
    inOrder([...ids.filter((it) => it !== id), ...(isHere ? [id] : [])]);
  const at = new Date().toISOString().slice(0, 10);
  const result = { backend, at, seen: listed(known.seen, isSeen), unseen: listed(known.unseen, !isSeen) };
  const order: readonly string[] = valuesOf('backend');
  const next = [...all.filter((it) => it.backend !== backend), result];
  next.sort((one, other) => order.indexOf(one.backend) - order.indexOf(other.backend));
  writeFileSync(file, `${JSON.stringify(next, undefined, 2)}\n`);
}

function inOrder(ids: readonly string[]): string[] {
  const order: readonly string[] = breakages.map(({ id }) => id);
  return [...ids].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Return } from '#facts/code-facts.ts';
import { worded } from '#fixes/wording.ts';
import { enclosingFunction } from '#link/names.ts';

export interface SwallowedData {
  /** What was tried, as the code calls it; '' where nothing can be named. */
  readonly call: string;
}

export const RERAISE = { id: 'rethrow', kind: 'suggest', title: worded`Let the error go on to the caller` } as const;
export const LOG_AND_RETHROW = { id: 'log-and-rethrow', kind: 'suggest', title: worded`Log the error and let it go on` } as const;
export const LOG_ON = { id: 'log-and-continue', kind: 'suggest', title: worded`Log the error and go on` } as const;

/** `return false` beside another plain `true` or `false` of the same function: the caller is told that it failed. */
export function tellsSuccess({ facts }: LiftedCode, returned: Return): boolean {
  const isOnly = ({ values: [first, ...others] }: Return, value: boolean): boolean =>
    others.length === 0 && first?.kind === 'literal' && first.value === value;
  const around = enclosingFunction(facts, returned.scope)?.id;
  if (!isOnly(returned, false)) return false;
  return facts.returns.some(
    (it) => it !== returned && (isOnly(it, true) || isOnly(it, false)) && enclosingFunction(facts, it.scope)?.id === around,
  );
}

import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId } from '#facts/code-facts.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import { scriptLookUp } from './script-look-up.ts';

/** A query for one row by its key, and the same for many. */
export interface LookUp {
  readonly model: string;
  /** The expression of the key. */
  readonly key: string;
  /** Where the look-up begins, with `await`. */
  readonly start: number;
  readonly end: number;
  /** The key of a row that is called `it`; '' where the query gives rows by key already. */
  readonly keyOfRow: string;
  readonly batch: (keys: string) => string;
  /** What the look-up becomes, given the name of what keeps the rows. */
  readonly found: (rows: string) => string;
  readonly packages: readonly NeededImport[];
}

/** What a query asks for, where it is a row by its key in a form that is known; else undefined. */
export function lookUp(code: LiftedCode, framework: string, id: CallId, text: string): LookUp | undefined {
  const call = code.facts.calls[id];
  if (!call) return undefined;
  return framework === 'django' ? djangoLookUp(code, call, text) : scriptLookUp(code, framework, id, text);
}

/** `.filter(pk=…).first()` says None, as the look-up does. */
function djangoLookUp({ facts }: LiftedCode, call: Call, text: string): LookUp | undefined {
  const asked = call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
  const [keyword] = asked?.keywords ?? [];
  if (!asked || call.callee.path.at(-1) !== 'first' || call.args.length > 0) return undefined;
  if (asked.callee.receiver !== undefined || asked.callee.path.at(-1) !== 'filter') return undefined;
  if (!keyword || asked.keywords.length !== 1 || asked.args.length > 0 || !/^(?:pk|id)$/.test(keyword.name)) return undefined;
  const manager = asked.callee.path.slice(0, -1).join('.');
  const key = text.slice(keyword.value.span.start, keyword.value.span.end);
  return {
    model: asked.callee.path.at(-3) ?? '',
    key,
    start: asked.span.start,
    end: call.span.end,
    keyOfRow: '',
    batch: (keys) => `${manager}.in_bulk(${keys})`,
    found: (rows) => `${rows}.get(${key})`,
    packages: [],
  };
}

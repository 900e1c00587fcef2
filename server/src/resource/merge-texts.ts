import { diff3Merge, diffIndices } from 'node-diff3';
import { differInLayoutOnly, isBalanced } from './source-tokens.ts';

/** Three states of a text: as the templates made it, as they would make it now, and as it is. */
export interface ThreeTexts {
  readonly base: string;
  readonly theirs: string;
  readonly ours: string;
}

export type Merge =
  | { readonly kind: 'merged'; readonly text: string }
  /** Nothing of it is to be written. */
  | { readonly kind: 'conflict'; readonly byHand: readonly HandStep[] };

/** Lines that a person has to put into a file. */
export interface HandStep {
  /** The line above them as the templates have it; undefined at the top. */
  readonly after?: string;
  /** What they stand for, where they replace something. */
  readonly instead: readonly string[];
  readonly lines: readonly string[];
}

/**
 * Brings what the templates have changed into the text as it is. Places where ours differs in layout only take theirs; where both have
 * added lines at one place, ours come first. Line ends and a byte order mark stay as they are in ours.
 */
export function mergeTexts({ base, theirs, ours }: ThreeTexts): Merge {
  const isWindows = ours.includes('\r\n');
  const mark = ours.startsWith('\uFEFF') ? '\uFEFF' : '';
  const [a, o, b] = [linesOf(ours.slice(mark.length)), linesOf(base), linesOf(theirs)] as const;
  const result: string[] = [];
  const byHand: HandStep[] = [];
  for (const region of diff3Merge(a, o, b, { excludeFalseConflicts: true })) {
    const { ok, conflict } = region;
    const lines = ok ?? (conflict && resolve(conflict));
    if (lines !== undefined) result.push(...lines);
    else if (conflict) byHand.push(...changesIn(conflict.o, conflict.b, o[conflict.oIndex - 1]));
  }
  if (byHand.length > 0) return { kind: 'conflict', byHand };
  return { kind: 'merged', text: mark + result.join(isWindows ? '\r\n' : '\n') };
}

/** What leads from the base to theirs, for a person who has to do it. */
export function stepsByHand(base: string, theirs: string): readonly HandStep[] {
  return changesIn(linesOf(base), linesOf(theirs), undefined);
}

interface Conflict {
  readonly a: readonly string[];
  readonly o: readonly string[];
  readonly b: readonly string[];
}

/** The lines at a place that both have changed; undefined where only a person can tell. */
function resolve({ a, o, b }: Conflict): readonly string[] | undefined {
  if (differInLayoutOnly(a, b)) return a;
  if (differInLayoutOnly(a, o)) return b;
  if (differInLayoutOnly(b, o)) return a;
  const added = addedAround(o, b);
  if (added === undefined || !isBalanced([...added.before, ...added.after])) return undefined;
  if (!isBalanced(a) || (a.length === 0 && o.length > mostRemoved)) return undefined;
  if (holds(a, [...added.before, ...added.after])) return a;
  return [...added.before, ...a, ...added.after];
}

/** Longest piece that ours may have removed beside an addition: a registration or an import, not a function. */
const mostRemoved = 2;

/** What theirs adds before and after the lines of the base; undefined where it changes something between them. */
function addedAround(
  o: readonly string[],
  b: readonly string[],
): { readonly before: readonly string[]; readonly after: readonly string[] } | undefined {
  if (o.every((line, index) => line === b[index])) return { before: [], after: b.slice(o.length) };
  const start = b.length - o.length;
  return start >= 0 && o.every((line, index) => line === b[start + index]) ? { before: b.slice(0, start), after: [] } : undefined;
}

function holds(lines: readonly string[], some: readonly string[]): boolean {
  return lines.some((_, start) => some.every((line, index) => lines[start + index]?.trim() === line.trim()));
}

function changesIn(o: readonly string[], b: readonly string[], above: string | undefined): readonly HandStep[] {
  return diffIndices([...o], [...b]).map(({ buffer1: [at], buffer1Content, buffer2Content }): HandStep => {
    const after = at === 0 ? above : o[at - 1];
    return { ...(after !== undefined && { after }), instead: buffer1Content, lines: buffer2Content };
  });
}

function linesOf(text: string): string[] {
  return text.replaceAll('\r\n', '\n').split('\n');
}

/**
 * A log of the names at the head of every reference, in the order of the walk. A fact that lists names remembers where the log
 * stood before its expression and takes what came since: each reference is written down once, however many facts mention it.
 */
export interface Mentions {
  readonly names: string[];
  /** How many functions stood around each mention. */
  readonly depths: number[];
  /** How many functions stand around the current node. */
  depth: number;
}

export function createMentions(): Mentions {
  return { names: [], depths: [], depth: 0 };
}

export function mention(log: Mentions, name: string): void {
  if (name === 'undefined' || name === '') return;
  log.names.push(name);
  log.depths.push(log.depth);
}

/** The names since a mark, without repeats. */
export function mentionsSince(log: Mentions, mark: number): readonly string[] {
  return unique(log, mark, Number.POSITIVE_INFINITY);
}

/** The names since a mark without those inside functions that began since, without repeats. */
export function ownMentionsSince(log: Mentions, mark: number): readonly string[] {
  return unique(log, mark, log.depth);
}

/** Drops repeats since a mark, so that lists inside lists inside lists do not cost their product. */
export function compactSince(log: Mentions, mark: number): void {
  const { names, depths } = log;
  if (names.length - mark < 24) return;
  const least = new Map<string, number>();
  for (let index = mark; index < names.length; index += 1) {
    const name = names[index] ?? '';
    const depth = depths[index] ?? 0;
    const known = least.get(name);
    if (known === undefined || depth < known) least.set(name, depth);
  }
  names.length = mark;
  depths.length = mark;
  for (const [name, depth] of least) {
    names.push(name);
    depths.push(depth);
  }
}

function unique({ names, depths }: Mentions, mark: number, deepest: number): readonly string[] {
  const { length } = names;
  if (length === mark) return NONE;
  if (length - mark > 16) return [...new Set(names.slice(mark).filter((_, offset) => (depths[mark + offset] ?? 0) <= deepest))];
  const out: string[] = [];
  for (let index = mark; index < length; index += 1) {
    const name = names[index];
    if (name !== undefined && (depths[index] ?? 0) <= deepest && !out.includes(name)) out.push(name);
  }
  // A copy has no free places.
  return out.slice();
}

const NONE: readonly string[] = [];

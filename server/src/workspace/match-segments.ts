import type { ClientSegment } from './client-calls.ts';
import type { RouteSegment } from './route-table.ts';

/**
 * How well the segments of a request fit those of a route: more for each written segment that is equal; undefined where they do not fit, or
 * where nothing written is equal.
 */
export function fitSegments(client: readonly ClientSegment[], route: readonly RouteSegment[]): number | undefined {
  if (client.length !== route.length && route.at(-1)?.kind !== 'rest') return undefined;
  let score = 0;
  let equal = 0;
  for (let index = 0; index < route.length; index += 1) {
    const wanted = route[index];
    if (wanted?.kind === 'rest') return equal > 0 ? score : undefined;
    const given = client[index];
    if (!wanted || !given) return undefined;
    const one = fitSegment(given, wanted);
    if (one === undefined) return undefined;
    score += one;
    if (one >= EQUAL) equal += 1;
  }
  return client.length === route.length && equal > 0 ? score : undefined;
}

const EQUAL = 4;

/** 4 for equal texts, less for what only may be equal. */
export function fitSegment(given: ClientSegment, wanted: RouteSegment): number | undefined {
  switch (wanted.kind) {
    case 'rest':
      return 0;
    case 'literal':
      if (given.kind === 'literal') return given.text.toLowerCase() === wanted.text.toLowerCase() ? EQUAL : undefined;
      if (given.kind === 'any') return 0;
      return matchesPattern(given.pattern, wanted.text) ? (given.pattern.length > 3 ? EQUAL : 1) : undefined;
    case 'parameter':
      if (given.kind === 'any') return 2;
      if (wanted.type === 'number' && given.kind === 'literal' && !/^\d+$/.test(given.text)) return undefined;
      if (wanted.type === 'uuid' && given.kind === 'literal' && !/^[0-9a-f-]{20,}$/i.test(given.text)) return undefined;
      return 1;
    case 'mixed':
      if (given.kind === 'literal') return matchesPattern(wanted.pattern, given.text) ? 2 : undefined;
      return given.kind === 'any' || overlaps(given.pattern, wanted.pattern) ? 2 : undefined;
  }
}

function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const whole = text.toLowerCase();
  if (!whole.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of others.entries()) {
    if (index === others.length - 1 && piece !== '') return whole.length - piece.length >= at && whole.endsWith(piece);
    const found = whole.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return others.length > 0 || at === whole.length;
}

/** Two patterns may mean the same text where their beginnings and their ends do not contradict each other. */
function overlaps(a: string, b: string): boolean {
  const [headA = '', headB = ''] = [a.split('*')[0], b.split('*')[0]];
  const [tailA = '', tailB = ''] = [a.split('*').at(-1), b.split('*').at(-1)];
  return (headA.startsWith(headB) || headB.startsWith(headA)) && (tailA.endsWith(tailB) || tailB.endsWith(tailA));
}

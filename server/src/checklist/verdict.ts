import type { Path } from '#base/paths.ts';
import { containsSpan, type Span } from '#base/span.ts';
import type { Anchor } from '#rules/rule.ts';

/** partly: some of it is there · unknown: the code does not say; a person can. */
export type ItemState = 'done' | 'partly' | 'missing' | 'not-applicable' | 'unknown';

/** A place that speaks for a verdict. */
export interface Evidence {
  readonly path: Path;
  readonly at: Anchor;
  /** Why it counts, without a full stop. */
  readonly sentence: string;
}

/** What is known of one item. */
export interface Verdict {
  readonly state: ItemState;
  /** One sentence without a full stop: what is there, what is missing, why it does not apply, or what cannot be seen. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  /** How many places there are; `evidence` holds the first of them. */
  readonly places: number;
}

/** Places beyond this number are counted, not listed. */
export const MOST_EVIDENCE = 8;

export function done(summary: string, evidence: readonly Evidence[] = []): Verdict {
  return verdict('done', summary, evidence);
}

export function partly(summary: string, evidence: readonly Evidence[] = []): Verdict {
  return verdict('partly', summary, evidence);
}

export function missing(summary: string, evidence: readonly Evidence[] = []): Verdict {
  return verdict('missing', summary, evidence);
}

/** `why` completes "does not apply:". */
export function notApplicable(why: string): Verdict {
  return verdict('not-applicable', why, []);
}

export function unknown(summary: string, evidence: readonly Evidence[] = []): Verdict {
  return verdict('unknown', summary, evidence);
}

export function evidence(path: Path, span: Span, sentence: string): Evidence {
  return { path, at: { kind: 'span', span }, sentence };
}

/** The whole of a file. */
export function fileEvidence(path: Path, sentence: string): Evidence {
  return { path, at: { kind: 'file' }, sentence };
}

/** `1 route`, `3 routes`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function verdict(state: ItemState, summary: string, places: readonly Evidence[]): Verdict {
  const distinct = withoutRepeats(places);
  const shown = distinct.slice(0, MOST_EVIDENCE);
  return { state, summary, evidence: shown, places: distinct.length };
}

/** The summary for a reader who has the evidence before them: it says where places are left out. */
export function summaryOfListed({ summary, evidence, places }: Verdict): string {
  const sentence = `${summary} (${count(places, 'place')}, the first ${evidence.length} listed)`;
  return places > evidence.length ? sentence : summary;
}

/** Leaves out what another piece says of the same place, or of a wider one around it. */
function withoutRepeats(places: readonly Evidence[]): Evidence[] {
  const known = new Map<string, Evidence[]>();
  for (const it of places) {
    const key = it.at.kind === 'span' ? `${it.path} ${it.sentence}` : `${it.path} ${JSON.stringify(it.at)}`;
    const same = known.get(key) ?? [];
    known.set(key, same);
    if (it.at.kind !== 'span') {
      if (same.length === 0) same.push(it);
      continue;
    }
    const { span } = it.at;
    if (same.some(({ at }) => at.kind === 'span' && containsSpan(at.span, span))) continue;
    const kept = same.filter(({ at }) => at.kind !== 'span' || !containsSpan(span, at.span));
    known.set(key, [...kept, it]);
  }
  return [...known.values()].flat();
}

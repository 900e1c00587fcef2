import type { ItemReport, ListReport } from './checklist.ts';

/** How much of some items is there. */
export interface Progress {
  readonly done: number;
  /** Items that apply, those that are not known included. */
  readonly applicable: number;
  readonly partly: number;
  readonly missing: number;
  readonly unknown: number;
}

/** Counts items; those that do not apply count nowhere. */
export function progressOf(items: readonly ItemReport[]): Progress {
  const number = (state: ItemReport['verdict']['state']): number => items.filter((it) => it.verdict.state === state).length;
  const [done, partly, missing, unknown] = [number('done'), number('partly'), number('missing'), number('unknown')];
  return { done, partly, missing, unknown, applicable: done + partly + missing + unknown };
}

/** `10 of 13`, or why nothing is counted. */
export function progressText({ done, applicable }: Progress): string {
  return applicable === 0 ? 'nothing applies' : `${done} of ${applicable}`;
}

/** What the score of a release means. Every gate counts the same, and what does not apply is met. */
export interface ReleaseScore {
  readonly met: number;
  readonly items: number;
  readonly decision: 'go' | 'go with care' | 'no go';
  readonly sentence: string;
}

/** From this number of items on a release may go ahead with care. */
const WITH_CARE = 10;

/** The score of the release list; undefined for other lists. A secret in the repository stops a release whatever the score. */
export function releaseScore({ list, items }: ListReport): ReleaseScore | undefined {
  if (list.id !== 'release') return undefined;
  const met = items.filter((it) => it.verdict.state === 'done' || it.verdict.state === 'not-applicable').length;
  const stops = items.find((it) => it.item.id === 'release-secrets' && it.verdict.state === 'missing');
  const decision = stops ? 'no go' : met === items.length ? 'go' : met >= WITH_CARE ? 'go with care' : 'no go';
  const words = { go: 'ready to go', 'go with care': 'may go ahead with what is open in view', 'no go': 'not ready to go' };
  return {
    met,
    items: items.length,
    decision,
    sentence: `${met} of ${items.length}: ${stops ? 'a secret in the repository stops the release' : words[decision]}`,
  };
}

import { distance } from 'fastest-levenshtein';

/** The candidate nearest in spelling to a word, for "did you mean"; undefined when none is within a third of the word's length (at least 2 edits). */
export function nearestSpelling(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

/** How many letters must be put in, taken out or exchanged to make one word of the other. */
export function editDistance(a: string, b: string): number {
  return distance(a, b);
}

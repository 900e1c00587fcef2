import type { ExternalMeaning, GlobalMeaning } from '#link/meaning.ts';

/** What is kept of one question; a large folder asks about fewer chains than this. */
const MOST_KEPT = 20_000;

/**
 * Computes something once for each module and chain, on which alone it may depend: the calls of a folder go to the same few
 * functions over and over, and matching their chains with all patterns is dear.
 */
export function perChain<T>(
  compute: (meaning: ExternalMeaning | GlobalMeaning) => T,
): (meaning: ExternalMeaning | GlobalMeaning) => T {
  const known = new Map<string, T>();
  return (meaning) => {
    const module = meaning.kind === 'external' ? meaning.module : '';
    const key = `${module}\u0000${meaning.chain.join('\u0000')}`;
    const kept = known.get(key);
    if (kept !== undefined || known.has(key)) return kept as T;
    const value = compute(meaning);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, value);
    return value;
  };
}

import { type Meaning, UNKNOWN } from './meaning.ts';

/** Origins are followed over at most this many steps; real chains are shorter than 8 in the code bases looked at. */
const MAX_DEPTH = 24;

/** Keeps following from going in circles, and from going on for too long. */
export class FollowGuard {
  readonly #following = new Set<object>();
  #depth = 0;
  /** Counts how often following was cut short; what was found meanwhile is not kept, because another start may see further. */
  #cuts = 0;

  /** What is found; unknown where the same thing is being followed already. */
  guarded(key: object, follow: () => Meaning): Meaning {
    if (this.#depth >= MAX_DEPTH || this.#following.has(key)) {
      this.#cuts += 1;
      return UNKNOWN;
    }
    this.#following.add(key);
    this.#depth += 1;
    try {
      return follow();
    } finally {
      this.#depth -= 1;
      this.#following.delete(key);
    }
  }

  /** The same, and hands over what is found to be kept where nothing was cut short. */
  remembered(key: object, follow: () => Meaning, keep: (meaning: Meaning) => void): Meaning {
    const cuts = this.#cuts;
    const meaning = this.guarded(key, follow);
    if (cuts === this.#cuts) keep(meaning);
    return meaning;
  }

  /** What is found, for what cannot lead back to itself; handed over to be kept where nothing was cut short. */
  kept(follow: () => Meaning, keep: (meaning: Meaning) => void): Meaning {
    const cuts = this.#cuts;
    const meaning = follow();
    if (cuts === this.#cuts) keep(meaning);
    return meaning;
  }
}

/** A check that takes longer than this is put off until the typing pauses; in milliseconds, from the product's time budget. */
const SLOW_CHECK_MS = 200;
const PAUSE_MS = 400;

/** When the next check runs: changes that arrive together are checked together; after a slow check the next one waits for a pause. */
export class CheckSchedule {
  readonly #check: () => void;
  #cancel: (() => void) | undefined;
  #isSlow = false;

  constructor(check: () => void) {
    this.#check = check;
  }

  /** A sentence for the person where checks wait for pauses. */
  get notice(): string | undefined {
    return this.#isSlow ? `A check took over ${SLOW_CHECK_MS} ms, so checks wait until the typing pauses` : undefined;
  }

  soon(): void {
    this.cancel();
    if (this.#isSlow) {
      const timer = setTimeout(this.#check, PAUSE_MS);
      this.#cancel = () => clearTimeout(timer);
    } else {
      const immediate = setImmediate(this.#check);
      this.#cancel = () => clearImmediate(immediate);
    }
  }

  cancel(): void {
    this.#cancel?.();
  }

  /** Tells how long the last check took, in milliseconds. */
  took(ms: number): void {
    this.#isSlow = ms > SLOW_CHECK_MS;
  }
}

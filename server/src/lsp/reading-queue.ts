/** Folders are read one after the other; whoever needs them read can wait for it. */
export class ReadingQueue {
  #last: Promise<unknown> = Promise.resolve();
  readonly #waiting: (() => void)[] = [];

  /** Runs a reading after those that are under way. It must not reject. */
  add(read: () => Promise<void>): Promise<void> {
    const done = this.#last.then(read);
    this.#last = done;
    return done.finally(() => {
      for (const goOn of this.#waiting.splice(0)) goOn();
    });
  }

  /** Settles as soon as `isReading` is false: at once, or at the end of a reading. */
  async while(isReading: () => boolean): Promise<void> {
    while (isReading()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

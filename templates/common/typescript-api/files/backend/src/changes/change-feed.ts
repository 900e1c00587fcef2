/** Something that happened to a resource, told after it was stored. */
export interface Change {
  /** Such as `product.created`. */
  readonly type: string;
  readonly data: unknown;
}

export type ChangeListener = (change: Change) => void;

/**
 * Tells changes to whoever wants to know. Services publish and do not know who listens; listeners must not throw and must not
 * wait.
 */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>();

  publish(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Gives the function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

import { randomUUID } from 'node:crypto';
import type { ChangeFeed } from '../changes/change-feed.ts';

export interface StoredEvent {
  /** Its position: `<start>.<sequence>`. */
  readonly id: string;
  /** Such as `product.created`. */
  readonly event: string;
  readonly data: unknown;
}

export type EventListener = (event: StoredEvent) => void;

/** How many past events a client that comes back can be given. */
const keptEvents = 1000;

/**
 * The last changes, in order. A position names the start of this process too: one of another run is recognised as foreign, and the
 * client is told to load everything again instead of being given wrong events.
 */
export class EventLog {
  readonly #start = randomUUID().slice(0, 8);
  readonly #events: StoredEvent[] = [];
  readonly #listeners = new Set<EventListener>();
  #sequence = 0;

  constructor(changes: ChangeFeed) {
    changes.subscribe(({ type, data }) => {
      this.#sequence += 1;
      const event = { id: this.now, event: type, data };
      this.#events.push(event);
      if (this.#events.length > keptEvents) this.#events.shift();
      for (const listener of this.#listeners) listener(event);
    });
  }

  /** The position of the last event. */
  get now(): string {
    return `${this.#start}.${this.#sequence}`;
  }

  /** What came after a position, oldest first. Gives nothing for one that is not known: malformed, of another run, or too long ago. */
  since(position: string): readonly StoredEvent[] | undefined {
    const [start, sequence = ''] = position.split('.');
    const missed = this.#sequence - Number(sequence);
    const isKnown = start === this.#start && /^\d+$/.test(sequence) && missed >= 0 && missed <= this.#events.length;
    return isKnown ? this.#events.slice(this.#events.length - missed) : undefined;
  }

  /** Gives the function that ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

import type { Span } from '#base/span.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { LandedWrite } from './landed-writes.ts';

/** The writes of a function that belong together, first to last. */
export interface Story {
  readonly owner: ScopeId;
  readonly writes: readonly LandedWrite[];
}

/** The lines of the writes, and the block that they stand in. */
export interface StoryLines {
  readonly block: ScopeId;
  readonly span: Span;
}

export const WRAP: FixOffer = { id: 'wrap', kind: 'suggest', title: worded`Wrap the writes in a transaction` };

import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';

/** For indexes of migrations in code. */
export const CONCURRENTLY: FixOffer = {
  id: 'concurrently',
  kind: 'suggest',
  title: worded`Build the index concurrently, outside of a transaction`,
};

export const CONCURRENTLY_NOTE = worded`Build the index without locking out writes`;

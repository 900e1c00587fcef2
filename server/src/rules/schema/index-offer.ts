import type { FixOffer } from '#fixes/edit.ts';

/** For indexes of migrations in code. */
export const CONCURRENTLY: FixOffer = {
  id: 'concurrently',
  kind: 'suggest',
  title: 'Build the index concurrently, outside of a transaction',
};

export const CONCURRENTLY_NOTE = 'Build the index without locking out writes';

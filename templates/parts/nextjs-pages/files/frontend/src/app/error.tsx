'use client';

import { Problem } from '../components/states.tsx';

/** Stands in the place of a page that could not be drawn. */
export default function PageError({ reset }: { readonly reset: () => void }) {
  return <Problem message="Something went wrong. Please try again." retry={reset} />;
}

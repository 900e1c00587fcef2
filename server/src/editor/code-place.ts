import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';

/** A place in a file of the workspace. */
export interface CodePlace {
  readonly path: Path;
  readonly span: Span;
}

/** Tells whether a cursor is at a span; its end counts, since a cursor stands between characters. */
export function isAt({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

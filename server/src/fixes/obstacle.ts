import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Wording } from './wording.ts';

/** What keeps a fix from being computed, for the person who looks for it. */
export interface FixObstacle {
  readonly kind: 'obstacle';
  readonly path: Path;
  /** The code that is in the way; undefined where it is something that is not there. */
  readonly span: Span | undefined;
  /** What is in the way, then what to do by hand; whole sentences. */
  readonly message: Wording;
}

export function obstacle(path: Path, span: Span | undefined, message: Wording): FixObstacle {
  return { kind: 'obstacle', path, span, message };
}

/** Tells an obstacle from what would be there without one. */
export function isObstacle(it: object | undefined): it is FixObstacle {
  return it !== undefined && 'kind' in it && it.kind === 'obstacle';
}

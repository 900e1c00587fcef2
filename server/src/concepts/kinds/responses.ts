import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

/** A reply to an HTTP request, or an exception that the framework turns into one (`HTTPException`, `abort`). */
export interface Response extends ConceptBase {
  readonly kind: 'response';
  /** 100 to 599; undefined where it is not written as a number or as a named constant. */
  readonly status?: number;
  /** What goes to the client: the body, or the detail of the exception; undefined where there is none. */
  readonly body?: Value;
  /** True where the reply is made by raising. */
  readonly isRaised: boolean;
}

/** A text that people read on the page that they get next: Flask's `flash`, the messages of Django. */
export interface Notice extends ConceptBase {
  readonly kind: 'notice';
  readonly text?: Value;
}

/** One thing that is wrong with an input, told so that its author can mend it. */
export interface Problem {
  /** Where: keys and indexes from the root of the value, empty for the value as a whole. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what would be right, in one sentence without a full stop. */
  readonly message: string;
}

/** The outcome of something that may fail in an expected way. Failures carry every problem found, never just the first. */
export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly P[] };

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failure<P>(...problems: readonly P[]): { readonly ok: false; readonly problems: readonly P[] } {
  return { ok: false, problems };
}

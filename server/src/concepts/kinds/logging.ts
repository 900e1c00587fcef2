import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

export interface LogCall extends ConceptBase {
  readonly kind: 'log';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** False for `console`, `print`, Go's `fmt.Print` and `log.Print` and the like. */
  readonly isStructured: boolean;
  /** True where the call ends the process once it has written: Go's `log.Fatal`. */
  readonly endsProcess: boolean;
  /** What is written besides fixed text: names, member chains and calls, from arguments, fields and filled-in parts. */
  readonly logged: readonly LoggedValue[];
}

export interface LoggedValue {
  /** The field that it is written as: `{ token: value }`, `"token", value`; undefined where it has none. */
  readonly field?: string;
  /** The names of the chain: `user.password`; a header that is read stands as its last name. */
  readonly path: readonly string[];
  readonly value: Value;
}

/** A logger is made. */
export interface LoggerSetup extends ConceptBase {
  readonly kind: 'logger-setup';
  /** The paths that it blanks, as written: `req.headers.authorization`, `*.password`. */
  readonly redacts: readonly string[];
  /** True where a function or a list of its own decides what is blanked. */
  readonly hasOwnFilter: boolean;
}

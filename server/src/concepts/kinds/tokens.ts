import type { Span } from '#base/span.ts';
import type { ConceptBase } from './base.ts';

/** A token is signed that others will accept without asking who holds it. */
export interface TokenSigning extends ConceptBase {
  readonly kind: 'token-signing';
  /** yes: it ends by itself · no: it is good for ever · unknown: it cannot be seen. */
  readonly expires: 'yes' | 'no' | 'unknown';
  /** How long it is good for, where that is written as a number or a text. */
  readonly lifetimeSeconds?: number;
  /** The expression that says when it ends. */
  readonly expiry?: Span;
  /** Names around the call that tell what the token is for: of the function, the variable, the key, what is in it. */
  readonly hints: readonly string[];
  /** The library whose own settings may say when tokens end; then the call alone does not tell. */
  readonly defaultsOf?: string;
}

/** Settings that hold for all tokens that a library signs. */
export interface TokenDefaults extends ConceptBase {
  readonly kind: 'token-defaults';
  readonly of: string;
  readonly expires: 'yes' | 'no' | 'unknown';
  readonly lifetimeSeconds?: number;
  readonly expiry?: Span;
  /** The setting's own name, where it is one: `JWT_ACCESS_TOKEN_EXPIRES`. */
  readonly setting?: string;
}

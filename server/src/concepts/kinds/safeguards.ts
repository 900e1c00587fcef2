import type { Span } from '#base/span.ts';
import type { ConceptBase } from './base.ts';

/** What a server has for its own good. */
export type SafeguardKind = 'health-check' | 'request-id' | 'security-headers' | 'error-handler';

/** A sign that a server has one of its safeguards: a package that brings it, a registration, a function that can be nothing else. */
export interface Safeguard extends ConceptBase {
  readonly kind: 'safeguard';
  /** unknown: something that cannot be looked into is given the server and may bring any of them. */
  readonly what: SafeguardKind | 'unknown';
  /** The name that shows it: of the package, the call, the function. */
  readonly name: string;
  /** package: something made for it · code: written by hand, which may do only a part of it. */
  readonly by: 'package' | 'code';
  /** How many of its parts its options switch off. */
  readonly switchedOff?: number;
}

/** An error of the application's own that something has to turn into an answer, or an error answered on the spot. */
export interface DomainError extends ConceptBase {
  readonly kind: 'domain-error';
  readonly form: 'raised' | 'answered';
  /** The class, or the call that answers. */
  readonly name: string;
}

/** A header of HTTP that rules ask for is named in the code. */
export interface HeaderName extends ConceptBase {
  readonly kind: 'header';
  /** In small letters. */
  readonly name: string;
  /** True where it is given a value, false where it is read or only named. */
  readonly isSet: boolean;
}

/** Who may call from a browser, registered for an app or a part of it. */
export interface CorsPolicy extends ConceptBase {
  readonly kind: 'cors';
  readonly origins: CorsOrigins;
  readonly credentials: 'yes' | 'no' | 'unknown';
  /** False where it holds for some routes only. */
  readonly isAppWide: boolean;
  /** The entry that names the origins, where it stands in the same file. */
  readonly entry?: { readonly span: Span };
  /** What the code asks before it registers the policy; undefined where it always does. */
  readonly condition?: string;
}

export type CorsOrigins =
  /** These and no others, as written. */
  | { readonly kind: 'list'; readonly origins: readonly string[] }
  | { readonly kind: 'wildcard' }
  /** Whatever the browser says is given back. */
  | { readonly kind: 'reflected' }
  /** An environment variable or a setting, with what holds where nobody sets it. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: readonly string[] }
  | { readonly kind: 'unknown' };

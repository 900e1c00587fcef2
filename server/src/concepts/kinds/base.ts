import type { Span } from '#base/span.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';

/** What every concept says: where it stands, and which framework model says so. */
export interface ConceptBase {
  /** The framework model that says so; 'language' for what the language itself says. */
  readonly framework: string;
  readonly scope: ScopeId;
  readonly span: Span;
  /** The call, where it is one. */
  readonly call?: CallId;
}

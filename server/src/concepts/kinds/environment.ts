import type { Span } from '#base/span.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import type { ConceptBase } from './base.ts';

export interface EnvRead extends ConceptBase {
  readonly kind: 'env-read';
  readonly read: SyntaxEnvRead;
}

/** Variables declared in a schema that reads the environment: zod, envalid, pydantic settings, Go `env` tags. */
export interface EnvSchema extends ConceptBase {
  readonly kind: 'env-schema';
  readonly variables: readonly { readonly name: string; readonly isOptional: boolean; readonly span: Span }[];
}

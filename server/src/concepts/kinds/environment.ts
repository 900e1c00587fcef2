import type { Span } from '#base/span.ts';
import type { SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

export interface EnvRead extends ConceptBase {
  readonly kind: 'env-read';
  readonly read: SyntaxEnvRead;
  /** True where the name is the function's to choose and the function ends in an error when the variable is absent: a helper that requires. */
  readonly isGuarded?: boolean;
}

/** Variables declared in a schema that reads the environment: zod, envalid, pydantic settings, Go `env` tags. */
export interface EnvSchema extends ConceptBase {
  readonly kind: 'env-schema';
  readonly variables: readonly DeclaredSetting[];
}

export interface DeclaredSetting {
  readonly name: string;
  readonly isOptional: boolean;
  /** What it is without the variable, where that is written down. A default for development alone does not count. */
  readonly defaultValue?: Value;
  readonly span: Span;
}

/** A setting read by its name through a library (`configService.get`) or through a function of the project that reads the environment. */
export interface SettingRead extends ConceptBase {
  readonly kind: 'setting-read';
  readonly name: string;
  /** What it is where nothing sets it. */
  readonly defaultValue?: Value;
  /** True where it ends in an error when nothing sets it. */
  readonly isRequired: boolean;
}

/** The environment is loaded as a whole: Nest's `ConfigModule.forRoot`. */
export interface SettingsLoad extends ConceptBase {
  readonly kind: 'settings-load';
  /** True where something checks what was loaded, or where the code does not say. */
  readonly isValidated: boolean;
}

/** A place that takes a secret, or an address with one in it. */
export interface CredentialUse extends ConceptBase {
  readonly kind: 'credential-use';
  readonly what: CredentialPurpose;
  readonly value: Value;
}

/** `connection`: an address or its parts, with or without a password. */
export type CredentialPurpose = 'signing key' | 'session secret' | 'API key' | 'password' | 'connection';

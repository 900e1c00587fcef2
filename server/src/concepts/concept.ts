import type { AddressBase, AddressMaker, AddressUse } from './kinds/addresses.ts';
import type { BuiltSql, CacheExpiry, CacheWrite, IndexChange, Query, SchemaChange, Transaction } from './kinds/data.ts';
import type { HttpRequest, RiskyCall, WebStorageWrite } from './kinds/effects.ts';
import type { CredentialUse, EnvRead, EnvSchema, SettingRead, SettingsLoad } from './kinds/environment.ts';
import type { InputRead, Validation } from './kinds/input.ts';
import type { LogCall, LoggerSetup } from './kinds/logging.ts';
import type { ServerCreation, ServerListen, ShutdownStep, SignalHandler } from './kinds/process.ts';
import type { Notice, Response } from './kinds/responses.ts';
import type { MiddlewareUse, Mount, Route, RouterCreation } from './kinds/routing.ts';
import type { CorsPolicy, DomainError, HeaderName, Safeguard } from './kinds/safeguards.ts';
import type { TimeLimit, TimeLimitDefault } from './kinds/time-limits.ts';
import type { TokenDefaults, TokenSigning } from './kinds/tokens.ts';

/** What a place in the code means, whatever the language and the framework. */
export type Concept =
  | Query
  | Transaction
  | Route
  | Mount
  | RouterCreation
  | MiddlewareUse
  | ServerCreation
  | ServerListen
  | SignalHandler
  | ShutdownStep
  | EnvRead
  | EnvSchema
  | SettingRead
  | SettingsLoad
  | CredentialUse
  | CacheWrite
  | CacheExpiry
  | LogCall
  | LoggerSetup
  | TimeLimit
  | TimeLimitDefault
  | TokenSigning
  | TokenDefaults
  | HttpRequest
  | AddressUse
  | AddressMaker
  | AddressBase
  | Response
  | Notice
  | WebStorageWrite
  | IndexChange
  | BuiltSql
  | SchemaChange
  | RiskyCall
  | InputRead
  | Validation
  | Safeguard
  | HeaderName
  | DomainError
  | CorsPolicy;

export type ConceptKind = Concept['kind'];
export type ConceptOf<K extends ConceptKind> = Extract<Concept, { readonly kind: K }>;

/** Concepts that other files and the workspace can see; the rest matters inside its own file only. */
export const VISIBLE_KINDS = new Set<ConceptKind>([
  'route',
  'mount',
  'router',
  'middleware',
  'server',
  'listen',
  'signal',
  'shutdown',
  'env-read',
  'env-schema',
  'setting-read',
  'settings-load',
  'logger-setup',
  'token-defaults',
  'time-limit-default',
  'safeguard',
  'header',
  'domain-error',
  'cors',
  'address-use',
  'address-maker',
  'address-base',
]);

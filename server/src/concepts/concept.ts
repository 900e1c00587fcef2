import type { CacheExpiry, CacheWrite, IndexChange, Query, Transaction } from './kinds/data.ts';
import type { HttpRequest, LogCall, RiskyCall, WebStorageWrite } from './kinds/effects.ts';
import type { EnvRead, EnvSchema } from './kinds/environment.ts';
import type { ServerCreation, ServerListen, ShutdownStep, SignalHandler } from './kinds/process.ts';
import type { Response } from './kinds/responses.ts';
import type { MiddlewareUse, Mount, Route } from './kinds/routing.ts';

/** What a place in the code means, whatever the language and the framework. */
export type Concept =
  | Query
  | Transaction
  | Route
  | Mount
  | MiddlewareUse
  | ServerCreation
  | ServerListen
  | SignalHandler
  | ShutdownStep
  | EnvRead
  | EnvSchema
  | CacheWrite
  | CacheExpiry
  | LogCall
  | HttpRequest
  | Response
  | WebStorageWrite
  | IndexChange
  | RiskyCall;

export type ConceptKind = Concept['kind'];
export type ConceptOf<K extends ConceptKind> = Extract<Concept, { readonly kind: K }>;

/** Concepts that other files and the workspace can see; the rest matters inside its own file only. */
export const VISIBLE_KINDS = new Set<ConceptKind>([
  'route',
  'mount',
  'middleware',
  'server',
  'listen',
  'signal',
  'shutdown',
  'env-read',
  'env-schema',
]);

import type { ConceptKind } from './concept.ts';
import { FRAMEWORKS } from './frameworks.generated.ts';

/** Concepts of a kind with their number, for people: `1 route`, `3 environment reads`. */
export function countedConcepts(kind: ConceptKind, count: number): string {
  const [one, many = `${one}s`] = NOUNS[kind];
  return `${count} ${count === 1 ? one : many}`;
}

/** What people call a framework model; the name itself where there is no such model. */
export function frameworkTitle(name: string): string {
  return FRAMEWORKS.find((it) => it.name === name)?.title ?? BESIDE_MODELS[name] ?? name;
}

/** Who says so where no framework model does. */
const BESIDE_MODELS: Readonly<Record<string, string>> = {
  language: 'the language itself',
  'class-validator': 'class-validator',
  'env-tags': 'struct tags of Go',
  'tiebeam.json': 'declared in tiebeam.json',
};

/** One and several; several without its own word ends in s. */
const NOUNS: Readonly<Record<ConceptKind, readonly [one: string, several?: string]>> = {
  query: ['database query', 'database queries'],
  transaction: ['transaction'],
  route: ['route'],
  mount: ['mounted router'],
  router: ['router'],
  middleware: ['use of middleware', 'uses of middleware'],
  server: ['server'],
  listen: ['place where a server starts to listen', 'places where a server starts to listen'],
  signal: ['signal handler'],
  shutdown: ['step of an orderly shutdown', 'steps of an orderly shutdown'],
  'env-read': ['environment variable read', 'environment variables read'],
  'env-schema': ['declaration of environment variables', 'declarations of environment variables'],
  'setting-read': ['setting read by name', 'settings read by name'],
  'settings-load': ['place where settings are loaded', 'places where settings are loaded'],
  'credential-use': ['use of a secret', 'uses of secrets'],
  'cache-write': ['write to a cache', 'writes to a cache'],
  'cache-expiry': ['expiry of a cache entry', 'expiries of cache entries'],
  log: ['log line'],
  'logger-setup': ['set-up of a logger', 'set-ups of a logger'],
  'time-limit': ['place that decides on a time limit', 'places that decide on a time limit'],
  'time-limit-default': ['default time limit'],
  'token-signing': ['place where a token is signed', 'places where tokens are signed'],
  'token-defaults': ['default for signed tokens', 'defaults for signed tokens'],
  'http-request': ['request to another server', 'requests to other servers'],
  'address-use': ['call with an address', 'calls with an address'],
  'address-maker': ['function that makes an address', 'functions that make an address'],
  'address-base': ['base address', 'base addresses'],
  response: ['reply to a request', 'replies to requests'],
  notice: ['message shown on the next page', 'messages shown on the next page'],
  'web-storage-write': ["write to the browser's storage", "writes to the browser's storage"],
  'index-change': ['change of a database index', 'changes of database indexes'],
  'built-sql': ['SQL statement put together from parts', 'SQL statements put together from parts'],
  'schema-change': ['change of the database schema', 'changes of the database schema'],
  'risky-call': ['call whose failure must not be lost', 'calls whose failure must not be lost'],
  'input-read': ['read of what a client sent', 'reads of what a client sent'],
  validation: ['validation of input', 'validations of input'],
  safeguard: ['safeguard of a server', 'safeguards of a server'],
  header: ['HTTP header'],
  'domain-error': ["error of the application's own", "errors of the application's own"],
  cors: ['CORS policy', 'CORS policies'],
};

import type { CodeLanguage } from '#facts/code-facts.ts';
import type { MiddlewareRole } from './kinds/routing.ts';

/**
 * What a framework means, as data: one file each. Patterns say which chain of names is meant
 * (see `pattern.ts`): `Router#get` is the method `get` of an instance of `Router`, `default()` the result of
 * calling the default export.
 */
export interface FrameworkModel {
  /** The file's name without extension. */
  readonly name: string;
  readonly title: string;
  readonly languages: readonly CodeLanguage[];
  /** The modules that it speaks of, as imports name them (Python: the top-level package; Go: the path); 'global' for names that nothing declares. */
  readonly modules: readonly string[];
  /** How the registry calls it where that differs from `modules`. */
  readonly packages?: readonly string[];
  /** Types with the patterns that give an instance of them. `X#` itself needs no entry: constructed and typed values have it already. */
  readonly types?: Readonly<Record<string, readonly string[]>>;
  readonly calls?: readonly CallModel[];
  /** Middleware by what names it: a factory (`default`) or a value (`Recoverer`). */
  readonly middleware?: Readonly<Record<string, MiddlewareRole>>;
  /** Types that take routes: an argument of `use` that is one of them is a mount. */
  readonly routerTypes?: readonly string[];
  /** Lists in settings whose items are middleware by their dotted name: Django's `MIDDLEWARE`. */
  readonly middlewareLists?: readonly { readonly name: string; readonly roles: Readonly<Record<string, MiddlewareRole>> }[];
  /** Decorators on functions and methods that register routes: pattern → method, or 'name' for the decorator's last name. */
  readonly routeDecorators?: readonly { readonly on: string; readonly method: string; readonly path: number }[];
  /** Functions whose argument provides the value of the parameter that they are the default of. */
  readonly injectors?: readonly { readonly name: string; readonly argument: number }[];
  /** Base classes with what a subclass is in the layer model. */
  readonly bases?: Readonly<Record<string, BaseRole>>;
  /** Decorators with what the decorated class or function is in the layer model. */
  readonly decorators?: Readonly<Record<string, BaseRole>>;
  /** Written parameter types that show that a function is a request handler. */
  readonly handlerTypes?: readonly string[];
  /** Base classes whose fields are environment variables. */
  readonly settingsBases?: readonly string[];
}

export type BaseRole = 'controller' | 'service' | 'repository' | 'model' | 'dto' | 'config' | 'middleware' | 'job';

export type CallModel = { readonly on: string | readonly string[] } & (
  | {
      readonly is: 'query';
      readonly operation: 'read' | 'write' | 'raw';
      /** Which argument holds the SQL text. */
      readonly sql?: number;
      /** Which argument names the table, or `member:n` for the n-th name after the instance. */
      readonly subject?: number | `member:${number}`;
      readonly isProbe?: boolean;
      /** The call only builds: what runs the query is a loop over it, a conversion, or a later call. */
      readonly isLazy?: boolean;
    }
  | { readonly is: 'transaction' }
  | {
      readonly is: 'route';
      /** 'name': the called name in capitals; 'argument:n'; 'pattern': Go 1.22 "GET /path" in the path argument; else a method. */
      readonly method: string;
      readonly path: number;
    }
  | { readonly is: 'mount'; readonly path?: number; readonly router: number }
  /** `use(path?, ...middleware or routers)`: what each argument is, is found out from its own meaning. */
  | { readonly is: 'use'; readonly firstMayBePath: boolean }
  | { readonly is: 'server' }
  | { readonly is: 'listen' }
  | { readonly is: 'signal'; readonly argument: number }
  | { readonly is: 'shutdown'; readonly what: 'server' | 'whole' | 'process' }
  | {
      readonly is: 'cache-write';
      readonly key: number;
      readonly ttl: TtlPlace;
      readonly addition?: string;
      readonly isLock?: boolean;
    }
  | { readonly is: 'cache-expiry'; readonly key: number }
  | { readonly is: 'log'; readonly level: 'name' | 'debug' | 'info' | 'warn' | 'error'; readonly isStructured?: boolean }
  | { readonly is: 'http-request' }
  | {
      readonly is: 'web-storage-write';
      readonly store: 'localStorage' | 'sessionStorage' | 'cookie';
      readonly key: number;
      readonly value: number;
    }
  /** A store whose state is kept in the browser: a token in it is a token in web storage. */
  | {
      readonly is: 'persisted-store';
      readonly settings: number;
      readonly state: number;
      /** A key of the settings that must be on; the state then stands in the settings too. */
      readonly switch?: string;
      /** True where localStorage is taken when the settings name no storage. */
      readonly hasDefaultStorage: boolean;
    }
  | { readonly is: 'env-schema'; readonly keys: EnvSchemaPlace }
  | {
      readonly is: 'index-change';
      readonly action: 'create' | 'drop';
      readonly tool: 'alembic' | 'django' | 'knex' | 'typeorm' | 'kysely';
      readonly table?: number | string;
      /** A keyword that makes it concurrent when true. */
      readonly concurrentKeyword?: string;
      readonly isConcurrent?: boolean;
    }
  | { readonly is: 'risky-call'; readonly what: 'mail' | 'queue' | 'file' | 'payment' }
);

/** Where a cache write says how long it lives. */
export type TtlPlace =
  /** A positional argument; 0, null and a missing one mean for ever, unless `zeroKeeps` names other numbers. */
  | { readonly kind: 'argument'; readonly index: number; readonly never?: readonly (number | string)[] }
  /** Any of these keys in an options argument or keyword. */
  | { readonly kind: 'options'; readonly index: number; readonly keys: readonly string[] }
  /** Any of these words among the arguments after the value, in any case. */
  | { readonly kind: 'flags'; readonly words: readonly string[] }
  | { readonly kind: 'keywords'; readonly names: readonly string[] }
  /** The store expires by default; only an explicit value switches it off. */
  | { readonly kind: 'default'; readonly keyword: string }
  | { readonly kind: 'never' };

/** Where a schema of the environment lists its variables. */
export type EnvSchemaPlace =
  /** The keys of the object that is argument n; values whose call chain ends with one of the optional names are optional. */
  | { readonly kind: 'object'; readonly index: number }
  /** `createEnv({ server: {…}, client: {…} })`. */
  | { readonly kind: 'nested'; readonly index: number; readonly keys: readonly string[] };

/** Gives the model back; its type checks the data. */
export function defineFramework(model: FrameworkModel): FrameworkModel {
  return model;
}

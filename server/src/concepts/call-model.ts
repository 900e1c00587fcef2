import type { CorsModel } from './cors/cors-model.ts';
import type { SchemaChangeAction } from './kinds/data.ts';
import type { HttpRequest } from './kinds/effects.ts';
import type { CredentialPurpose } from './kinds/environment.ts';
import type { InputSource } from './kinds/input.ts';
import type { SafeguardKind } from './kinds/safeguards.ts';

// What a call that a pattern names means: one shape for each kind of meaning, with where its arguments stand.

export type CallModel = { readonly on: string | readonly string[] } & (
  | {
      readonly is: 'query';
      readonly operation: 'read' | 'write' | 'raw';
      /** Which argument holds the SQL text. */
      readonly sql?: number;
      /**
       * Which argument names the table, `member:n` for the n-th name after the instance, `entity:Name` for the written type of
       * the argument of the call of that name in the chain, else of the first argument, or `value` for what the first call of the
       * chain is given: `insert(users)`.
       */
      readonly subject?: number | `member:${number}` | `entity:${string}` | 'value';
      readonly isProbe?: boolean;
      /** The call only builds: what runs the query is a loop over it, a conversion, or a later call. */
      readonly isLazy?: boolean;
      /** The call ends the unit of work: what was added and changed before is written now. */
      readonly isCommit?: boolean;
    }
  /** A call that takes SQL and runs nothing itself: `text(…)`, `.where(…)`. Calls that are queries with an `sql` need none. */
  | { readonly is: 'built-sql'; readonly argument: number | string; readonly isFragment?: boolean }
  | {
      readonly is: 'schema-change';
      readonly change: SchemaChangeAction;
      /** An argument by number or by keyword; `receiver`: the first argument of the call before it; `callback`: of the call that this function is passed to. */
      readonly table?: number | string;
      readonly column?: number | string;
      readonly to?: number | string;
      /** A keyword without which the call is no such change. */
      readonly requires?: string;
    }
  | { readonly is: 'transaction' }
  | {
      readonly is: 'time-limit';
      readonly of: 'call' | 'client' | 'request' | 'server';
      /** Keywords, or keys of the options, that set it; empty where nothing can. */
      readonly keys: readonly string[];
      /** Which argument holds the options, and which the limit itself. */
      readonly options?: number;
      readonly argument?: number;
      /** What holds where nothing sets it: no limit, minutes, no limit that matters less, or one of the library's own. */
      readonly absent: 'none' | 'long' | 'soft' | 'given';
      /** Steps of the chain that make an instance with limits of its own, whose calls are then left to it. */
      readonly notAfter?: readonly string[];
      /** A step of the chain without which the call is left alone. */
      readonly onlyAfter?: string;
    }
  | { readonly is: 'time-limit-default'; readonly options: number; readonly keys: readonly string[] }
  | {
      readonly is: 'token-signing';
      /** Which argument holds the claims; `assigned` where they are set on the result. */
      readonly payload: number | 'assigned';
      /** Which argument holds options, and which of their keys say when the token ends. */
      readonly options?: number;
      readonly optionKeys?: readonly string[];
      /** The option that may hold them instead. */
      readonly optionsIn?: string;
      /** The call of the chain that says when it ends. */
      readonly chain?: string;
      /** The keyword that says when it ends; without it the library has a short life of its own. */
      readonly keyword?: string;
      /** True where the library can be told once for all tokens, by `token-defaults`. */
      readonly hasDefaults?: boolean;
    }
  | {
      readonly is: 'token-defaults';
      /** The model whose tokens these are. */
      readonly of: string;
      /** For a registration: the modules of the plug-in, which is the first argument. */
      readonly plugin?: readonly string[];
      readonly settings: number;
      /** The key of the settings that holds the options, and the key in those. */
      readonly options: string;
      readonly key: string;
      /** True where the settings may come from a function. */
      readonly isDeferred?: boolean;
    }
  | {
      readonly is: 'route';
      /** 'name': the called name in capitals; 'argument:n'; 'pattern': Go 1.22 "GET /path" in the path argument; else a method. */
      readonly method: string;
      /** Which argument is the path; none where an earlier call of the chain or a keyword holds it. */
      readonly path?: number;
      /** A keyword, or a key of an object argument, that holds the path, the methods, the handler. */
      readonly pathKeyword?: string;
      readonly methodKeyword?: string;
      readonly handlerKeyword?: string;
      /** Which argument is the handler where it is not the last. */
      readonly handler?: number;
      /** True for procedures that are called by name: they have no path. */
      readonly isProcedure?: boolean;
      /** True where all arguments from `path` on are paths. */
      readonly morePaths?: boolean;
      /** Keywords, or keys of an object argument, that list what runs before the handler. */
      readonly chainKeywords?: readonly string[];
      /** A key of an object argument whose `body` the framework holds the body against, before the handler runs. */
      readonly schemaKeyword?: string;
    }
  | {
      readonly is: 'mount';
      readonly path?: number;
      /** Which argument is hung in; arguments after it run before its handlers. */
      readonly router: number;
      /** A keyword that may hold it instead. */
      readonly keyword?: string;
      /** Keywords that hold the path; `prefix` where none are named. */
      readonly prefixKeywords?: readonly string[];
      /** True where a path given here stands in the place of the router's own. */
      readonly replacesPrefix?: boolean;
      readonly chainKeywords?: readonly string[];
    }
  /** A part of a router with a path and middleware of its own: what it gives takes registrations. */
  | {
      readonly is: 'group';
      readonly path?: number;
      /** True where a function that is passed registers on its parameter. */
      readonly callback?: boolean;
    }
  /** An app or router comes to be, or a prefix is set for one that is there (`isOwn: false`). */
  | {
      readonly is: 'router';
      readonly prefix?: number;
      readonly prefixKeywords?: readonly string[];
      readonly chainKeywords?: readonly string[];
      readonly isOwn?: boolean;
      /** True where it serves the whole origin unless something holds it. */
      readonly isApp?: boolean;
      /** Which argument is the router that it hangs in. */
      readonly parent?: number;
      /** True where the prefix holds for all controller classes of the app. */
      readonly isForControllers?: boolean;
      /** True where the options say how versions become part of paths. */
      readonly versioning?: boolean;
    }
  /** `use(path?, ...middleware or routers)`: what each argument is, is found out from its own meaning. */
  | {
      readonly is: 'use';
      readonly firstMayBePath: boolean;
      /** True where the first argument alone is hung in, and functions of the workspace are routers. */
      readonly takesPlugins?: boolean;
      readonly prefixKeywords?: readonly string[];
      /** True where a function of a request and an answer alone answers at the path: it has no way to pass on. */
      readonly mayAnswer?: boolean;
    }
  /** What one argument is, hangs at the path that another one is, in whatever this is passed to: koa-mount. Without a path both are the same. */
  | { readonly is: 'hung-at'; readonly path: number; readonly router: number }
  /** A plugin that hangs in what the files of a folder export. */
  | { readonly is: 'loads-folder' }
  /** A list of modules with the paths that their controllers hang at. */
  | { readonly is: 'module-paths' }
  /** An entry of a list of URL patterns: path, then a view, a class's `as_view()`, or another list that is included. */
  | { readonly is: 'url-pattern'; readonly isExpression?: boolean }
  /** A list of URL patterns by name, or a router's, hung in where the pattern around it says. */
  | { readonly is: 'url-include' }
  /** A class whose actions become a list route and a detail route. */
  | { readonly is: 'resource'; readonly path: number; readonly view: number }
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
      /** Keys of the settings of a store that give every entry a life: where one is set anywhere in the unit, a write needs none. */
      readonly defaults?: readonly string[];
      /** The first argument must be this command. */
      readonly command?: string;
      /** The framework evicts the entry by other means too. */
      readonly isMinor?: boolean;
    }
  | {
      readonly is: 'cache-expiry';
      readonly key: number;
      /** The first argument must be one of these commands. */
      readonly commands?: readonly string[];
    }
  | {
      readonly is: 'log';
      readonly level: 'name' | 'debug' | 'info' | 'warn' | 'error';
      readonly isStructured?: boolean;
      readonly endsProcess?: boolean;
    }
  /** The keys of its settings that name what is blanked, and those that hold a filter of the user's own. */
  | { readonly is: 'logger-setup'; readonly redact: string; readonly filters?: readonly string[] }
  | {
      readonly is: 'http-request';
      /** In capitals; 'name': the called name; 'argument:n'; 'unknown'. Without it GET, unless the options name another. */
      readonly method?: string;
      /** Which argument is the address, 0 without it. An object there is the options, with the address inside. */
      readonly url?: number | 'none';
      /** Which argument holds the options; keywords in Python. */
      readonly options?: number;
      readonly form?: HttpRequest['form'];
      /** 'throws' without it. */
      readonly onErrorStatus?: HttpRequest['onErrorStatus'];
    }
  /** An object of endpoints whose addresses stand in functions: RTK Query's `createApi`. */
  | { readonly is: 'endpoint-builder'; readonly endpoints: string; readonly address: string }
  | {
      readonly is: 'web-storage-write';
      readonly store: 'localStorage' | 'sessionStorage' | 'cookie' | 'device';
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
      readonly is: 'setting-read';
      /** Which argument names the setting; `chain:Key` takes the first argument of that call of the chain. */
      readonly name: number | `chain:${string}`;
      /** Where what it is without a value stands. */
      readonly default?: number;
      readonly defaultKeyword?: string;
      /** True where a missing value is an error unless there is a default. */
      readonly isRequired?: boolean;
    }
  /** Options that say that what was loaded is checked. */
  | {
      readonly is: 'settings-load';
      readonly checks: readonly string[];
      readonly loaders: string;
      /** True where the library itself refuses to go on without what it expects. */
      readonly isChecked?: boolean;
    }
  | {
      readonly is: 'credential-use';
      readonly uses: readonly CredentialPlace[];
    }
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
  /** With a key: only where the options have it and it is not off. */
  | { readonly is: 'safeguard'; readonly what: SafeguardKind; readonly key?: string }
  | ({ readonly is: 'cors' } & CorsModel)
  /** Registers what is argument n, with the options after it: `register(cors, { origin })`. */
  | { readonly is: 'cors-of'; readonly value: number }
  | {
      readonly is: 'input-read';
      readonly source: InputSource;
      /** The argument that names the field. */
      readonly key?: number;
      /** The argument that the value is decoded into. */
      readonly into?: number;
      /** True only where the receiver's argument, or the first argument, comes from a request. */
      readonly reads?: 'receiver' | 'argument';
    }
  | { readonly is: 'validation' }
  | {
      readonly is: 'notice';
      /** Which argument holds the text. */
      readonly text: number;
    }
  | {
      readonly is: 'response';
      /** Where the status stands; the first place that holds one counts. */
      readonly status?: readonly ResponsePlace[];
      /** The status where no place holds one. */
      readonly code?: number;
      /** Where that stands which goes to the client. */
      readonly body?: readonly ResponsePlace[];
      /** True for exceptions that are returned or called rather than thrown. */
      readonly isRaised?: boolean;
      /** True for calls that answer only where their first argument is the writer of a handler. */
      readonly writesToHandler?: boolean;
    }
);

/**
 * An argument by number; a keyword, or a key of an object argument, by name; `from:n` all arguments from number n on;
 * `chain:name` the argument of an earlier call of the chain; `before:name` the argument of an earlier call, or the assigned
 * value, in the same block; `tuple:1` what is returned beside the call; `outer:name` the second argument of the call `name` that
 * is given this one.
 */
export type ResponsePlace = number | string;

/** Where a call takes a secret or an address with one in it. */
export interface CredentialPlace {
  readonly what: CredentialPurpose;
  readonly argument?: number;
  /** Keys of an object argument, or keywords; dots lead into objects: `credentials.secretAccessKey`. */
  readonly keys?: readonly string[];
}

/** Where a cache write says how long it lives. */
export type TtlPlace =
  /** A positional argument; 0, null and a missing one mean for ever, unless `zeroKeeps` names other numbers. */
  | {
      readonly kind: 'argument';
      readonly index: number;
      readonly never?: readonly (number | string)[];
      /** True where 0 and nothing stand for the store's default. */
      readonly zeroIsDefault?: boolean;
    }
  /** Any of these keys in an options argument or keyword. */
  | { readonly kind: 'options'; readonly index: number; readonly keys: readonly string[] }
  /** Any of these words among the arguments after the value, in any case. */
  | { readonly kind: 'flags'; readonly words: readonly string[]; readonly from?: number }
  | { readonly kind: 'keywords'; readonly names: readonly string[] }
  /** The store expires by default; only an explicit value switches it off. */
  | { readonly kind: 'default'; readonly keyword: string; readonly index?: number; readonly never?: readonly (number | null)[] }
  | { readonly kind: 'never' };

/** Where a schema of the environment lists its variables. */
export type EnvSchemaPlace =
  /** The keys of the object that is argument n; values whose call chain ends with one of the optional names are optional. */
  | { readonly kind: 'object'; readonly index: number }
  /** `createEnv({ server: {…}, client: {…} })`. */
  | { readonly kind: 'nested'; readonly index: number; readonly keys: readonly string[] };

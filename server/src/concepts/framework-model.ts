import type { CodeLanguage } from '#facts/code-facts.ts';
import type { CallModel } from './call-model.ts';
import type { InputSource } from './kinds/input.ts';
import type { MiddlewareRole } from './kinds/routing.ts';
import type { SafeguardKind } from './kinds/safeguards.ts';

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
  /** How a model's relations are loaded one by one when they are read, and how a query loads them at once. */
  readonly lazyRelations?: LazyRelations;
  /** What stands for an open transaction: whatever is called on it is inside. */
  readonly transactions?: readonly string[];
  /** How writes land: each at once (the default), together at the commit, or as documents of their own. */
  readonly writes?: 'at-once' | 'at-commit' | 'documents';
  /** Middleware by what names it: a factory (`default`) or a value (`Recoverer`). */
  readonly middleware?: Readonly<Record<string, MiddlewareRole>>;
  /** Types that take routes: an argument of `use` that is one of them is a mount. */
  readonly routerTypes?: readonly string[];
  /** Lists in settings whose items are middleware by their dotted name: Django's `MIDDLEWARE`. */
  readonly middlewareLists?: readonly { readonly name: string; readonly roles: Readonly<Record<string, MiddlewareRole>> }[];
  /** What users call the routers that a function takes without a type; `needsImport` where the file must import the framework too. */
  readonly routerNames?: { readonly names: readonly string[]; readonly type: string; readonly needsImport?: boolean };
  /** A file that makes one of these hands out an object that holds models of that type, and the connection under a name of its own. */
  readonly modelHolder?: { readonly makes: readonly string[]; readonly type: string; readonly connection: string };
  /**
   * What a parameter is that takes a model, `(Model, req, res) => …`: its type in the patterns, and what is called on it that models of other
   * libraries do not have; `.save` for a method of `new Model()`.
   */
  readonly givenModel?: { readonly type: string; readonly shownBy: readonly string[] };
  /** Base classes with the methods and actions that a subclass has from them. */
  readonly viewMembers?: Readonly<Record<string, readonly string[]>>;
  /** Decorators of views with the methods that they let through; 'argument' where the first argument lists them. */
  readonly viewMethods?: Readonly<Record<string, readonly string[] | 'argument'>>;
  /** Decorators that make a class a list of routes; the first argument, or `path`, is what their paths begin with. */
  readonly controllerDecorators?: readonly string[];
  /** Decorators of controllers and their methods that list what runs before them. */
  readonly chainDecorators?: readonly string[];
  /** Decorators that only say that a container makes the class. */
  readonly injectableDecorators?: readonly string[];
  /** Decorators that say which version of a path a method answers. */
  readonly versionDecorators?: readonly string[];
  /** Decorators on functions and methods that register routes: pattern → method, or 'name' for the decorator's last name. */
  readonly routeDecorators?: readonly { readonly on: string; readonly method: string; readonly path: number }[];
  /** Functions whose argument provides the value of the parameter that they are the default of. */
  readonly injectors?: readonly { readonly name: string; readonly argument: number }[];
  /** Base classes with what a subclass is in the layer model. */
  readonly bases?: Readonly<Record<string, BaseRole>>;
  /** Decorators with what the decorated class or function is in the layer model. */
  readonly decorators?: Readonly<Record<string, BaseRole>>;
  /** Keys of a field's tag that show that its struct is stored. */
  readonly storedTags?: readonly string[];
  /** Calls whose arguments are types that are stored, such as those that make their tables. */
  readonly storedTypes?: readonly string[];
  /** Written parameter types that show that a function is a request handler. */
  readonly handlerTypes?: readonly string[];
  /** Types that belong to HTTP: those of handlers count without being listed here. */
  readonly httpTypes?: readonly string[];
  /** Members of a request that hold what the client sent. */
  readonly inputs?: Readonly<Record<string, InputSource>>;
  /** Decorators and defaults of parameters that are given what the client sent. */
  readonly inputParameters?: Readonly<Record<string, InputSource>>;
  /** The type of a request that views take without a written type. */
  readonly requestType?: string;
  /** How the guides name the parameters of a handler, for handlers without a type: one pattern and one type for each, '' for none. */
  readonly handlerShapes?: readonly { readonly parameters: readonly RegExp[]; readonly types: readonly string[] }[];
  /** Below this version of the package nobody waits for a handler, so that its rejections are lost; `cures` are packages that mend it. */
  readonly losesRejections?: { readonly package: string; readonly before: number; readonly cures: readonly string[] };
  /** What a handler returns is the answer: the body, or the body with the status in a tuple. */
  readonly returnedAnswer?: 'body' | 'body-status';
  /** Members of the handler's context that make the answer when they are assigned: Koa's `ctx.body`. */
  readonly responseMembers?: { readonly body: string; readonly status: string };
  /** Base classes whose fields are environment variables. */
  readonly settingsBases?: readonly string[];
  /** Go structs with the fields that set a limit of time. */
  readonly timeLimitedTypes?: Readonly<Record<string, { readonly of: 'client' | 'server'; readonly keys: readonly string[] }>>;
  /** Settings that say how long tokens are good for; `NAME.KEY` is a key of a dictionary. */
  readonly tokenSettings?: readonly string[];
  /** What a server has for certain that imports one of the modules. */
  readonly provides?: readonly SafeguardKind[];
}

export interface LazyRelations {
  /** What a field is given that refers to one other row, and to many. */
  readonly toOne: readonly string[];
  readonly toMany: readonly string[];
  /** Methods of a query that load relations with it; their arguments name them. */
  readonly eager: readonly string[];
  /** Methods that keep a query a list of the model. */
  readonly keeps: readonly string[];
  /** Calls whose argument is the model that is asked for: `session.query(Order)`. */
  readonly asks: readonly string[];
  /** True where reading the member alone loads it; else it is loaded by what is read of it. */
  readonly loadsAtOnce: boolean;
}

export type BaseRole = 'controller' | 'service' | 'repository' | 'model' | 'dto' | 'config' | 'middleware' | 'job';

/** Gives the model back; its type checks the data. */
export function defineFramework(model: FrameworkModel): FrameworkModel {
  return model;
}

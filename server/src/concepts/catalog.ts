import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Meaning } from '#link/meaning.ts';
import {
  type CallMatch,
  type CompiledModel,
  compileModel,
  type Keyed,
  matchingCalls,
  normaliseChain,
  type RouterName,
  routerNamesOf,
} from './compile-model.ts';
import { type DeclaredCalls, nothingDeclared } from './declared-calls.ts';
import type { BaseRole, FrameworkModel, LazyRelations } from './framework-model.ts';
import type { InputSource } from './kinds/input.ts';
import type { MiddlewareRole } from './kinds/routing.ts';
import type { SafeguardKind } from './kinds/safeguards.ts';
import { compilePattern, lastNames, matchesChain } from './pattern.ts';
import { perChain } from './per-chain.ts';

/** All framework models, compiled and indexed by the modules that they speak of. */
export interface Catalog {
  readonly models: readonly FrameworkModel[];
  /** What the configuration declares; nothing until `declaring` says so. */
  readonly declared: DeclaredCalls;
  /** The same catalog with declarations of a configuration. */
  readonly declaring: (declared: DeclaredCalls) => Catalog;
  /** The chain with its longest beginnings replaced by the types that they give: `express()` becomes `Application#`. */
  readonly normalise: (meaning: Meaning) => Meaning;
  /** Tells whether a meaning goes through an open transaction; it must not be normalised. */
  readonly isInTransaction: (meaning: Meaning) => boolean;
  readonly writesOf: (framework: string) => 'at-once' | 'at-commit' | 'documents';
  /** How the models of a module load their relations; undefined where they are not loaded one by one. */
  readonly lazyRelations: (module: string) => LazyRelations | undefined;
  /** The models that speak of a call, best first; the meaning must be normalised. */
  readonly callsOf: (meaning: Meaning, language: CodeLanguage) => readonly CallMatch[];
  readonly middlewareRole: (meaning: Meaning) => MiddlewareRole | undefined;
  readonly isRouter: (meaning: Meaning) => boolean;
  /** What users call their routers where no type says so, with the models that say so. */
  readonly routerNames: ReadonlyMap<string, readonly RouterName[]>;
  /** Frameworks whose users keep all models in one object. */
  readonly givenModels: readonly (NonNullable<FrameworkModel['givenModel']> & { readonly module: string })[];
  readonly modelHolders: readonly (NonNullable<FrameworkModel['modelHolder']> & { readonly modules: readonly string[] })[];
  /** Methods and actions that a base class gives. */
  readonly viewMembers: (meaning: Meaning) => readonly string[];
  /** Which argument of a call provides a parameter's value; undefined for calls that provide none. */
  readonly providerArgument: (meaning: Meaning) => number | undefined;
  readonly viewMethods: (meaning: Meaning) => readonly string[] | 'argument' | undefined;
  readonly controllerFramework: (meaning: Meaning) => string | undefined;
  readonly isChainDecorator: (meaning: Meaning) => boolean;
  readonly isVersionDecorator: (meaning: Meaning) => boolean;
  /** Tells whether a decorator only says that a container makes the class. */
  readonly isInjectable: (meaning: Meaning) => boolean;
  readonly routeDecorator: (
    meaning: Meaning,
  ) => { readonly framework: string; readonly method: string; readonly path: number } | undefined;
  /** What a base class or a decorator makes of a class. */
  readonly baseRole: (meaning: Meaning) => BaseRole | undefined;
  readonly decoratorRole: (meaning: Meaning) => BaseRole | undefined;
  /** Whether a key of a field's tag shows that its struct is stored. */
  readonly isStoredTag: (key: string) => boolean;
  /** Whether the arguments of a call are types that are stored. */
  readonly takesStoredTypes: (meaning: Meaning) => boolean;
  readonly isHandlerType: (meaning: Meaning) => boolean;
  /** Types of requests and replies; those of handlers among them. */
  readonly isHttpType: (meaning: Meaning) => boolean;
  /** The last names of all members that hold what a client sent, for a quick look. */
  readonly inputMembers: ReadonlySet<string>;
  /** What a member of a request holds; the meaning must be normalised. */
  readonly inputOf: (meaning: Meaning) => { readonly framework: string; readonly source: InputSource } | undefined;
  readonly inputParameter: (meaning: Meaning) => { readonly framework: string; readonly source: InputSource } | undefined;
  /** The types of requests that views take without a written type. */
  readonly requestTypes: readonly { readonly module: string; readonly type: string }[];
  /** How handlers without types are told, best first. */
  readonly handlerShapes: readonly HandlerShape[];
  /** Whether what a handler of a framework returns is the answer. */
  readonly returnedAnswer: (framework: string) => FrameworkModel['returnedAnswer'];
  readonly responseMembers: readonly { readonly framework: string; readonly body: string; readonly status: string }[];
  readonly isSettingsBase: (meaning: Meaning) => boolean;
  readonly middlewareListRole: (list: string, item: string) => MiddlewareRole | undefined;
  readonly timeLimitedTypes: readonly TimeLimitedType[];
  readonly tokenSettings: readonly { readonly framework: string; readonly name: string }[];
  /** What a server has that imports a module, by the module's name in models; empty for modules that show nothing. */
  readonly provides: (module: string) => readonly SafeguardKind[];
}

export interface HandlerShape {
  readonly module: string;
  readonly parameters: readonly RegExp[];
  readonly types: readonly string[];
}

export interface TimeLimitedType {
  readonly framework: string;
  readonly module: string;
  readonly type: string;
  readonly of: 'client' | 'server';
  readonly keys: readonly string[];
}

const NO_MODELS: readonly CompiledModel[] = [];

const LANGUAGES: readonly CodeLanguage[] = ['typescript', 'javascript', 'python', 'go'];

/** Compiles the models. A model with a broken pattern throws with the model's name. */
export function createCatalog(models: readonly FrameworkModel[]): Catalog {
  const byModule = new Map<string, CompiledModel[]>();
  for (const model of models) {
    const compiled = compileModel(model);
    for (const module of model.modules) byModule.set(module, [...(byModule.get(module) ?? []), compiled]);
  }
  const globals = byModule.get('global') ?? [];
  const modelsOf = (meaning: Meaning): readonly CompiledModel[] => {
    if (meaning.kind === 'external') return byModule.get(meaning.module) ?? NO_MODELS;
    return meaning.kind === 'global' ? globals : NO_MODELS;
  };
  const lookUp = <T>(
    meaning: Meaning,
    table: (it: CompiledModel) => readonly Keyed<T>[],
  ): { framework: string; value: T } | undefined => {
    if (meaning.kind !== 'external' && meaning.kind !== 'global') return undefined;
    for (const compiled of modelsOf(meaning)) {
      const found = table(compiled).find((it) => matchesChain(it.pattern, meaning.chain));
      if (found) return { framework: compiled.model.name, value: found.value };
    }
    return undefined;
  };
  /** Undefined where the chain stays as it is. */
  const normalChain = perChain((meaning) => {
    let chain = meaning.chain;
    for (const compiled of modelsOf(meaning)) chain = normaliseChain(compiled, chain);
    return chain === meaning.chain ? undefined : chain;
  });
  const normalise = (meaning: Meaning): Meaning => {
    if ((meaning.kind !== 'external' && meaning.kind !== 'global') || modelsOf(meaning).length === 0) return meaning;
    const chain = normalChain(meaning);
    return chain === undefined ? meaning : { ...meaning, chain };
  };
  const callsIn = new Map(
    LANGUAGES.map((language) => [
      language,
      perChain((meaning) =>
        modelsOf(meaning).flatMap((it) => (it.model.languages.includes(language) ? matchingCalls(it, meaning) : [])),
      ),
    ]),
  );
  const roleOfMiddleware = perChain((meaning) => lookUp(normalise(meaning), (it) => it.middleware)?.value);
  const storedTags = new Set(models.flatMap((model) => model.storedTags ?? []));
  const lists = new Map<string, Readonly<Record<string, MiddlewareRole>>>(
    models.flatMap((model) => (model.middlewareLists ?? []).map((it) => [it.name, it.roles] as const)),
  );
  const returnedAnswers = new Map(models.map((it) => [it.name, it.returnedAnswer] as const));
  const routerTypes = new Map<string, Set<string>>();
  for (const model of models) {
    for (const module of model.modules)
      routerTypes.set(module, new Set([...(routerTypes.get(module) ?? []), ...(model.routerTypes ?? [])]));
  }
  const provided = new Map<string, readonly SafeguardKind[]>(
    models.flatMap((model) => (model.provides ? model.modules.map((it) => [it, model.provides ?? []] as const) : [])),
  );
  const isInTransaction = (meaning: Meaning): boolean => {
    if (meaning.kind !== 'external') return false;
    return modelsOf(meaning).some((compiled) => {
      if (compiled.transactions.length === 0) return false;
      let isInside = false;
      const watch = (head: readonly string[]): void => {
        isInside ||= compiled.transactions.some((it) => matchesChain(it, head));
      };
      normaliseChain(compiled, meaning.chain, watch);
      return isInside;
    });
  };
  const writes = new Map(models.map((it) => [it.name, it.writes ?? ('at-once' as const)] as const));
  const catalog: Catalog = {
    models,
    declared: nothingDeclared,
    declaring: (declared) => (declared === nothingDeclared ? catalog : { ...catalog, declared }),
    normalise,
    isInTransaction,
    writesOf: (framework) => writes.get(framework) ?? 'at-once',
    lazyRelations: (module) => byModule.get(module)?.find((it) => it.model.lazyRelations)?.model.lazyRelations,
    callsOf: (meaning, language) => {
      if ((meaning.kind !== 'external' && meaning.kind !== 'global') || modelsOf(meaning).length === 0) return [];
      return callsIn.get(language)?.(meaning) ?? [];
    },
    middlewareRole: (meaning) =>
      (meaning.kind === 'external' || meaning.kind === 'global') && modelsOf(meaning).length > 0
        ? roleOfMiddleware(meaning)
        : undefined,
    isRouter: (meaning) => {
      const found = normalise(meaning);
      return (
        found.kind === 'external' &&
        found.chain.at(-1) === '*' &&
        routerTypes.get(found.module)?.has(found.chain.slice(0, -1).join('.')) === true
      );
    },
    routerNames: routerNamesOf(models),
    givenModels: models.flatMap(({ modules: [module = ''], givenModel }) => (givenModel ? [{ ...givenModel, module }] : [])),
    modelHolders: models.flatMap(({ modules, modelHolder }) => (modelHolder ? [{ ...modelHolder, modules }] : [])),
    viewMembers: (meaning) => lookUp(meaning, (it) => it.viewMembers)?.value ?? [],
    providerArgument: (meaning) => {
      if (meaning.kind !== 'external' || meaning.chain.length !== 1) return undefined;
      return modelsOf(meaning)
        .flatMap(({ model }) => model.injectors ?? [])
        .find((it) => it.name === meaning.chain[0])?.argument;
    },
    viewMethods: (meaning) => lookUp(meaning, (it) => it.viewMethods)?.value,
    controllerFramework: (meaning) => lookUp(meaning, (it) => it.controllers)?.framework,
    isChainDecorator: (meaning) => lookUp(meaning, (it) => it.chainDecorators) !== undefined,
    isInjectable: (meaning) => lookUp(meaning, (it) => it.injectables) !== undefined,
    isVersionDecorator: (meaning) => lookUp(meaning, (it) => it.versionDecorators) !== undefined,
    routeDecorator: (meaning) => {
      const found = lookUp(normalise(meaning), (it) => it.routeDecorators);
      return found ? { framework: found.framework, ...found.value } : undefined;
    },
    baseRole: (meaning) => lookUp(meaning, (it) => it.bases)?.value,
    decoratorRole: (meaning) => lookUp(meaning, (it) => it.decorators)?.value,
    isStoredTag: (key) => storedTags.has(key),
    takesStoredTypes: (meaning) => lookUp(normalise(meaning), (it) => it.storedTypes) !== undefined,
    isHandlerType: (meaning) => lookUp(meaning, (it) => it.handlerTypes) !== undefined,
    isHttpType: (meaning) => (lookUp(meaning, (it) => it.handlerTypes) ?? lookUp(meaning, (it) => it.httpTypes)) !== undefined,
    inputMembers: new Set(
      models.flatMap((model) => Object.keys(model.inputs ?? {}).flatMap((it) => lastNames(compilePattern(it)) ?? [])),
    ),
    inputOf: (meaning) => named(lookUp(meaning, (it) => it.inputs)),
    inputParameter: (meaning) => named(lookUp(meaning, (it) => it.inputParameters)),
    requestTypes: models.flatMap(({ modules: [module = ''], requestType }) =>
      requestType === undefined ? [] : [{ module, type: requestType }],
    ),
    handlerShapes: models.flatMap(({ modules: [module = ''], handlerShapes = [] }) =>
      handlerShapes.map((it) => ({ module, ...it })),
    ),
    returnedAnswer: (framework) => returnedAnswers.get(framework),
    responseMembers: models.flatMap((it) => (it.responseMembers ? [{ framework: it.name, ...it.responseMembers }] : [])),
    isSettingsBase: (meaning) => lookUp(meaning, (it) => it.settingsBases) !== undefined,
    middlewareListRole: (list, item) => {
      const roles = lists.get(list);
      return roles ? (roles[item] ?? 'other') : undefined;
    },
    timeLimitedTypes: models.flatMap(({ name: framework, modules, timeLimitedTypes = {} }) =>
      modules.flatMap((module) => Object.entries(timeLimitedTypes).map(([type, it]) => ({ framework, module, type, ...it }))),
    ),
    tokenSettings: models.flatMap(({ name: framework, tokenSettings = [] }) =>
      tokenSettings.map((name) => ({ framework, name })),
    ),
    provides: (module) => provided.get(module) ?? [],
  };
  return catalog;
}

function named(
  found: { framework: string; value: InputSource } | undefined,
): { framework: string; source: InputSource } | undefined {
  return found && { framework: found.framework, source: found.value };
}

import type { CodeLanguage } from '#facts/code-facts.ts';
import type { ExternalMeaning, GlobalMeaning, Meaning } from '#link/meaning.ts';
import type { BaseRole, CallModel, FrameworkModel } from './framework-model.ts';
import type { MiddlewareRole } from './kinds/routing.ts';
import { compilePattern, lastNames, matchesChain, type Pattern } from './pattern.ts';

/** All framework models, compiled and indexed by the modules that they speak of. */
export interface Catalog {
  readonly models: readonly FrameworkModel[];
  /** The chain with its longest beginnings replaced by the types that they give: `express()` becomes `Application#`. */
  readonly normalise: (meaning: Meaning) => Meaning;
  /** The models that speak of a call, best first; the meaning must be normalised. */
  readonly callsOf: (meaning: Meaning, language: CodeLanguage) => readonly CallMatch[];
  readonly middlewareRole: (meaning: Meaning) => MiddlewareRole | undefined;
  readonly isRouter: (meaning: Meaning) => boolean;
  readonly routeDecorator: (
    meaning: Meaning,
  ) => { readonly framework: string; readonly method: string; readonly path: number } | undefined;
  /** What a base class or a decorator makes of a class. */
  readonly baseRole: (meaning: Meaning) => BaseRole | undefined;
  readonly decoratorRole: (meaning: Meaning) => BaseRole | undefined;
  readonly isHandlerType: (meaning: Meaning) => boolean;
  readonly isSettingsBase: (meaning: Meaning) => boolean;
  readonly middlewareListRole: (list: string, item: string) => MiddlewareRole | undefined;
}

export interface CallMatch {
  readonly framework: string;
  readonly model: CallModel;
}

interface Keyed<T> {
  readonly pattern: Pattern;
  readonly value: T;
}

interface CompiledModel {
  readonly model: FrameworkModel;
  readonly types: readonly Keyed<string>[];
  /** By the last name of the pattern; '' for patterns that can end with anything. */
  readonly calls: ReadonlyMap<string, readonly Keyed<CallModel>[]>;
  readonly middleware: readonly Keyed<MiddlewareRole>[];
  readonly routeDecorators: readonly Keyed<{ readonly method: string; readonly path: number }>[];
  readonly bases: readonly Keyed<BaseRole>[];
  readonly decorators: readonly Keyed<BaseRole>[];
  readonly handlerTypes: readonly Keyed<true>[];
  readonly settingsBases: readonly Keyed<true>[];
}

/** Compiles the models. A model with a broken pattern throws with the model's name. */
export function createCatalog(models: readonly FrameworkModel[]): Catalog {
  const byModule = new Map<string, CompiledModel[]>();
  for (const model of models) {
    const compiled = compileModel(model);
    for (const module of model.modules) byModule.set(module, [...(byModule.get(module) ?? []), compiled]);
  }
  const modelsOf = (meaning: Meaning): readonly CompiledModel[] => {
    if (meaning.kind === 'external') return byModule.get(meaning.module) ?? [];
    return meaning.kind === 'global' ? (byModule.get('global') ?? []) : [];
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
  const normalise = (meaning: Meaning): Meaning => {
    if (meaning.kind !== 'external' && meaning.kind !== 'global') return meaning;
    let chain = meaning.chain;
    for (const compiled of modelsOf(meaning)) chain = normaliseChain(compiled, chain);
    return chain === meaning.chain ? meaning : { ...meaning, chain };
  };
  const lists = new Map<string, Readonly<Record<string, MiddlewareRole>>>(
    models.flatMap((model) => (model.middlewareLists ?? []).map((it) => [it.name, it.roles] as const)),
  );
  const routerTypes = new Map(
    models.flatMap((model) => model.modules.map((module) => [module, new Set(model.routerTypes ?? [])] as const)),
  );
  return {
    models,
    normalise,
    callsOf: (meaning, language) => {
      if (meaning.kind !== 'external' && meaning.kind !== 'global') return [];
      return modelsOf(meaning)
        .filter(({ model }) => model.languages.includes(language))
        .flatMap((compiled) => matchingCalls(compiled, meaning));
    },
    middlewareRole: (meaning) => lookUp(normalise(meaning), (it) => it.middleware)?.value,
    isRouter: (meaning) => {
      const found = normalise(meaning);
      return (
        found.kind === 'external' &&
        found.chain.at(-1) === '*' &&
        routerTypes.get(found.module)?.has(found.chain.slice(0, -1).join('.')) === true
      );
    },
    routeDecorator: (meaning) => {
      const found = lookUp(normalise(meaning), (it) => it.routeDecorators);
      return found ? { framework: found.framework, ...found.value } : undefined;
    },
    baseRole: (meaning) => lookUp(meaning, (it) => it.bases)?.value,
    decoratorRole: (meaning) => lookUp(meaning, (it) => it.decorators)?.value,
    isHandlerType: (meaning) => lookUp(meaning, (it) => it.handlerTypes) !== undefined,
    isSettingsBase: (meaning) => lookUp(meaning, (it) => it.settingsBases) !== undefined,
    middlewareListRole: (list, item) => {
      const roles = lists.get(list);
      return roles ? (roles[item] ?? 'other') : undefined;
    },
  };
}

function compileModel(model: FrameworkModel): CompiledModel {
  try {
    const keyed = <T>(table: Readonly<Record<string, T>> | undefined): Keyed<T>[] =>
      Object.entries(table ?? {}).map(([source, value]) => ({ pattern: compilePattern(source), value }));
    const calls = new Map<string, Keyed<CallModel>[]>();
    for (const call of model.calls ?? []) {
      for (const source of typeof call.on === 'string' ? [call.on] : call.on) {
        const pattern = compilePattern(source);
        for (const name of lastNames(pattern) ?? ['']) calls.set(name, [...(calls.get(name) ?? []), { pattern, value: call }]);
      }
    }
    return {
      model,
      types: Object.entries(model.types ?? {}).flatMap(([type, sources]) =>
        sources.map((source) => ({ pattern: compilePattern(source), value: type })),
      ),
      calls,
      middleware: keyed(model.middleware),
      routeDecorators: (model.routeDecorators ?? []).map(({ on, method, path }) => ({
        pattern: compilePattern(on),
        value: { method, path },
      })),
      bases: keyed(model.bases),
      decorators: keyed(model.decorators),
      handlerTypes: (model.handlerTypes ?? []).map((source) => ({ pattern: compilePattern(source), value: true as const })),
      settingsBases: (model.settingsBases ?? []).map((source) => ({ pattern: compilePattern(source), value: true as const })),
    };
  } catch (cause) {
    throw new Error(`framework model "${model.name}"`, { cause });
  }
}

function matchingCalls(compiled: CompiledModel, meaning: ExternalMeaning | GlobalMeaning): CallMatch[] {
  const last = meaning.chain.at(-1) ?? '';
  const candidates = [...(compiled.calls.get(last) ?? []), ...(compiled.calls.get('') ?? [])];
  // A call can be several things, such as a server's start that also ends in order, but each of them once.
  const found = new Map<CallModel['is'], CallModel>();
  for (const { pattern, value } of candidates)
    if (!found.has(value.is) && matchesChain(pattern, meaning.chain)) found.set(value.is, value);
  return [...found.values()].map((model) => ({ framework: compiled.model.name, model }));
}

/** Replaces, from left to right, each beginning that gives an instance of a type by that type. */
function normaliseChain(compiled: CompiledModel, chain: readonly string[]): readonly string[] {
  if (compiled.types.length === 0) return chain;
  let current = chain;
  for (let length = 1; length <= current.length; length += 1) {
    const head = current.slice(0, length);
    // `createClient` followed by `()` is decided at the call. What a call gives may be called or made an instance of again,
    // as with knex's `db('orders')` and mongoose's `new Order()`.
    if ((current[length] === '()' || current[length] === '*') && /^[\w$]/.test(head.at(-1) ?? '')) continue;
    const found = compiled.types.find((it) => matchesChain(it.pattern, head));
    if (!found) continue;
    const replaced = [...found.value.split('.'), '*'];
    if (replaced.join() === head.join()) continue;
    current = [...replaced, ...current.slice(length)];
    length = replaced.length;
  }
  return current;
}

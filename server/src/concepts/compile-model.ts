import type { CodeFacts } from '#facts/code-facts.ts';
import type { ExternalMeaning, GlobalMeaning } from '#link/meaning.ts';
import type { CallModel } from './call-model.ts';
import type { BaseRole, FrameworkModel } from './framework-model.ts';
import type { InputSource } from './kinds/input.ts';
import type { MiddlewareRole } from './kinds/routing.ts';
import { compilePattern, lastNames, matchesChain, type Pattern } from './pattern.ts';

/** A name of routers in a framework. */
export interface RouterName {
  readonly module: string;
  readonly type: string;
  /** Tells whether a file can mean the framework by the name. */
  readonly isAmong: (facts: CodeFacts) => boolean;
}

export interface CallMatch {
  readonly framework: string;
  readonly model: CallModel;
}

/** Something that a pattern stands for. */
export interface Keyed<T> {
  readonly pattern: Pattern;
  readonly value: T;
}

/** A model with its patterns ready to be matched. */
export interface CompiledModel {
  readonly model: FrameworkModel;
  readonly types: readonly Keyed<string>[];
  readonly transactions: readonly Pattern[];
  /** By the last name of the pattern; '' for patterns that can end with anything. */
  readonly calls: ReadonlyMap<string, readonly Keyed<CallModel>[]>;
  readonly middleware: readonly Keyed<MiddlewareRole>[];
  readonly routeDecorators: readonly Keyed<{ readonly method: string; readonly path: number }>[];
  readonly bases: readonly Keyed<BaseRole>[];
  readonly viewMembers: readonly Keyed<readonly string[]>[];
  readonly viewMethods: readonly Keyed<readonly string[] | 'argument'>[];
  readonly controllers: readonly Keyed<true>[];
  readonly chainDecorators: readonly Keyed<true>[];
  readonly versionDecorators: readonly Keyed<true>[];
  readonly injectables: readonly Keyed<true>[];
  readonly storedTypes: readonly Keyed<true>[];
  readonly decorators: readonly Keyed<BaseRole>[];
  readonly handlerTypes: readonly Keyed<true>[];
  readonly httpTypes: readonly Keyed<true>[];
  readonly inputs: readonly Keyed<InputSource>[];
  readonly inputParameters: readonly Keyed<InputSource>[];
  readonly settingsBases: readonly Keyed<true>[];
}

/** Makes the patterns of a model ready to be matched. */
export function compileModel(model: FrameworkModel): CompiledModel {
  try {
    const keyed = <T>(table: Readonly<Record<string, T>> | undefined): Keyed<T>[] =>
      Object.entries(table ?? {}).map(([source, value]) => ({ pattern: compilePattern(source), value }));
    const listed = (sources: readonly string[] | undefined): Keyed<true>[] =>
      (sources ?? []).map((source) => ({ pattern: compilePattern(source), value: true as const }));
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
      transactions: (model.transactions ?? []).map(compilePattern),
      middleware: keyed(model.middleware),
      routeDecorators: (model.routeDecorators ?? []).map(({ on, method, path }) => ({
        pattern: compilePattern(on),
        value: { method, path },
      })),
      bases: keyed(model.bases),
      viewMembers: keyed(model.viewMembers),
      viewMethods: keyed(model.viewMethods),
      controllers: listed(model.controllerDecorators),
      chainDecorators: listed(model.chainDecorators),
      injectables: listed(model.injectableDecorators),
      storedTypes: listed(model.storedTypes),
      versionDecorators: listed(model.versionDecorators),
      decorators: keyed(model.decorators),
      httpTypes: (model.httpTypes ?? []).map((source) => ({ pattern: compilePattern(source), value: true as const })),
      inputs: keyed(model.inputs),
      inputParameters: keyed(model.inputParameters),
      handlerTypes: (model.handlerTypes ?? []).map((source) => ({ pattern: compilePattern(source), value: true as const })),
      settingsBases: (model.settingsBases ?? []).map((source) => ({ pattern: compilePattern(source), value: true as const })),
    };
  } catch (cause) {
    throw new Error(`framework model "${model.name}"`, { cause });
  }
}

/** The calls of a model that a meaning is. */
export function matchingCalls(compiled: CompiledModel, meaning: ExternalMeaning | GlobalMeaning): CallMatch[] {
  const byName = compiled.calls.get(meaning.chain.at(-1) ?? '');
  const byShape = compiled.calls.get('');
  if (!byName && !byShape) return [];
  const candidates = [...(byName ?? []), ...(byShape ?? [])];
  // A call can be several things, such as a server's start that also ends in order, but each of them once.
  const found = new Map<CallModel['is'], CallModel>();
  for (const { pattern, value } of candidates)
    if (!found.has(value.is) && matchesChain(pattern, meaning.chain)) found.set(value.is, value);
  return [...found.values()].map((model) => ({ framework: compiled.model.name, model }));
}

/** The names that users of frameworks give to their routers, with what each may be. */
export function routerNamesOf(models: readonly FrameworkModel[]): Map<string, RouterName[]> {
  const found = new Map<string, RouterName[]>();
  const all = models.filter((it) => it.routerNames !== undefined);
  for (const model of all) {
    const own = new Set(model.modules);
    const others = new Set(all.flatMap((it) => (it === model ? [] : it.modules)).filter((it) => !own.has(it)));
    const isAmong = (facts: CodeFacts): boolean => {
      if (!model.languages.includes(facts.language)) return false;
      const modules = facts.imports.map((it) => (facts.language === 'python' ? (it.module.split('.')[0] ?? '') : it.module));
      if (modules.some((it) => own.has(it))) return true;
      return model.routerNames?.needsImport !== true && !modules.some((it) => others.has(it));
    };
    const [module = ''] = model.modules;
    const type = model.routerNames?.type ?? '';
    for (const name of model.routerNames?.names ?? []) found.set(name, [...(found.get(name) ?? []), { module, type, isAmong }]);
  }
  return found;
}

/** Replaces, from left to right, each beginning that gives an instance of a type by that type. */
export function normaliseChain(
  compiled: CompiledModel,
  chain: readonly string[],
  watch?: (head: readonly string[]) => void,
): readonly string[] {
  if (compiled.types.length === 0 && !watch) return chain;
  let current = chain;
  for (let length = 1; length <= current.length; length += 1) {
    const head = current.slice(0, length);
    watch?.(head);
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

import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import type { CallSite } from '../call-site.ts';
import type { Catalog } from '../catalog.ts';
import type { Concept } from '../concept.ts';
import type { TimeLimit } from '../kinds/time-limits.ts';

type Model = Extract<CallModel, { is: 'time-limit' }>;

/** A call that may be given a limit of time. */
export function liftTimeLimit(site: CallSite, model: Model): Concept[] {
  const { facts, call, linker } = site;
  const raw = linker.callee(facts.path, site.id);
  // What an instance was told when it was made, holds for its calls; a class of the workspace may set a limit of its own.
  if (raw.kind === 'external' && (raw.through !== undefined || model.notAfter?.some((it) => raw.chain.includes(it)) === true))
    return [];
  if (model.onlyAfter !== undefined && !(raw.kind === 'external' && raw.chain.includes(model.onlyAfter))) return [];
  if (model.of === 'call' && facts.language === 'go' && takesContexts(facts) && call.callee.path.at(-1) === 'Do') return [];
  const limit = isCutOff(facts, call) ? 'given' : limitOf(facts, call, model);
  return [
    {
      kind: 'time-limit',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      of: model.of,
      limit,
      name: call.callee.path.join('.'),
      isStream: isStream(call),
    },
  ];
}

/** A registration that sets the limit for all requests of a library. */
export function liftTimeLimitDefault(site: CallSite, model: Extract<CallModel, { is: 'time-limit-default' }>): Concept[] {
  const { facts, call } = site;
  const settings = objectOf(facts, call.scope, call.args[model.options]);
  const limit = !settings
    ? 'unknown'
    : settings.entries.some((it) => model.keys.includes(it.key))
      ? 'given'
      : settings.isOpen
        ? 'unknown'
        : 'none';
  return [{ kind: 'time-limit-default', framework: site.framework, scope: call.scope, span: call.span, call: site.id, limit }];
}

/** Limits that are assigned (`axios.defaults.timeout = …`) and fields of Go's clients and servers. */
export function liftWrittenTimeLimits(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return facts.language === 'go' ? goStructs(facts, linker, catalog) : assignedDefaults(facts, linker);
}

function assignedDefaults(facts: CodeFacts, linker: Linker): Concept[] {
  return facts.assignments.flatMap(({ target, scope, span }): Concept[] => {
    if (target.at(-1) !== 'timeout' || target.at(-2) !== 'defaults') return [];
    const meaning = linker.reference(facts.path, scope, target);
    const framework = meaning.kind === 'external' ? meaning.module : target[0];
    return framework === 'axios' ? [{ kind: 'time-limit-default', framework, scope, span, limit: 'given' }] : [];
  });
}

function goStructs(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  const modules = new Set(catalog.timeLimitedTypes.map((it) => it.module));
  if (!facts.imports.some((it) => modules.has(it.module))) return [];
  const found: Concept[] = [];
  for (const { object, scope, names } of structsOf(facts)) {
    const type = object.type && linker.reference(facts.path, scope, object.type);
    if (type?.kind !== 'external') continue;
    const model = catalog.timeLimitedTypes.find((it) => it.module === type.module && it.type === type.chain.join('.'));
    if (!model) continue;
    const isSet =
      object.entries.some((it) => model.keys.includes(it.key)) ||
      facts.assignments.some((it) => names.includes(it.target.at(-2) ?? '') && model.keys.includes(it.target.at(-1) ?? ''));
    if (model.of === 'client' && (takesContexts(facts) || !facts.calls.some((it) => SENDS.test(it.callee.path.at(-1) ?? ''))))
      continue;
    found.push({
      kind: 'time-limit',
      framework: model.framework,
      scope,
      span: object.span,
      of: model.of,
      limit: isSet ? 'given' : object.isOpen ? 'unknown' : 'none',
      name: object.type?.join('.') ?? model.type,
      isStream: false,
    });
  }
  return found;
}

/** Whether requests of the file bring the limit of their context with them. */
function takesContexts(facts: CodeFacts): boolean {
  return facts.calls.some((it) => /^(NewRequestWithContext|WithContext)$/.test(it.callee.path.at(-1) ?? ''));
}

const SENDS = /^(NewRequest|Get|Post|PostForm|Head)$/;

/** Every composite literal in a place that facts keep, with the names that it is given. */
function* structsOf(
  facts: CodeFacts,
): Generator<{ readonly object: ObjectValue; readonly scope: ScopeId; readonly names: readonly string[] }> {
  function* inside(value: Value, scope: ScopeId, names: readonly string[], depth: number): ReturnType<typeof structsOf> {
    if (value.kind === 'array' && depth < 4) for (const it of value.items) yield* inside(it, scope, [], depth + 1);
    if (value.kind !== 'object') return;
    if (value.type) yield { object: value, scope, names };
    if (depth < 4) for (const it of value.entries) yield* inside(it.value, scope, [it.key], depth + 1);
  }
  for (const { name, scope, origin } of facts.bindings)
    if (origin.kind === 'value') yield* inside(origin.value, scope, [name], 0);
  for (const { args, scope } of facts.calls) for (const it of args) yield* inside(it, scope, [], 0);
  for (const { values, scope } of facts.returns) for (const it of values) yield* inside(it, scope, [], 0);
  for (const { target, value, scope } of facts.assignments) yield* inside(value, scope, target.slice(-1), 0);
}

function limitOf(facts: CodeFacts, call: Call, model: Model): TimeLimit['limit'] {
  const named =
    call.keywords.find((it) => model.keys.includes(it.name))?.value ??
    (model.argument === undefined ? undefined : call.args[model.argument]);
  if (named) return isNothing(named) ? 'none' : 'given';
  if (call.isOpen) return 'unknown';
  const given = model.options === undefined ? undefined : call.args[model.options];
  // `axios(config)` takes all in one object, `axios(url, config)` in the second.
  const value = given ?? (model.options !== undefined && call.args[0]?.kind === 'object' ? call.args[0] : undefined);
  // `axios(request)` may be told all in a variable.
  if (
    !value &&
    model.options === 1 &&
    call.args.length === 1 &&
    call.args[0]?.kind === 'reference' &&
    !/^(get|delete|head|options|fetch|got)$/.test(call.callee.path.at(-1) ?? '')
  )
    return 'unknown';
  if (!value) return model.absent;
  const options = objectOf(facts, call.scope, value);
  if (!options) return 'unknown';
  const found = options.entries.find((it) => model.keys.includes(it.key));
  if (found) return isNothing(found.value) ? 'none' : 'given';
  return options.isOpen ? 'unknown' : model.absent;
}

/** `http.get(url).pipe(timeout(5_000))`, `Promise.race([fetch(url), after(5_000)])`, `asyncio.wait_for(…)`, `async with asyncio.timeout(10)`. */
function isCutOff(facts: CodeFacts, call: Call): boolean {
  const fn = enclosingFunction(facts, call.scope)?.id;
  return facts.calls.some(
    (it) =>
      CUTS_OFF.test(it.callee.path.join('.')) &&
      enclosingFunction(facts, it.scope)?.id === fn &&
      it.span.start < call.span.end + 2_000,
  );
}

const CUTS_OFF =
  /^(timeout|Promise\.race|pTimeout|withTimeout|(asyncio\.)?(wait_for|timeout)|anyio\.(fail_after|move_on_after)|async_timeout\.timeout)$/;

function isNothing(value: Value): boolean {
  return value.kind === 'literal' && (value.value === null || value.value === false || value.value === 0);
}

function isStream(call: Call): boolean {
  const options = call.args.flatMap((it) => (it.kind === 'object' ? it.entries : []));
  return [...call.keywords.map((it) => ({ key: it.name, value: it.value })), ...options].some(
    ({ key, value }) =>
      (key === 'stream' && value.kind === 'literal' && value.value === true) ||
      (key === 'responseType' && value.kind === 'literal' && value.value === 'stream'),
  );
}

function objectOf(facts: CodeFacts, scope: ScopeId, value: Value | undefined): ObjectValue | undefined {
  if (value?.kind === 'object') return value;
  if (value?.kind !== 'reference' || value.path.length !== 1) return undefined;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const here = at;
    if (facts.scopes[at]?.fn?.parameters.some((it) => it.name === value.path[0])) return undefined;
    const found = facts.bindings.find((it) => it.scope === here && it.name === value.path[0])?.origin;
    if (found) return found.kind === 'value' && found.value.kind === 'object' ? { ...found.value, isOpen: true } : undefined;
  }
  return undefined;
}

import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';

/** A store that is written to the browser's storage as a whole: one write of an object with the names of its state. */
export function liftPersisted(site: CallSite, model: Extract<CallModel, { is: 'persisted-store' }>): Concept[] {
  const settings = objectOf(site.facts, site.call.args[model.settings]);
  if (!settings) return [];
  const entry = (name: string): Value | undefined => settings.entries.find((it) => it.key === name)?.value;
  const switched = model.switch === undefined ? undefined : entry(model.switch);
  if (model.switch !== undefined && (switched === undefined || (switched.kind === 'literal' && switched.value !== true)))
    return [];
  const store = storeOf(site, model, entry('storage'));
  if (!store) return [];
  const only = names(entry('whitelist')) ?? names(entry('paths')) ?? names(entry('pick'));
  const except = names(entry('blacklist')) ?? names(entry('omit')) ?? [];
  const part = entry('partialize');
  const state = model.switch === undefined ? site.call.args[model.state] : entry('state');
  const kept = statesOf(site, part ?? state)
    .filter(({ path: [slice = ''] }) => !except.includes(slice) && (only === undefined || only.includes(slice)))
    .map(({ path, value }) => ({ key: path.at(-1) ?? '', value, span: value.span }));
  if (kept.length === 0) return [];
  return [
    {
      kind: 'web-storage-write',
      framework: site.framework,
      scope: site.call.scope,
      span: site.call.span,
      call: site.id,
      store,
      value: { kind: 'object', entries: kept, isOpen: false, span: site.call.span },
    },
  ];
}

interface State {
  /** `auth`, `token` for the token of the slice `auth`. */
  readonly path: readonly string[];
  readonly value: Value;
}

/** What a store holds: an object, a function that gives one, a reducer with its slices. */
function statesOf(site: CallSite, value: Value | undefined): State[] {
  const { facts } = site;
  switch (value?.kind) {
    case 'object':
      return value.entries.map((it) => ({ path: [it.key], value: it.value }));
    case 'function':
      return facts.returns.filter((it) => it.scope === value.scope).flatMap((it) => statesOf(site, it.values[0]));
    case 'call': {
      const call = facts.calls[value.call];
      if (call?.callee.path.at(-1) !== 'combineReducers') return statesOfSlice(facts, call);
      const slices = call.args[0]?.kind === 'object' ? call.args[0].entries : [];
      return slices.flatMap((slice) => statesOf(site, slice.value).map((it) => ({ ...it, path: [slice.key, ...it.path] })));
    }
    case 'reference': {
      const [head = ''] = value.path;
      const own = facts.bindings.find((it) => it.scope === 0 && it.name === head)?.origin;
      if (own?.kind === 'value') return statesOf(site, own.value);
      return importedStates(site, head);
    }
    default:
      return [];
  }
}

/** The slice of another file. Its state counts where it is a constant of that file, which is all that others can see of it. */
function importedStates(site: CallSite, name: string): State[] {
  const { facts, linker } = site;
  const index = facts.imports.findIndex((it) => it.local === name);
  const resolution = index < 0 ? undefined : linker.resolution(facts.path, index);
  const other = resolution?.kind === 'file' ? linker.folder.files.get(resolution.path) : undefined;
  if (other?.kind !== 'code') return [];
  return other.bindings.flatMap((it) => {
    if (it.scope !== 0 || !/^initial\w*State$|^initialState$|^defaultState$/.test(it.name) || it.origin.kind !== 'value')
      return [];
    return it.origin.value.kind === 'object'
      ? it.origin.value.entries.map((entry) => ({ path: [entry.key], value: entry.value }))
      : [];
  });
}

/** `createSlice({ initialState: … })`. */
function statesOfSlice(facts: CodeFacts, call: Call | undefined): State[] {
  const state = call && objectOf(facts, keyword(call, 'initialState'));
  return state?.entries.map((it) => ({ path: [it.key], value: it.value })) ?? [];
}

function storeOf(
  site: CallSite,
  model: Extract<CallModel, { is: 'persisted-store' }>,
  storage: Value | undefined,
): 'localStorage' | 'sessionStorage' | undefined {
  const { facts } = site;
  if (storage === undefined) return model.hasDefaultStorage ? 'localStorage' : undefined;
  const mentions =
    storage.kind === 'reference'
      ? [storage.path[0] ?? '', ...facts.imports.filter((it) => it.local === storage.path[0]).map((it) => it.module)]
      : storage.kind === 'call'
        ? (facts.calls[storage.call]?.mentions ?? [])
        : [];
  if (mentions.some((it) => /sessionStorage$|storage\/session$/.test(it))) return 'sessionStorage';
  return mentions.some((it) => /localStorage$|^redux-persist\/(lib|es)\/storage$/.test(it)) ? 'localStorage' : undefined;
}

function objectOf(facts: CodeFacts, value: Value | undefined): Extract<Value, { kind: 'object' }> | undefined {
  if (value?.kind === 'object') return value;
  if (value?.kind !== 'reference' || value.path.length !== 1) return undefined;
  const origin = facts.bindings.find((it) => it.name === value.path[0])?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'object' ? origin.value : undefined;
}

function names(value: Value | undefined): string[] | undefined {
  if (value?.kind !== 'array') return undefined;
  return value.items.flatMap((it) => (it.kind === 'literal' && typeof it.value === 'string' ? [it.value] : []));
}

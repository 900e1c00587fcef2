import type { Binding, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { FileState } from './file-states.ts';
import { type Meaning, UNKNOWN } from './meaning.ts';
import { instanceOf, push, typeArgs } from './meaning-steps.ts';
import { type Declaration, enclosingOwner, findDeclaration, receiverName } from './names.ts';
import type { Trail } from './trail.ts';

/** What a name or member chain stands for, seen from a scope. */
export function referenceMeaning(trail: Trail, state: FileState, scope: ScopeId, names: readonly string[]): Meaning {
  const [head, ...rest] = names;
  if (head === undefined) return UNKNOWN;
  if (head === 'this' || head === receiverName(state.facts, scope)) {
    const owner = enclosingOwner(state.facts, scope);
    return owner === undefined
      ? UNKNOWN
      : trail.members({ kind: 'local', file: state.facts.path, name: owner, chain: ['*'] }, rest);
  }
  if (head === 'arguments' && rest[0] !== undefined) return destructuredMeaning(trail, state, scope, rest);
  const declaration = findDeclaration(state.facts, state.table, scope, head);
  if (declaration) return trail.members(declaredMeaning(trail, state, declaration), rest);
  if (state.facts.language === 'go') {
    for (const sibling of trail.around(state.facts.path)) {
      const found = sibling.table.scopes.get(0)?.get(head);
      if (found?.kind === 'binding') return trail.members(declaredMeaning(trail, sibling, found), rest);
    }
  }
  return { kind: 'global', chain: [...names] };
}

/** What the result of an expression stands for. */
export function valueMeaning(trail: Trail, state: FileState, scope: ScopeId, value: Value): Meaning {
  switch (value.kind) {
    case 'reference':
      return referenceMeaning(trail, state, scope, value.path);
    case 'call': {
      const call = state.facts.calls[value.call];
      return call ? trail.members(trail.result(state, value.call, call), value.path) : UNKNOWN;
    }
    case 'object':
      // Go's `server := &server{…}` means the type of the package, not the variable.
      return value.type ? instanceOf(referenceMeaning(trail, state, 0, value.type)) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** What a declaration makes of its name. */
export function declaredMeaning(trail: Trail, state: FileState, declaration: Declaration): Meaning {
  switch (declaration.kind) {
    case 'import':
      return trail.imported(state, declaration.index);
    case 'parameter':
      return parameterMeaning(trail, state, declaration.scope, declaration.parameter, declaration.index);
    case 'binding': {
      const known = state.bindings?.get(declaration.binding);
      if (known) return known;
      const { binding } = declaration;
      const keep = (meaning: Meaning): void => {
        state.bindings ??= new Map();
        state.bindings.set(binding, meaning);
      };
      return trail.remembered(binding, () => bindingMeaning(trail, state, binding), keep);
    }
  }
}

function bindingMeaning(trail: Trail, state: FileState, binding: Binding): Meaning {
  const here: Meaning =
    binding.scope === 0 || binding.declares === 'class' || binding.declares === 'function'
      ? { kind: 'local', file: state.facts.path, name: binding.name, chain: [] }
      : UNKNOWN;
  if (binding.declares === 'class') return classMeaning(trail, here);
  if (binding.type && binding.type.path.length > 0) {
    const typed = trail.typed(state, binding.scope, binding.type);
    if (typed.kind === 'external') return typed;
    if (typed.kind === 'local') return typed;
  }
  const { origin } = binding;
  switch (origin.kind) {
    case 'value': {
      const meaning = valueMeaning(trail, state, binding.scope, origin.value);
      return meaning.kind === 'unknown' ? here : meaning;
    }
    case 'part':
      return partMeaning(trail, state, binding.scope, origin.value, origin.path);
    case 'element':
      return trail.members(valueMeaning(trail, state, binding.scope, origin.value), ['[]']);
    case 'type':
      return here;
    default:
      return here;
  }
}

/** A class of the workspace is what it extends, where that is external. */
function classMeaning(trail: Trail, meaning: Meaning): Meaning {
  const found = trail.classOf(meaning);
  if (!found || meaning.kind !== 'local') return meaning;
  return trail.guarded(found.declaration, () => {
    for (const base of found.declaration.bases) {
      const state = trail.state(found.path);
      const parent = state && base.path.length > 0 ? referenceMeaning(trail, state, 0, base.path) : UNKNOWN;
      if (parent.kind !== 'external') continue;
      return { ...parent, through: { file: found.path, name: found.declaration.name }, ...typeArgs(base) };
    }
    return meaning;
  });
}

function partMeaning(trail: Trail, state: FileState, scope: ScopeId, value: Value, path: readonly string[]): Meaning {
  const index = Number(path[0] ?? 0);
  if (value.kind === 'call' && value.path.length === 0 && path.length <= 1 && Number.isInteger(index)) {
    const fn = trail.functionOf(trail.callee(state.facts.path, value.call));
    const result = fn ? trail.resultOf(fn.path, fn.scope, index) : UNKNOWN;
    if (result.kind !== 'unknown') return result;
  }
  return trail.members(valueMeaning(trail, state, scope, value), path);
}

function parameterMeaning(trail: Trail, state: FileState, scope: ScopeId, parameter: Parameter, index: number): Meaning {
  const typed = parameter.type && parameter.type.path.length > 0 ? trail.typed(state, scope, parameter.type) : UNKNOWN;
  if (typed.kind === 'external') return typed;
  const injected = injectedMeaning(trail, state, scope, parameter);
  if (injected.kind !== 'unknown') return injected;
  if (typed.kind !== 'unknown') return typed;
  const at = state.facts.scopes[scope]?.fn?.argumentOf;
  if (!at) return UNKNOWN;
  const callee = trail.callee(state.facts.path, at.call);
  return callee.kind === 'external' ? push(callee, `(${at.index}:${index})`) : UNKNOWN;
}

/** A part of a destructured parameter: the extractor writes `arguments.0.name`. */
function destructuredMeaning(trail: Trail, state: FileState, scope: ScopeId, path: readonly string[]): Meaning {
  const index = Number(path[0]);
  const fn = state.facts.scopes[scope]?.fn;
  const parameter = fn?.parameters[index];
  return parameter ? trail.members(parameterMeaning(trail, state, scope, parameter, index), path.slice(1)) : UNKNOWN;
}

function injectedMeaning(trail: Trail, state: FileState, scope: ScopeId, parameter: Parameter): Meaning {
  const candidates = [parameter.defaultValue, ...(parameter.type?.annotations ?? [])];
  for (const value of candidates) {
    const call = value?.kind === 'call' ? state.facts.calls[value.call] : undefined;
    if (value?.kind !== 'call' || !call) continue;
    const result = trail.provided(state, scope, trail.callee(state.facts.path, value.call), call);
    if (result.kind === 'external') return result;
  }
  return UNKNOWN;
}

import type { Path } from '#base/paths.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { FileState } from './file-states.ts';
import { type Meaning, UNKNOWN } from './meaning.ts';
import { external, instanceOf, push } from './meaning-steps.ts';
import { enclosingFunction } from './names.ts';
import { resolveImport } from './resolve-import.ts';
import type { Trail } from './trail.ts';

/** What a call names; unknown where the code does not say. */
export function calleeMeaning(trail: Trail, state: FileState, call: Call): Meaning {
  const { receiver, path, opaque } = call.callee;
  if (opaque) return UNKNOWN;
  if (receiver === undefined) return path.length > 0 ? trail.reference(state, call.scope, path) : UNKNOWN;
  const inner = state.facts.calls[receiver];
  return inner ? trail.members(resultOfCall(trail, state, receiver, inner), path) : UNKNOWN;
}

/** What a call gives. */
export function resultOfCall(trail: Trail, state: FileState, id: CallId, call: Call): Meaning {
  const required = requiredMeaning(trail, state, call);
  if (required) return required;
  const callee = trail.callee(state.facts.path, id);
  if (call.form === 'new') return instanceOf(callee);
  const made = madeByNew(trail, state, call, callee);
  if (made) return made;
  const provided = providedMeaning(trail, state, call.scope, callee, call);
  return provided.kind === 'unknown' ? calledMeaning(trail, callee, state.facts.language === 'python') : provided;
}

/** Go's `new(store.Orders)` gives an instance of the type that it is told. */
function madeByNew(trail: Trail, state: FileState, call: Call, callee: Meaning): Meaning | undefined {
  const [type] = call.args;
  if (state.facts.language !== 'go' || callee.kind !== 'global' || callee.chain.join('.') !== 'new') return undefined;
  if (type?.kind !== 'reference' || type.path.length === 0) return undefined;
  const instance = instanceOf(trail.reference(state, call.scope, type.path));
  return instance.kind === 'external' || instance.kind === 'local' ? instance : undefined;
}

function calledMeaning(trail: Trail, callee: Meaning, isPython: boolean): Meaning {
  switch (callee.kind) {
    case 'unknown':
      return UNKNOWN;
    case 'global':
      return { kind: 'global', chain: [...callee.chain, '()'] };
    case 'external':
      // In Python a call of a capitalised name makes an instance.
      return isPython && /^[A-Z]/.test(callee.chain.at(-1) ?? '') ? instanceOf(callee) : push(callee, '()');
    case 'local': {
      if (callee.chain.length === 0 && trail.classOf(callee)) return instanceOf(callee);
      const fn = trail.functionOf(callee);
      const result = fn ? resultOfFunction(trail, fn.path, fn.scope, 0) : UNKNOWN;
      return result.kind === 'unknown' ? push(callee, '()') : result;
    }
  }
}

/** What `require('x')` gives where it stands in an expression. */
function requiredMeaning(trail: Trail, state: FileState, { callee, args }: Call): Meaning | undefined {
  const [name] = args;
  if (callee.receiver !== undefined || callee.path.length !== 1 || callee.path[0] !== 'require') return undefined;
  if (name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
  const module = name.value;
  const resolution = resolveImport(trail.folder, state.facts, { module, imported: 'default' });
  if (resolution.kind === 'package') return external(module, 'default');
  return resolution.kind === 'file' ? trail.guarded(name, () => trail.exported(resolution.path, 'default')) : UNKNOWN;
}

/** The meaning of result number `index` of a declared function: its written type, else its only returned value. */
export function resultOfFunction(trail: Trail, path: Path, scope: ScopeId, index: number): Meaning {
  const state = trail.state(path);
  const fn = state?.facts.scopes[scope]?.fn;
  if (!state || !fn) return UNKNOWN;
  return trail.guarded(fn, () => {
    const type = fn.results[index];
    if (type && type.path.length > 0) {
      const typed = trail.typed(state, scope, type);
      if (typed.kind !== 'unknown') return typed;
    }
    const returns = state.facts.returns.filter(
      (it) => it.scope === scope || enclosingFunction(state.facts, it.scope)?.id === scope,
    );
    const values = returns.map((it) => it.values[index]).filter((it) => it !== undefined && it.kind !== 'literal');
    const only = values.length === 1 ? values[0] : undefined;
    return only ? trail.value(state, scope, only) : UNKNOWN;
  });
}

/** What an injector gives: FastAPI's `Depends(get_db)`, Angular's `inject(HttpClient)`, TypeDI's `Container.get(OrderService)`. */
export function providedMeaning(trail: Trail, state: FileState, scope: ScopeId, callee: Meaning, call: Call): Meaning {
  if (callee.kind !== 'external') return UNKNOWN;
  const injector = trail.injectors.find((it) => it.module === callee.module && it.name === callee.chain.join('.'));
  const provider = injector ? call.args[injector.argument] : undefined;
  return provider?.kind === 'reference' ? calledMeaning(trail, trail.reference(state, scope, provider.path), true) : UNKNOWN;
}

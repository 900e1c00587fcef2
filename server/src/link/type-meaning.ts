import type { ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { FileState } from './file-states.ts';
import { type Meaning, UNKNOWN } from './meaning.ts';
import { instanceOf, typeArgs } from './meaning-steps.ts';
import { findDeclaration } from './names.ts';
import type { Trail } from './trail.ts';

/** What an instance of a written type stands for, through aliases. */
export function typedMeaning(trail: Trail, state: FileState, scope: ScopeId, type: TypeReference): Meaning {
  if (type.path.at(-1) === 'Annotated' && type.args[0]) return typedMeaning(trail, state, scope, type.args[0]);
  if (type.path.length === 0) return UNKNOWN;
  return trail.guarded(type, () => {
    const alias = typeAlias(trail, state, scope, type.path);
    if (alias) return typedMeaning(trail, alias.state, 0, alias.type);
    const named = trail.reference(state, scope, type.path);
    if (named.kind === 'global') return UNKNOWN;
    const instance = instanceOf(named);
    return instance.kind === 'external' ? { ...instance, ...typeArgs(type) } : instance;
  });
}

/** Follows a name to a type alias, also one that is imported. */
function typeAlias(
  trail: Trail,
  state: FileState,
  scope: ScopeId,
  path: readonly string[],
): { readonly state: FileState; readonly type: TypeReference } | undefined {
  const head = path.length === 1 ? path[0] : undefined;
  const declaration = head === undefined ? undefined : findDeclaration(state.facts, state.table, scope, head);
  if (declaration?.kind === 'binding' && declaration.binding.origin.kind === 'type')
    return { state, type: declaration.binding.origin.type };
  if (declaration?.kind !== 'import') return undefined;
  const resolution = trail.resolution(state.facts.path, declaration.index);
  const other = resolution.kind === 'file' ? trail.state(resolution.path) : undefined;
  const found = other?.table.scopes.get(0)?.get(declaration.import.imported);
  if (!other || found?.kind !== 'binding' || found.binding.origin.kind !== 'type') return undefined;
  return { state: other, type: found.binding.origin.type };
}

import type { Path } from '#base/paths.ts';
import type { ClassDeclaration, ScopeId } from '#facts/code-facts.ts';
import type { Meaning } from './meaning.ts';
import type { Trail } from './trail.ts';

/** The function that a meaning names, where the workspace declares it: `OrderService*.place`, `createOrder`. */
export function functionOf(trail: Trail, meaning: Meaning): { readonly path: Path; readonly scope: ScopeId } | undefined {
  if (meaning.kind !== 'local') return undefined;
  const names = meaning.chain.filter((step) => step !== '*');
  // What a function gives, or an instance of a class, is not that function.
  if (names.length === 0 && meaning.chain.length > 0) return undefined;
  for (const state of trail.around(meaning.file)) {
    if (names.length === 0) {
      const declaration = state.table.scopes.get(0)?.get(meaning.name);
      // `exports.list = async (req, res) => …` declares no name.
      const exported = declaration ? undefined : state.facts.exports.find((it) => it.name === meaning.name)?.value;
      if (exported?.kind === 'function') return { path: state.facts.path, scope: exported.scope };
      if (declaration?.kind !== 'binding') continue;
      const { origin } = declaration.binding;
      if (origin.kind === 'function') return { path: state.facts.path, scope: origin.scope };
      if (origin.kind === 'value' && origin.value.kind === 'function')
        return { path: state.facts.path, scope: origin.value.scope };
    }
    if (names.length === 1) {
      const scope = state.table.methods.get(`${meaning.name}.${names[0]}`);
      if (scope !== undefined) return { path: state.facts.path, scope };
      const declaration = state.table.scopes.get(0)?.get(meaning.name);
      const origin = declaration?.kind === 'binding' ? declaration.binding.origin : undefined;
      const entry =
        origin?.kind === 'value' && origin.value.kind === 'object'
          ? origin.value.entries.find((it) => it.key === names[0])
          : undefined;
      if (entry?.value.kind === 'function') return { path: state.facts.path, scope: entry.value.scope };
    }
  }
  return undefined;
}

/** The class that a meaning names; climbs nothing. */
export function classOf(
  trail: Trail,
  meaning: Meaning,
): { readonly path: Path; readonly declaration: ClassDeclaration } | undefined {
  const declared = meaning.kind === 'local' ? meaning : meaning.kind === 'external' ? meaning.through : undefined;
  if (!declared) return undefined;
  for (const state of trail.around(declared.file)) {
    const declaration = state.table.classes.get(declared.name);
    if (declaration) return { path: state.facts.path, declaration };
  }
  return undefined;
}

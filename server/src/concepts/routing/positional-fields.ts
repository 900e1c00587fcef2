import type { Path } from '#base/paths.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { ArrayValue, Value } from '#facts/value.ts';
import { follow } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';

interface Place {
  readonly path: Path;
  readonly scope: ScopeId;
}

/**
 * The items of a list with the names of their fields, where Go's literals leave them out: `Route{"GET", "/orders", list}`. The type of an item is
 * its own, or what the list's type holds: `type Routes []Route`. An item whose struct is not known stays as it is.
 */
export function withFieldNames(linker: Linker, place: Place, list: ArrayValue): readonly Value[] {
  if (!list.items.some((it) => it.kind === 'array')) return list.items;
  const held = list.type && heldType(linker, place, list.type);
  return list.items.map((it) => {
    if (it.kind !== 'array' || it.isOpen) return it;
    const names = fieldNames(linker, place, it) ?? (held && fieldNames(linker, held.place, { ...it, type: held.type }));
    if (names?.length !== it.items.length) return it;
    const entries = it.items.map((value, index) => ({ key: names[index] ?? '', value, span: value.span }));
    return { kind: 'object', entries, isOpen: false, span: it.span };
  });
}

function fieldNames(linker: Linker, { path, scope }: Place, { type, span }: ArrayValue): readonly string[] | undefined {
  if (!type || type.length === 0) return undefined;
  const written = { path: type, args: [], text: type.join('.'), span };
  const found = linker.classOf(linker.typed(path, scope, written))?.declaration;
  // What is embedded is a field too, and where it stands among the others is not known.
  return found?.form === 'struct' && found.bases.length === 0 ? found.fields.map((it) => it.name) : undefined;
}

/** What a type with a name holds that is a slice: `type Routes []Route`. */
function heldType(
  linker: Linker,
  { path, scope }: Place,
  type: readonly string[],
): { readonly place: Place; readonly type: readonly string[] } | undefined {
  const found = follow(linker, path, scope, type);
  if (found?.kind !== 'variable' || found.binding.origin.kind !== 'type') return undefined;
  const [held] = found.binding.origin.type.path.length === 0 ? found.binding.origin.type.args : [];
  return held && held.path.length > 0 ? { place: { path: found.path, scope: 0 }, type: held.path } : undefined;
}

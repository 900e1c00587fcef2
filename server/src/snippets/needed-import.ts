import type { ImportedName, ModuleImport } from './section.ts';

/** An import that a body needs. `isOwn`: of the project's own module, so that the same name from any other own module will do. */
export interface NeededImport extends ModuleImport {
  readonly isOwn?: boolean;
}

/** The name under which the file knows it. */
export function localOf(name: ImportedName): string {
  return typeof name === 'string' ? name : (name.as ?? name.name);
}

/** The name that the module exports. */
export function nameOf(name: ImportedName): string {
  return typeof name === 'string' ? name : name.name;
}

export function isTypeName(name: ImportedName): boolean {
  return typeof name !== 'string' && name.type === true;
}

/** One request per module and form: names of the same module are joined, a value wins over a type of the same name. */
export function joinImports(imports: readonly NeededImport[]): NeededImport[] {
  const joined = new Map<string, NeededImport>();
  for (const it of imports.map(withTypeOnNames)) {
    const key = `${it.module} ${it.namespace ?? ''} ${it.type ?? ''}`;
    const there = joined.get(key);
    if (there === undefined) joined.set(key, it);
    else {
      const names = joinNames([...(there.names ?? []), ...(it.names ?? [])]);
      const defaultName = there.default ?? it.default;
      joined.set(key, {
        ...there,
        ...(defaultName === undefined ? {} : { default: defaultName }),
        ...(names.length === 0 ? {} : { names }),
      });
    }
  }
  return [...joined.values()];
}

/** `type` on the whole import becomes `type` on each name, where it has nothing but names. */
function withTypeOnNames(it: NeededImport): NeededImport {
  if (it.type !== true || it.names === undefined || it.default !== undefined || it.namespace !== undefined) return it;
  const { type: _, ...rest } = it;
  return { ...rest, names: it.names.map((name) => (typeof name === 'string' ? { name, type: true } : { ...name, type: true })) };
}

function joinNames(names: readonly ImportedName[]): ImportedName[] {
  const byLocal = new Map<string, ImportedName>();
  for (const name of names) {
    const there = byLocal.get(localOf(name));
    if (there === undefined || isTypeName(there)) byLocal.set(localOf(name), name);
  }
  return [...byLocal.values()];
}

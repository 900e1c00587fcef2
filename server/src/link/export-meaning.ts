import type { Path } from '#base/paths.ts';
import type { ExportedNames, FileState } from './file-states.ts';
import type { Folder } from './folder.ts';
import { type Meaning, type Resolution, UNKNOWN } from './meaning.ts';
import { external, pythonExternal } from './meaning-steps.ts';
import { resolveImport } from './resolve-import.ts';
import { isImportedModule } from './resolve-python-import.ts';
import type { Trail } from './trail.ts';

interface Reexport {
  readonly module: string;
  readonly imported: string;
}

/** What an import brings. */
export function importedMeaning(trail: Trail, state: FileState, index: number): Meaning {
  const it = state.facts.imports[index];
  if (!it) return UNKNOWN;
  const known = state.imported[index];
  if (known) return known;
  const resolution = trail.resolution(state.facts.path, index);
  switch (resolution.kind) {
    case 'missing':
      return UNKNOWN;
    case 'folder':
      return { kind: 'local', file: resolution.files[0] ?? '', name: '*', chain: [] };
    case 'package':
      return state.facts.language === 'python'
        ? pythonExternal(it.module, it.imported, it.local)
        : external(it.module, it.imported);
    case 'file': {
      const isModule =
        it.imported === '*' ||
        (state.facts.language === 'python' &&
          (isImportedModule(resolution.path, state.facts.path, it) || !hasExport(trail, resolution.path, it.imported)));
      if (isModule) return { kind: 'local', file: resolution.path, name: '*', chain: [] };
      const keep = (meaning: Meaning) => {
        state.imported[index] = meaning;
      };
      return trail.remembered(it, () => exportedMeaning(trail, resolution.path, it.imported), keep);
    }
  }
}

/** What a file exports under a name, through re-exports. */
export function exportedMeaning(trail: Trail, path: Path, name: string): Meaning {
  const state = trail.state(path);
  if (!state) return UNKNOWN;
  const known = state.exported?.get(name);
  if (known) return known;
  const keep = (meaning: Meaning): void => {
    state.exported ??= new Map();
    state.exported.set(name, meaning);
  };
  return trail.kept(() => findExported(trail, state, name), keep);
}

function findExported(trail: Trail, state: FileState, name: string): Meaning {
  const { facts, table } = state;
  const { path } = facts;
  if (facts.language === 'python' || facts.language === 'go') {
    for (const around of trail.around(path)) {
      const declaration = around.table.scopes.get(0)?.get(name);
      if (declaration && (facts.language === 'python' || declaration.kind === 'binding'))
        return trail.declared(around, declaration);
    }
    return UNKNOWN;
  }
  const found = table.exports.get(name);
  if (found?.from) {
    const { module, imported } = found.from;
    return trail.guarded(found, () => reexportedMeaning(trail, state, module, imported));
  }
  if (found?.local !== undefined) {
    const declaration = table.scopes.get(0)?.get(found.local);
    return declaration ? trail.declared(state, declaration) : { kind: 'local', file: path, name: found.local, chain: [] };
  }
  if (found?.value) {
    const meaning = trail.value(state, 0, found.value);
    return meaning.kind === 'unknown' ? { kind: 'local', file: path, name, chain: [] } : meaning;
  }
  if (found) return { kind: 'local', file: path, name, chain: [] };
  for (const it of table.wholeReexports) {
    if (!it.from || !mayLeadTo(trail, state, it.from, name)) continue;
    const { module } = it.from;
    const meaning = trail.guarded(it, () => reexportedMeaning(trail, state, module, name));
    if (meaning.kind !== 'unknown') return meaning;
  }
  // `const x = require('./a')` of a file that exports names one by one is its namespace.
  if (name === 'default' && facts.exports.length > 0) return { kind: 'local', file: path, name: '*', chain: [] };
  return name === 'default' ? UNKNOWN : filledMember(trail, state, name);
}

/** `const { Order } = require('./models')` of a file that fills an object and exports it whole: `module.exports = db`. */
function filledMember(trail: Trail, { facts, table }: FileState, name: string): Meaning {
  const whole = facts.exports.find((it) => it.name === 'default')?.local;
  const declaration = whole === undefined ? undefined : table.scopes.get(0)?.get(whole);
  const origin = declaration?.kind === 'binding' ? declaration.binding.origin : undefined;
  if (whole === undefined || origin?.kind !== 'value' || origin.value.kind !== 'object') return UNKNOWN;
  return trail.members({ kind: 'local', file: facts.path, name: whole, chain: [] }, [name]);
}

function hasExport(trail: Trail, path: Path, name: string): boolean {
  const state = trail.state(path);
  return state !== undefined && (state.table.scopes.get(0)?.has(name) === true || state.table.exports.has(name));
}

function reexportedMeaning(trail: Trail, state: FileState, module: string, imported: string): Meaning {
  const resolution = reexportResolution(trail.folder, state, { module, imported });
  if (resolution.kind === 'file') {
    return imported === '*'
      ? { kind: 'local', file: resolution.path, name: '*', chain: [] }
      : exportedMeaning(trail, resolution.path, imported);
  }
  return resolution.kind === 'package' ? external(module, imported) : UNKNOWN;
}

/** Tells whether what `export *` leads to can have a name; a barrel has many of them, and most lead elsewhere. */
function mayLeadTo(trail: Trail, state: FileState, from: Reexport, name: string): boolean {
  const resolution = reexportResolution(trail.folder, state, { ...from, imported: '*' });
  if (resolution.kind !== 'file') return true;
  const target = trail.state(resolution.path);
  if (!target) return false;
  const { names, isOpen } = exportedNames(trail, target);
  return isOpen || names.has(name);
}

function exportedNames(trail: Trail, state: FileState): ExportedNames {
  if (state.exportedNames) return state.exportedNames;
  // Who comes back here while the names are being gathered cannot rely on them.
  state.exportedNames = { names: new Set(), isOpen: true };
  const { exports, wholeReexports } = state.table;
  const names = new Set(exports.keys());
  // A file that fills an object and exports it whole has names that are not written as exports.
  let isOpen = exports.has('default') || state.facts.language === 'python' || state.facts.language === 'go';
  for (const { from } of wholeReexports) {
    const resolution = from && reexportResolution(trail.folder, state, { ...from, imported: '*' });
    const target = resolution?.kind === 'file' ? trail.state(resolution.path) : undefined;
    const theirs = target && exportedNames(trail, target);
    for (const name of theirs?.names ?? []) names.add(name);
    isOpen ||= theirs?.isOpen !== false;
  }
  state.exportedNames = { names, isOpen };
  return state.exportedNames;
}

/** Where a re-export of a file leads. */
export function reexportResolution(folder: Folder, state: FileState, from: Reexport): Resolution {
  const key = `${from.module} ${from.imported}`;
  state.reexports ??= new Map();
  const resolution = state.reexports.get(key) ?? resolveImport(folder, state.facts, from);
  state.reexports.set(key, resolution);
  return resolution;
}

import { LayeredMap } from '#base/layered-map.ts';
import type { Path } from '#base/paths.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Workspace } from './workspace.ts';

/**
 * Computes something once for as long as nothing changes that files show of themselves: routes, exports, roles, visible concepts. An edit
 * inside a function leaves it as it is, so `compute` must not look at what only the file itself sees.
 */
export function perVisibleState<V>(compute: (workspace: Workspace) => V): (workspace: Workspace) => V {
  return keptWith(({ visibleState }) => visibleState, compute);
}

/** Computes something once for each state of the workspace; for what looks into the files. */
export function perWorkspace<V>(compute: (workspace: Workspace) => V): (workspace: Workspace) => V {
  return keptWith((workspace) => workspace, compute);
}

/**
 * Computes something of each file and gives it for the files that have it. While nothing changes that files show of themselves, a file is looked
 * at again only when it was edited; `compute` may look at that file and at what others show.
 */
export function perFile<V>(
  compute: (workspace: Workspace, file: LiftedFile) => V | undefined,
): (workspace: Workspace) => ReadonlyMap<Path, V> {
  const lastOf = perVisibleState<{ files: Workspace['files']; values: ReadonlyMap<Path, V> }>(() => ({
    files: new Map(),
    values: new Map(),
  }));
  return (workspace) => {
    const last = lastOf(workspace);
    if (last.files === workspace.files) return last.values;
    const found = new Map<Path, V>();
    const gone = new Set<Path>();
    for (const path of LayeredMap.differing(last.files, workspace.files)) {
      const file = workspace.files.get(path);
      const value = file && compute(workspace, file);
      if (value !== undefined) found.set(path, value);
      else if (last.values.has(path)) gone.add(path);
    }
    last.values = LayeredMap.over(last.values, found, gone);
    last.files = workspace.files;
    return last.values;
  };
}

function keptWith<V>(keyOf: (workspace: Workspace) => object, compute: (workspace: Workspace) => V): (workspace: Workspace) => V {
  const known = new WeakMap<object, { readonly value: V }>();
  return (workspace) => {
    const key = keyOf(workspace);
    let found = known.get(key);
    if (!found) {
      found = { value: compute(workspace) };
      known.set(key, found);
    }
    return found.value;
  };
}

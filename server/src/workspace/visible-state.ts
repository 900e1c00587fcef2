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

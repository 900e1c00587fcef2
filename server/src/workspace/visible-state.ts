import type { Workspace } from './workspace.ts';

/**
 * Computes something once for as long as nothing changes that files show of themselves: routes, exports, roles, visible concepts. An edit
 * inside a function leaves it as it is, so `compute` must not look at what only the file itself sees.
 */
export function perVisibleState<V>(compute: (workspace: Workspace) => V): (workspace: Workspace) => V {
  const known = new WeakMap<object, { readonly value: V }>();
  return (workspace) => {
    let found = known.get(workspace.visibleState);
    if (!found) {
      found = { value: compute(workspace) };
      known.set(workspace.visibleState, found);
    }
    return found.value;
  };
}

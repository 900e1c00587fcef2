import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * Computes something of a file once for as long as neither the file changes nor anything that other files show of themselves, so
 * that an edit costs the edited file only.
 */
export function perFile<V>(
  compute: (workspace: Workspace, code: LiftedCode) => V,
): (workspace: Workspace, code: LiftedCode) => V {
  const states = new WeakMap<object, WeakMap<LiftedCode, { readonly value: V }>>();
  return (workspace, code) => {
    let files = states.get(workspace.visibleState);
    if (!files) {
      files = new WeakMap();
      states.set(workspace.visibleState, files);
    }
    let found = files.get(code);
    if (!found) {
      found = { value: compute(workspace, code) };
      files.set(code, found);
    }
    return found.value;
  };
}

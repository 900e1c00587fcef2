import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Longer ways from `main` are not followed; real ones are shorter than 4. */
const MAX_STEPS = 4;

/**
 * Tells whether a place in Go is only reached while the program starts: in `init`, or in a function that nothing but `main`,
 * `init` and such functions call. False for a function that nobody is seen to call.
 */
export function isOnlyStarting(workspace: Workspace, code: LiftedCode, scope: ScopeId, steps = 0): boolean {
  if (code.facts.language !== 'go' || steps > MAX_STEPS) return false;
  const around = enclosingFunction(code.facts, scope);
  if (!around) return false;
  const { fn } = around;
  if (fn.owner === undefined && (fn.name === 'init' || (fn.name === 'main' && code.facts.packageName === 'main'))) return true;
  if (fn.name === undefined || fn.name === '') return false;
  let isCalled = false;
  for (const path of workspace.unitOf(code.path).files) {
    const file = workspace.files.get(path);
    if (!file || !isCode(file) || file.facts.language !== 'go' || workspace.roleOf(path) === 'test') continue;
    for (const [id, call] of file.facts.calls.entries()) {
      if (call.callee.path.at(-1) !== fn.name) continue;
      const declared = workspace.linker.functionOf(workspace.linker.callee(path, id));
      if (declared?.path !== code.path || declared.scope !== around.id) continue;
      if (!isOnlyStarting(workspace, file, call.scope, steps + 1)) return false;
      isCalled = true;
    }
  }
  return isCalled;
}

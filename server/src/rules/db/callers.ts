import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface Caller {
  readonly code: LiftedCode;
  readonly call: CallId;
}

/** The names that a file calls; kept for as long as the file is as it is. */
const calledNames = new WeakMap<LiftedFile, ReadonlySet<string>>();

/** The calls of a function anywhere in the workspace, as far as it is certain that it is meant; tests left out. */
export function* callersOf(workspace: Workspace, path: Path, scope: ScopeId): Generator<Caller> {
  const facts = workspace.files.get(path)?.facts;
  const name = facts?.kind === 'code' ? facts.scopes[scope]?.fn?.name : undefined;
  if (name === undefined) return;
  for (const file of workspace.files.values()) {
    if (!isCode(file) || !namesIn(file).has(name) || workspace.roleOf(file.path) === 'test') continue;
    for (const [id, call] of file.facts.calls.entries()) {
      if (call.callee.path.at(-1) !== name) continue;
      const target = workspace.linker.functionOf(workspace.linker.callee(file.path, id));
      if (target?.path === path && target.scope === scope) yield { code: file, call: id };
    }
  }
}

function namesIn(file: LiftedCode): ReadonlySet<string> {
  const known = calledNames.get(file);
  if (known) return known;
  const names = new Set(file.facts.calls.map((it) => it.callee.path.at(-1) ?? ''));
  calledNames.set(file, names);
  return names;
}

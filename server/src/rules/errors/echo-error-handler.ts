import type { Path } from '#base/paths.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Unit } from '#workspace/units.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';

/**
 * Go: tells whether the unit of a file gives Echo an error handler of its own, `e.HTTPErrorHandler = …`, and no function with the
 * form of one writes the error into an answer: they choose a page by the status. False where no such function is in sight.
 */
export function rendersByStatus(workspace: Workspace, path: Path): boolean {
  return unitsThatRender(workspace).has(workspace.unitOf(path));
}

const unitsThatRender = perWorkspace((workspace) => {
  const assigned = new Set<Unit>();
  const silent = new Set<Unit>();
  const telling = new Set<Unit>();
  for (const [path, file] of workspace.files) {
    if (!isCode(file) || file.facts.language !== 'go' || workspace.roleOf(path) !== undefined) continue;
    const unit = workspace.unitOf(path);
    if (file.facts.assignments.some((it) => it.target.at(-1) === 'HTTPErrorHandler')) assigned.add(unit);
    file.facts.scopes.forEach(({ fn }, scope) => {
      const [error, context, ...others] = fn?.parameters ?? [];
      if (error?.type?.path.join('.') !== 'error' || context?.type?.path.join('.') !== 'echo.Context' || others.length > 0)
        return;
      if (fn && fn.results.length > 0) return;
      (tells(file, scope, error.name, context.name) ? telling : silent).add(unit);
    });
  }
  return new Set([...assigned].filter((it) => silent.has(it) && !telling.has(it)));
});

/** Whether a call that is given the context, or answers, is given the error or a part of it too. */
function tells(code: LiftedCode, scope: ScopeId, error: string, context: string): boolean {
  const { facts } = code;
  const errors = new Set([error]);
  for (const it of facts.bindings)
    if (isInside(code, it.scope, scope) && it.mentions.some((name) => errors.has(name)) && it.name !== '_') errors.add(it.name);
  for (const it of facts.assignments)
    if (
      isInside(code, it.scope, scope) &&
      it.value.kind !== 'reference' &&
      facts.calls.some(
        (call) =>
          call.span.start >= it.span.start && call.span.end <= it.span.end && call.mentions.some((name) => errors.has(name)),
      )
    )
      errors.add(it.target[0] ?? '');
  const logs = new Set(conceptsOf(code, 'log').map((it) => it.call));
  return facts.calls.some(
    (it, id) =>
      isInside(code, it.scope, scope) &&
      !logs.has(id) &&
      (it.callee.path[0] === context || it.mentions.includes(context)) &&
      it.mentions.some((name) => errors.has(name)) &&
      !/^(?:Is|As)$/.test(it.callee.path.at(-1) ?? ''),
  );
}

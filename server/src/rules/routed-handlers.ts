import type { Path } from '#base/paths.ts';
import { functionNumber } from '#concepts/function-place.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The routes that a function answers, with all that a request passes before; empty where none is known. */
export function routesOfHandler(workspace: Workspace, code: LiftedCode, scope: ScopeId): readonly ComposedRoute[] {
  const fn = functionNumber(code.facts, scope);
  return routesAnsweredIn(workspace, code).filter((it) => it.handler?.fn === fn);
}

/** The routes whose handlers stand in a file, in the order of the route table. */
export function routesAnsweredIn(workspace: Workspace, code: LiftedCode): readonly ComposedRoute[] {
  const table = workspace.routesOf(workspace.unitOf(code.path));
  let byFile = KEPT.get(table);
  if (!byFile) {
    const found = new Map<Path, ComposedRoute[]>();
    for (const route of table.routes) {
      const path = route.handler?.path;
      const known = path === undefined ? [] : found.get(path);
      if (known) known.push(route);
      else if (path !== undefined) found.set(path, [route]);
    }
    byFile = found;
    KEPT.set(table, found);
  }
  return byFile.get(code.path) ?? [];
}

const KEPT = new WeakMap<object, ReadonlyMap<Path, readonly ComposedRoute[]>>();

/** What a function is called: its own name, or that of the variable that takes it out of a wrapper: `const list = wrap(async (req, res) => …)`. */
export function nameOfHandler(code: LiftedCode, scope: ScopeId): string {
  const fn = code.facts.scopes[scope]?.fn;
  if (!fn || fn.name !== undefined || !fn.argumentOf) return fn?.name ?? '';
  const { call } = fn.argumentOf;
  return (
    code.facts.bindings.find(
      (it) => it.origin.kind === 'value' && it.origin.value.kind === 'call' && it.origin.value.call === call,
    )?.name ?? ''
  );
}

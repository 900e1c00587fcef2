import type { Span } from '#base/span.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServerStatement } from '../prod/server-statement.ts';

/** Calls on or with an app that register nothing. */
const NO_REGISTRATION = /^(?:listen|createServer|Server|set|enable|disable|log|info|on|once|emit|serverless|supertest|request)$/;

/**
 * The last statement that registers something on a server: what is put behind it comes after all routes. Undefined where that is not
 * certain, such as where other files or callbacks register too.
 */
export function lastRegistration(workspace: Workspace, { code, name, scope, statement }: ServerStatement): Span | undefined {
  const { facts } = code;
  const uses = facts.calls.filter((it) => it.span.start > statement.end && isRegistering(it, name));
  const places = uses.map((it) => placeIn(facts, it, scope));
  if (places.some((it) => it === undefined) || isRegisteredElsewhere(workspace, code.path, name)) return undefined;
  return places.flatMap((it) => it ?? []).toSorted((a, b) => b.end - a.end)[0];
}

function isRegistering({ callee, args }: Call, name: string): boolean {
  const { path } = callee;
  const isGiven = args.some((it) => it.kind === 'reference' && it.path.length === 1 && it.path[0] === name);
  const isOn = callee.receiver === undefined && path[0] === name && path.length === 2;
  return (isOn || isGiven) && !NO_REGISTRATION.test(path.at(-1) ?? '');
}

/** The statement directly in the scope that a call stands in; undefined where a function is in between. */
function placeIn(facts: CodeFacts, call: Call, scope: ScopeId): Span | undefined {
  if (call.scope === scope) return call.statement;
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const it = facts.scopes[at];
    if (!it || it.fn || it.kind === 'module') return undefined;
    if (it.parent === scope)
      return enclosingFunction(facts, call.scope)?.id === enclosingFunction(facts, scope)?.id ? it.span : undefined;
  }
  return undefined;
}

/** Another file imports the app and registers on it. */
function isRegisteredElsewhere(workspace: Workspace, path: string, name: string): boolean {
  return workspace.edges.some(({ from, to }) => {
    const file = to === path ? workspace.files.get(from) : undefined;
    return (
      file !== undefined &&
      isCode(file) &&
      workspace.roleOf(from) === undefined &&
      file.visible.some(
        (it) => (it.kind === 'route' || it.kind === 'mount' || it.kind === 'middleware') && it.target.split(/[@.]/)[0] === name,
      )
    );
  });
}

import { scopeOfFunction } from '#concepts/function-place.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';

const LIVE = /^_?(health(z|y|[-_]?check(s|er)?)?|livez?|liveness|alive|heartbeat|ping|status|up|version)$/i;
const READY = /^_?(ready(z)?|readiness|readyz?[-_]?check)$/i;
/** Names that stand for other things deeper down: `/orders/status`. */
const WEAK = /^(status|up|version|live)$/i;

/** What a route tells about the server itself; undefined for routes of the application. */
export function probeOf(workspace: Workspace, route: ComposedRoute, extra: readonly string[]): 'live' | 'ready' | undefined {
  if (!['GET', 'HEAD', 'ANY'].includes(route.method)) return undefined;
  const texts = textsOf(workspace, route);
  if (!texts) return undefined;
  if (texts.length === 0) return saysHealthy(workspace, route) ? 'live' : undefined;
  const last = texts.at(-1)?.replace(/\.(json|txt|php)$/, '');
  if (last === undefined) return undefined;
  if (extra.includes(`/${texts.join('/')}`)) return 'live';
  // Everything below `/health` is about health: `/health/db`.
  const names = texts.filter((it) => it !== undefined);
  if (names.length !== texts.length) return undefined;
  if (READY.test(last)) return 'ready';
  if (LIVE.test(last))
    return WEAK.test(last) && texts.length > 3 ? undefined : last.toLowerCase() === 'version' ? undefined : 'live';
  return names.slice(0, -1).some((it) => /^_?health(z|[-_]?check(s|er)?)?$/i.test(it)) ? 'live' : undefined;
}

/** `GET /` that answers `{ healthy: true }` and the like. */
function saysHealthy(workspace: Workspace, route: ComposedRoute): boolean {
  const { code, scope } = handlerOf(workspace, route) ?? {};
  return code !== undefined && scope !== undefined && healthyFunctions(code).has(scope);
}

/** The functions of a file that answer with nothing but that all is well. */
export function healthyFunctions(code: LiftedCode): ReadonlySet<ScopeId> {
  const healthy = new Set<ScopeId>();
  for (const { body, scope } of conceptsOf(code, 'response')) {
    const around = enclosingFunction(code.facts, scope)?.id;
    if (around === undefined || body?.kind !== 'object' || body.entries.length === 0) continue;
    const says = body.entries.some(
      ({ key, value }) =>
        /^(?:healthy|alive|health|status)$/.test(key ?? '') &&
        value.kind === 'literal' &&
        /^(?:true|ok|up|healthy|alive)$/i.test(String(value.value)),
    );
    if (says) healthy.add(around);
  }
  return healthy;
}

/** The literal segments with gaps for the others; of a route whose whole path is not known, those that are written at it. */
function textsOf(workspace: Workspace, { segments, path, concept }: ComposedRoute): (string | undefined)[] | undefined {
  if (segments) return segments.map((it) => (it.kind === 'literal' ? it.text : undefined));
  const route = concept === undefined ? undefined : workspace.files.get(path)?.visible[concept];
  if (route?.kind !== 'route' || route.path === undefined) return undefined;
  const written = route.path.split('/').filter((it) => it !== '');
  return written.map((it) => (/^[\w.-]+$/.test(it) ? it : undefined));
}

/** Tells whether the handler's name or its file speaks of a probe although its path is not known. */
export function isProbeByName(workspace: Workspace, route: ComposedRoute): boolean {
  const { code, scope } = handlerOf(workspace, route) ?? {};
  const fn = code?.facts.scopes[scope ?? -1]?.fn;
  return PROBE_NAME.test(fn?.name ?? '') || PROBE_NAME.test(fn?.owner ?? '');
}

const PROBE_NAME = /health|liveness|readiness|^ping$|^(get|handle)_?ping$|heartbeat/i;

/** Tells whether a handler answers without asking anything: nothing is awaited, decided or called but what makes the answer. */
export function answersBlindly(workspace: Workspace, route: ComposedRoute): boolean {
  const handler = handlerOf(workspace, route);
  return handler !== undefined && blindFunctions(handler.code).has(handler.scope);
}

function handlerOf(
  workspace: Workspace,
  { handler }: ComposedRoute,
): { readonly code: LiftedCode; readonly scope: ScopeId } | undefined {
  const file = handler && workspace.files.get(handler.path);
  if (!file || !isCode(file)) return undefined;
  const scope = scopeOfFunction(file.facts, handler.fn);
  return scope === undefined ? undefined : { code: file, scope };
}

const MAKES_ANSWER =
  /^(JSONResponse|jsonify|Response|HttpResponse|JsonResponse|PlainTextResponse|NextResponse|Date|process|os|time|datetime|json|fmt|http|io|render|performance|str|int|String|Number|gin|console|logger|log|make_response|map)$/;

/** The functions of a file that ask nothing, decide nothing, and call only what makes an answer. */
export function blindFunctions(code: LiftedCode): ReadonlySet<ScopeId> {
  const { facts } = code;
  const blind = new Set<ScopeId>();
  facts.scopes.forEach(({ fn }, id) => {
    const isProvided = fn?.parameters.some((it) => it.defaultValue?.kind === 'call' || (it.type?.annotations?.length ?? 0) > 0);
    if (fn && !isProvided) blind.add(id);
  });
  const sees = (scope: ScopeId): void => {
    const around = enclosingFunction(facts, scope);
    if (around) blind.delete(around.id);
  };
  for (const it of conceptsOf(code, 'query')) sees(it.scope);
  facts.scopes.forEach(({ kind }, id) => {
    if (kind === 'branch' || kind === 'try') sees(id);
  });
  for (const { scope, callee, isAwaited } of facts.calls) {
    if (callee.receiver !== undefined) continue;
    const head = callee.path[0] ?? '';
    const isGiven = enclosingFunction(facts, scope)?.fn.parameters.some((it) => it.name === head) === true;
    if (isAwaited || (!isGiven && !MAKES_ANSWER.test(head))) sees(scope);
  }
  return blind;
}

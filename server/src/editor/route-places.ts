import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { scopeOfFunction } from '#concepts/function-place.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Call, FunctionDetails } from '#facts/code-facts.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import { routePathText } from '#workspace/route-text.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { CodePlace } from './code-place.ts';

/** Routes at one place of a file. */
export interface PlacedRoutes {
  /** What a person sees as the route: the name that registers it with its path, or the name of the function that answers. */
  readonly span: Span;
  readonly role: 'registration' | 'handler';
  /** At least one; several where one line registers several methods or is hung in several times. */
  readonly routes: readonly ComposedRoute[];
}

/** The function that answers a route. */
export interface Handler extends CodePlace {
  /** The whole function. */
  readonly body: Span;
  readonly fn: FunctionDetails;
}

/** Where a file registers routes of the application and where its functions answer some, in the order of the file. */
export function routesIn(workspace: Workspace, path: Path): readonly PlacedRoutes[] {
  const known = routeIndex(workspace).get(path);
  if (!known) return [];
  const placed = new Map<
    string,
    { readonly span: Span; readonly role: PlacedRoutes['role']; readonly routes: ComposedRoute[] }
  >();
  const add = (span: Span | undefined, role: PlacedRoutes['role'], route: ComposedRoute): void => {
    if (!span) return;
    const key = `${span.start}:${span.end}`;
    const there = placed.get(key);
    if (!there) placed.set(key, { span, role, routes: [route] });
    else if (!there.routes.includes(route)) there.routes.push(route);
  };
  for (const route of known.registered) add(registrationOf(workspace, route), 'registration', route);
  for (const route of known.answered) {
    const handler = handlerOf(workspace, route);
    const at = route.path === path ? wholeRegistration(workspace, route) : undefined;
    // An inline handler is a part of its registration.
    if (handler?.fn.name === undefined || (at && at.start <= handler.span.start && handler.span.end <= at.end)) continue;
    add(handler.span, 'handler', route);
  }
  return [...placed.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The function that answers, where it is found. */
export function handlerOf(workspace: Workspace, { handler }: ComposedRoute): Handler | undefined {
  const file = handler && workspace.files.get(handler.path);
  if (!handler || !file || !isCode(file)) return undefined;
  const scope = file.facts.scopes[scopeOfFunction(file.facts, handler.fn) ?? -1];
  return scope?.fn && { path: handler.path, span: scope.fn.nameSpan, body: scope.span, fn: scope.fn };
}

/** Where a route is registered; the first character of a file whose place is its route. */
export function registrationPlace(workspace: Workspace, route: ComposedRoute): CodePlace {
  return { path: route.path, span: registrationOf(workspace, route) ?? { start: 0, end: 0 } };
}

/** The handler where it is found, else the registration. */
export function answerPlace(workspace: Workspace, route: ComposedRoute): CodePlace & { readonly body?: Span } {
  return handlerOf(workspace, route) ?? registrationPlace(workspace, route);
}

/** `GET /orders/:id`; begins with `…` where the first part of the path is not known. */
export function routeText({ method, segments, tail }: ComposedRoute): string {
  return `${method} ${segments ? routePathText(segments) : `…${routePathText(tail ?? [])}`}`;
}

interface OfFile {
  readonly registered: ComposedRoute[];
  readonly answered: ComposedRoute[];
}

const routeIndex = perVisibleState((workspace): ReadonlyMap<Path, OfFile> => {
  const index = new Map<Path, OfFile>();
  const of = (path: Path): OfFile => {
    const known = index.get(path) ?? { registered: [], answered: [] };
    index.set(path, known);
    return known;
  };
  for (const unit of workspace.units) {
    for (const route of workspace.routesOf(unit).routes) {
      if (workspace.roleOf(route.path) !== undefined) continue;
      of(route.path).registered.push(route);
      if (route.handler) of(route.handler.path).answered.push(route);
    }
  }
  return index;
});

/** The registering name with the path behind it, on one line; undefined for a file whose place is its route. */
function registrationOf(workspace: Workspace, route: ComposedRoute): Span | undefined {
  const file = workspace.files.get(route.path);
  const concept = route.concept === undefined ? undefined : file?.visible[route.concept];
  if (!concept || !file || !isCode(file)) return undefined;
  const call =
    concept.call === undefined
      ? file.facts.calls.find((it) => it.form === 'decorator' && isSame(it.span, concept.span))
      : file.facts.calls[concept.call];
  if (!call) return concept.span;
  return { start: call.nameSpan.start, end: Math.max(call.nameSpan.end, pathArgument(call)?.end ?? 0) };
}

function pathArgument({ args }: Call): Span | undefined {
  const [first, second] = args;
  const text = [first, second].find((it) => it?.kind === 'template' || (it?.kind === 'literal' && typeof it.value === 'string'));
  return text?.span;
}

function wholeRegistration(workspace: Workspace, route: ComposedRoute): Span | undefined {
  return route.concept === undefined ? undefined : workspace.files.get(route.path)?.visible[route.concept]?.span;
}

function isSame(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end && a.end === b.end;
}

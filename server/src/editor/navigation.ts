import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { callAt, callersOf } from './call-places.ts';
import { type CodePlace, isAt } from './code-place.ts';
import { answerPlace, type PlacedRoutes, routesIn } from './route-places.ts';

/** Where an address leads. */
export interface Definition {
  /** The whole address, so that all of it is underlined. */
  readonly origin: Span;
  readonly targets: readonly DefinitionTarget[];
}

/** The name to go to, with the whole function around it where it is found. */
export interface DefinitionTarget extends CodePlace {
  readonly body?: Span;
}

/** From the address of a front-end request to the functions that answer it; undefined elsewhere, and where nothing is known to answer. */
export function definitionAt(workspace: Workspace, path: Path, offset: number): Definition | undefined {
  const call = callAt(workspace, path, offset);
  if (!call) return undefined;
  const routes = new Set(call.links.flatMap((it) => (it.outcome === 'served' || it.outcome === 'other-method' ? it.routes : [])));
  const targets = distinct([...routes].map((it) => answerPlace(workspace, it)));
  return targets.length === 0 ? undefined : { origin: call.span, targets };
}

/** The front-end requests that go to the route under a cursor; empty elsewhere. */
export function referencesAt(workspace: Workspace, path: Path, offset: number): readonly CodePlace[] {
  const placed = routesAt(workspace, path, offset);
  return placed ? callersOf(workspace, placed.routes) : [];
}

/** The routes under a cursor: on the name or the path of a registration, or on the name of a function that answers. */
export function routesAt(workspace: Workspace, path: Path, offset: number): PlacedRoutes | undefined {
  return routesIn(workspace, path).find((it) => isAt(it.span, offset));
}

function distinct(places: readonly DefinitionTarget[]): DefinitionTarget[] {
  return [...new Map(places.map((it) => [`${it.path} ${it.span.start}`, it])).values()];
}

/** For hovers: routes without repeats that differ only in how they are hung in. */
export function distinctRoutes(routes: readonly ComposedRoute[], textOf: (route: ComposedRoute) => string): ComposedRoute[] {
  return [...new Map(routes.map((it) => [textOf(it), it])).values()];
}

import type { Path } from '#base/paths.ts';
import { scopeOfFunction } from '#concepts/function-place.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import { routePathText } from '#workspace/route-text.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Place, placeOf } from './place.ts';

/** One route that a unit serves. */
export interface Endpoint {
  readonly unit: Path;
  /** The first word of the path that names what it is about: `orders` of `/api/v1/orders/:id`. */
  readonly feature: string;
  /** In capitals; ANY for all. */
  readonly method: string;
  /** Begins with `…` where the first part is not known. */
  readonly path: string;
  /** Whether somebody has to be signed in; unknown where a part of what runs before it cannot be read. */
  readonly signedIn: 'yes' | 'no' | 'unknown';
  /** The name of the function that answers; '' for one without a name. */
  readonly handler: string;
  readonly place: Place;
}

/** The routes of a unit by feature, path and method. */
export function endpointsOf(workspace: Workspace, unit: Unit): readonly Endpoint[] {
  return workspace
    .routesOf(unit)
    .routes.filter((it) => workspace.roleOf(it.path) === undefined)
    .map((it) => endpointOf(workspace, unit, it))
    .sort(
      (a, b) => compare(a.feature, b.feature) || compare(a.path, b.path) || METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
    );
}

const METHODS: readonly string[] = ['ANY', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

function endpointOf(workspace: Workspace, unit: Unit, route: ComposedRoute): Endpoint {
  const path = route.segments ? routePathText(route.segments) : `…${routePathText(route.tail ?? [])}`;
  return {
    unit: unit.folder,
    feature: featureIn(route),
    method: route.method,
    path,
    signedIn: signInOf(route),
    ...answer(workspace, route),
  };
}

function featureIn({ segments, tail }: ComposedRoute): string {
  const words = (segments ?? tail ?? []).flatMap((it) => (it.kind === 'literal' ? [it.text] : []));
  return words.find((it) => !/^(?:api|rest|rpc|trpc|v\d+(?:\.\d+)*)$/i.test(it)) ?? '/';
}

function signInOf({ chain, isChainOpen, framework }: ComposedRoute): Endpoint['signedIn'] {
  if (chain.some((it) => it.role === 'auth')) return 'yes';
  return isChainOpen || ASKS_ELSEWHERE.has(framework) ? 'unknown' : 'no';
}

/** Frameworks where settings, guards of the whole application or decorators of one's own ask for a sign-in, which the route does not show. */
const ASKS_ELSEWHERE: ReadonlySet<string> = new Set(['django', 'nestjs', 'nextjs', 'flask', 'trpc']);

function answer(workspace: Workspace, route: ComposedRoute): Pick<Endpoint, 'handler' | 'place'> {
  const facts = route.handler && workspace.files.get(route.handler.path)?.facts;
  if (route.handler && facts?.kind === 'code') {
    const fn = facts.scopes[scopeOfFunction(facts, route.handler.fn) ?? -1]?.fn;
    if (fn) return { handler: fn.name ?? '', place: placeOf(workspace, route.handler.path, fn.nameSpan.start) };
  }
  const concept = route.concept === undefined ? undefined : workspace.files.get(route.path)?.visible[route.concept];
  return { handler: '', place: concept ? placeOf(workspace, route.path, concept.span.start) : { path: route.path } };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

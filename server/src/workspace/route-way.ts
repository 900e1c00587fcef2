import type { Route, RouterId } from '#concepts/kinds/routing.ts';
import { segmentsOf } from './route-path.ts';
import type { RouteMiddleware, RouteSegment } from './route-table.ts';
import type { Registered, RouterNode } from './router-graph.ts';
import type { Unit } from './units.ts';

/** The way from an app to a route, as far as it was followed. */
export interface Way {
  readonly unit: Unit;
  /** Undefined from the first part on that is not known. */
  readonly segments: readonly RouteSegment[] | undefined;
  readonly tail: readonly RouteSegment[];
  readonly chain: readonly (RouteMiddleware | Limited)[];
  readonly isOpen: boolean;
  readonly mounts: number;
  readonly steps: number;
  readonly seen: ReadonlySet<RouterId>;
  /** What the app says of its controllers, where the way leads to one. */
  readonly controllers: Controllers | undefined;
}

/** A middleware that holds for a part of the paths below a router. */
interface Limited {
  readonly link: RouteMiddleware;
  readonly at: number;
  readonly segments: readonly RouteSegment[];
}

interface Controllers {
  /** How many segments the prefix of all controllers has. */
  readonly at: number;
  /** Routes without the prefix. */
  readonly exceptions: readonly { readonly path: string; readonly method?: string }[];
  /** The version that paths begin with behind the prefix. */
  readonly versioning: { readonly before: string; readonly default?: string } | undefined;
}

/** The way with a path at its end. */
export function extend(way: Way, path: string | undefined): Way {
  if (path === '') return way;
  if (path === undefined) return { ...way, segments: undefined, tail: [] };
  const more = segmentsOf(path);
  return way.segments === undefined ? { ...way, tail: [...way.tail, ...more] } : { ...way, segments: [...way.segments, ...more] };
}

/** Versions stand between the prefix of all controllers and what a controller's own paths begin with. */
export function withVersion(version: string | undefined, way: Way): Way {
  const { controllers, segments } = way;
  if (!controllers?.versioning || version === undefined || segments === undefined) return way;
  const text = `${controllers.versioning.before}${version}`;
  return {
    ...way,
    segments: [...segments.slice(0, controllers.at), { kind: 'literal', text }, ...segments.slice(controllers.at)],
  };
}

/** The prefix of all controllers does not hold for the routes that the app excepts. */
export function withoutPrefix({ method }: Route, way: Way): Way {
  const { controllers, segments } = way;
  if (!controllers || controllers.exceptions.length === 0 || segments === undefined) return way;
  const own = segments.slice(controllers.at);
  const isExcepted = controllers.exceptions.some(
    (it) => (it.method === undefined || it.method === method) && isCovered(own, segmentsOf(it.path)),
  );
  return isExcepted ? { ...way, segments: own } : way;
}

function isCovered(segments: readonly RouteSegment[], by: readonly RouteSegment[]): boolean {
  const isWhole = by.at(-1)?.kind !== 'rest';
  if (isWhole ? segments.length !== by.length : segments.length < by.length - 1) return false;
  return by.every((it, index) => {
    const other = segments[index];
    return it.kind !== 'literal' || (other?.kind === 'literal' && other.text === it.text);
  });
}

/** Frameworks where all middleware runs before all routes, whatever the order that they are written in. */
const UNORDERED = /^(fastapi|flask|django|django-rest-framework|nestjs|fastify)$/;

/** What a router runs before a registration of its own. */
export function middlewareBefore(
  node: RouterNode,
  at: Registered<'route'> | Registered<'mount'>,
  way: Way,
): (RouteMiddleware | Limited)[] {
  return node.middleware.flatMap(({ path, concept }): (RouteMiddleware | Limited)[] => {
    if (concept.role === 'error' || concept.role === 'not-found' || concept.role === 'proxy') return [];
    const isLater = concept.order > at.concept.order && !UNORDERED.test(concept.framework);
    // What stands in the same call is part of the registration's own chain.
    if (path === at.path && (isLater || concept.call === at.concept.call)) return [];
    const link = { role: concept.role, name: concept.name };
    const segments = segmentsOf(concept.path ?? '').filter((it) => it.kind !== 'rest');
    return segments.length === 0 ? [link] : [{ link, at: way.segments?.length ?? 0, segments }];
  });
}

/** Tells whether a middleware that holds for a part of the paths holds for a route. */
export function applies({ at, segments }: Limited, route: readonly RouteSegment[] | undefined): boolean {
  if (!route) return false;
  return segments.every((it, index) => {
    const other = route[at + index];
    return other !== undefined && (it.kind !== 'literal' || (other.kind === 'literal' && other.text === it.text));
  });
}

/** The literal segments that a path begins with. */
export function literalsOf(segments: readonly RouteSegment[]): string[] {
  const texts: string[] = [];
  for (const it of segments) {
    if (it.kind !== 'literal') break;
    texts.push(it.text);
  }
  return texts;
}

import type { Route } from '#concepts/kinds/routing.ts';
import type { ClientSegment } from '#workspace/client-calls.ts';
import { fitSegments } from '#workspace/match-segments.ts';
import type { ComposedRoute, RouteSegment } from '#workspace/route-table.ts';

/** The segments below what the neighbour's router is hung in at; undefined where the call is not below that. */
export function belowRouter(
  asked: readonly ClientSegment[],
  near: ComposedRoute,
  { path }: Pick<Route, 'path'>,
): readonly ClientSegment[] | undefined {
  const written = path?.split('/').filter((it) => it !== '');
  if (!written || !near.segments || written.length > near.segments.length) return undefined;
  const prefix = near.segments.slice(0, near.segments.length - written.length);
  // Only the neighbour says how the path of the router itself is written.
  if (asked.length < prefix.length || (asked.length === prefix.length && written.length > 0)) return undefined;
  return prefix.length === 0 || fitSegments(asked.slice(0, prefix.length), prefix) !== undefined
    ? asked.slice(prefix.length)
    : undefined;
}

/** The segments of the neighbour that stand where those below the router stand. */
export function besides(
  { segments = [] }: ComposedRoute,
  asked: readonly ClientSegment[],
  below: readonly ClientSegment[],
): readonly RouteSegment[] {
  return segments.slice(asked.length - below.length);
}

/** What the parameters are called, as in the neighbour where it has them too; undefined where one has no name of its own. */
export function parameterNames(
  segments: readonly ClientSegment[],
  near: readonly RouteSegment[],
  isPython: boolean,
): readonly string[] | undefined {
  const names = segments.flatMap((it, index) => {
    const like = near[index];
    const own = it.kind === 'any' ? (it.name ?? '') : '';
    if (it.kind !== 'any') return [];
    return [like?.kind === 'parameter' ? like.name : isPython ? own.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase() : own];
  });
  const isClear = names.every((it) => /^[A-Za-z]\w*$/.test(it)) && new Set(names).size === names.length;
  return isClear && !segments.some((it) => it.kind === 'mixed') ? names : undefined;
}

/** The path below the router, with a slash at its end where the neighbour's has one. */
export function pathOf(
  segments: readonly ClientSegment[],
  names: readonly string[],
  parameter: (name: string) => string,
  like: string,
): string {
  if (segments.length === 0) return like;
  const left = [...names];
  const path = segments.map((it) => (it.kind === 'literal' ? it.text : parameter(left.shift() ?? ''))).join('/');
  return `/${path}${like.length > 1 && like.endsWith('/') ? '/' : ''}`;
}

/** `create_refunds` for `POST /:id/refunds`, `delete_orders` for `DELETE /:id` below `/orders`. */
export function handlerName(method: string, asked: readonly ClientSegment[], below: readonly ClientSegment[]): string {
  const segments = below.some((it) => it.kind === 'literal') ? below : asked;
  const words = segments.flatMap((it) =>
    it.kind === 'literal' && !/^(?:api|v\d+)$/i.test(it.text) ? [it.text.replace(/\W+/g, '_').toLowerCase()] : [],
  );
  const verb = { GET: 'get', POST: 'create', PUT: 'replace', PATCH: 'update', DELETE: 'delete' }[method] ?? method.toLowerCase();
  return [verb, ...words.slice(-2)].join('_');
}

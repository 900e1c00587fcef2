import { editDistance } from '#base/suggestion.ts';
import type { ClientSegment } from '#workspace/client-calls.ts';
import { fitSegment, fitSegments } from '#workspace/match-segments.ts';
import type { ComposedRoute, RouteSegment } from '#workspace/route-table.ts';

/** Why no route fits, where it can be said. */
export type Miss =
  | { readonly kind: 'doubled'; readonly prefix: string; readonly route: ComposedRoute }
  | { readonly kind: 'missing'; readonly prefix: string; readonly route: ComposedRoute }
  | { readonly kind: 'typo'; readonly route: ComposedRoute }
  | { readonly kind: 'other'; readonly near: readonly ComposedRoute[] };

/** Compares a path that no route has with the routes of its server. `usual` is how most calls of the same client begin. */
export function missOf(
  asked: readonly ClientSegment[],
  method: string | undefined,
  routes: readonly ComposedRoute[],
  usual: readonly string[],
): Miss {
  const whole = routes.filter(
    (it) => it.segments !== undefined && (method === undefined || it.method === 'ANY' || it.method === method),
  );
  const serving = (segments: readonly ClientSegment[]): ComposedRoute | undefined =>
    whole.find((it) => it.segments && fitSegments(segments, it.segments) !== undefined);
  for (const length of [1, 2]) {
    const head = asked.slice(0, length);
    const again = asked.slice(length, 2 * length);
    if (head.length < length || !same(head, again)) continue;
    const route = serving(asked.slice(length));
    if (route)
      return { kind: 'doubled', prefix: `/${head.map((it) => (it.kind === 'literal' ? it.text : '*')).join('/')}`, route };
  }
  if (usual.length > 0) {
    const route = serving([...usual.map((text): ClientSegment => ({ kind: 'literal', text })), ...asked]);
    if (route) return { kind: 'missing', prefix: `/${usual.join('/')}`, route };
  }
  const misspelt = whole.filter((it) => it.segments && isMisspelt(asked, it.segments));
  if (misspelt[0] && misspelt.length <= 2) return { kind: 'typo', route: misspelt[0] };
  return { kind: 'other', near: nearest(asked, routes) };
}

/** At most one written segment differs, by two letters at most. */
function isMisspelt(asked: readonly ClientSegment[], segments: readonly RouteSegment[]): boolean {
  if (asked.length !== segments.length) return false;
  let wrong = 0;
  for (const [index, wanted] of segments.entries()) {
    const given = asked[index];
    if (!given) return false;
    if (wanted.kind !== 'literal' || given.kind !== 'literal') {
      if (fitSegment(given, wanted) === undefined) return false;
      continue;
    }
    const [a, b] = [given.text.toLowerCase(), wanted.text.toLowerCase()];
    if (a === b) continue;
    wrong += 1;
    const letters = editDistance(a, b);
    if (wrong > 1 || letters > 2 || letters >= Math.min(a.length, b.length) / 2) return false;
  }
  return wrong === 1;
}

/** Up to three routes that share the most segments from the beginning. */
function nearest(asked: readonly ClientSegment[], routes: readonly ComposedRoute[]): ComposedRoute[] {
  return routes
    .flatMap((route) => {
      const { segments = [] } = route;
      let shared = 0;
      let equal = 0;
      while (shared < asked.length && shared < segments.length) {
        const [given, wanted] = [asked[shared], segments[shared]];
        const one = given && wanted ? fitSegment(given, wanted) : undefined;
        if (one === undefined) break;
        if (wanted?.kind === 'literal' && given?.kind === 'literal' && !/^(api|rest|v\d+)$/i.test(wanted.text)) equal += 1;
        shared += 1;
      }
      return equal > 0 ? [{ route, shared, extra: Math.abs(segments.length - asked.length) }] : [];
    })
    .sort((a, b) => b.shared - a.shared || a.extra - b.extra)
    .slice(0, 3)
    .map((it) => it.route);
}

function same(a: readonly ClientSegment[], b: readonly ClientSegment[]): boolean {
  return (
    a.length === b.length &&
    a.every((it, index) => {
      const other = b[index];
      return it.kind === 'literal' && other?.kind === 'literal' && it.text.toLowerCase() === other.text.toLowerCase();
    })
  );
}

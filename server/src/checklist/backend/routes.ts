import type { ComposedRoute } from '#workspace/route-table.ts';
import { routePathText } from '#workspace/route-text.ts';
import type { Evidence } from '../verdict.ts';

/** Tells whether a route changes something by its method. */
export function changing({ method }: ComposedRoute): boolean {
  return /^(POST|PUT|PATCH|DELETE)$/.test(method);
}

/** A route as people write it: `GET /orders/:id`. */
export function routeName({ method, segments, tail }: ComposedRoute): string {
  if (segments) return `${method} ${routePathText(segments)}`;
  return `${method} …${tail && tail.length > 0 ? routePathText(tail) : ''}`;
}

export function routeEvidence(route: ComposedRoute, sentence = `\`${routeName(route)}\``): Evidence {
  const at = route.concept === undefined ? ({ kind: 'file' } as const) : ({ kind: 'concept', index: route.concept } as const);
  return { path: route.path, at, sentence };
}

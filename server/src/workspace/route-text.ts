import type { RouteSegment } from './route-table.ts';

/** A segment as people write it: `orders`, `:id`, `*.json`, `*` for all that follows. */
export function routeSegmentText(segment: RouteSegment): string {
  switch (segment.kind) {
    case 'literal':
      return segment.text;
    case 'parameter':
      return `:${segment.name}`;
    case 'mixed':
      return segment.pattern;
    case 'rest':
      return '*';
  }
}

/** A path as people write it: `/orders/:id`. */
export function routePathText(segments: readonly RouteSegment[]): string {
  return `/${segments.map(routeSegmentText).join('/')}`;
}

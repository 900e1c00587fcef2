import type { ClientSegment } from '#workspace/client-calls.ts';
import { fitSegment } from '#workspace/match-segments.ts';
import type { ComposedRoute, RouteSegment } from '#workspace/route-table.ts';

/** So many different continuations make a pair such as `workspaces/:slug` the frame of an API rather than a resource. */
const FRAME_CHILDREN = 5;

/** What a path is about: its beginning up to the first segment that is more than a frame. */
export interface Family {
  readonly segments: readonly ClientSegment[];
  /** True where a route of the server begins so. */
  readonly exists: boolean;
}

/** The family of a path among the routes of its server; undefined where no written segment says what it is about. */
export function familyOf(asked: readonly ClientSegment[], routes: readonly ComposedRoute[]): Family | undefined {
  let at = 0;
  while (at < asked.length && isGeneric(asked[at])) at += 1;
  while (asked[at]?.kind === 'literal' && asked[at + 1]?.kind === 'any' && asked[at + 2]?.kind === 'literal') {
    if (childrenOf(asked.slice(0, at + 2), routes).size < FRAME_CHILDREN) break;
    at += 2;
  }
  if (asked[at]?.kind !== 'literal') return undefined;
  const segments = asked.slice(0, at + 1);
  return { segments, exists: routes.some((it) => it.segments !== undefined && begins(segments, it.segments)) };
}

function isGeneric(segment: ClientSegment | undefined): boolean {
  return segment?.kind === 'literal' && /^(api|rest|v\d+(\.\d+)?)$/i.test(segment.text);
}

function childrenOf(frame: readonly ClientSegment[], routes: readonly ComposedRoute[]): Set<string> {
  const children = new Set<string>();
  for (const { segments } of routes) {
    const next = segments?.[frame.length];
    if (segments && next?.kind === 'literal' && begins(frame, segments)) children.add(next.text);
  }
  return children;
}

/** A written segment of the call must be written in the route too. */
function begins(head: readonly ClientSegment[], segments: readonly RouteSegment[]): boolean {
  return head.every((given, index) => {
    const wanted = segments[index];
    if (!wanted || wanted.kind === 'rest') return false;
    if (given.kind === 'literal' && wanted.kind === 'parameter') return false;
    return fitSegment(given, wanted) !== undefined;
  });
}

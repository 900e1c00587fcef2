import { globMatcher } from '#base/glob.ts';
import type { ClientSegment } from '#workspace/client-calls.ts';
import { segmentText } from '#workspace/client-path.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import { routePathText } from '#workspace/route-text.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Anchor } from '../rule.ts';

/** Fewer calls say nothing about how a client's addresses map to routes. Rule catalogue, section 3.1. */
const ENOUGH_CALLS = 3;

/** Paths that frameworks, authentication libraries and proxies of services answer themselves. */
const ANSWERED_ELSEWHERE =
  /^\/(api\/auth(\/|$)|_next\/|__nextjs|_nuxt\/|socket\.io(\/|$)|graphql(\/|$)|monitoring(\/|$)|__clerk|ingest(\/|$)|\.well-known\/|__\w+__|_vercel\/|cdn-cgi\/)|(^|\/)trpc(\/|$)/i;

/** Files are served by folders, not by routes. */
const FILE = /\.(json|png|jpe?g|svg|gif|ico|webp|html?|css|m?js|wasm|txt|xml|woff2?|md|ya?ml|webmanifest|mp[34]|pdf|csv|map)$/i;

/**
 * The links whose calls are understood well enough that a missing route means what it says: the client is known to call the workspace's servers,
 * most of its other calls arrive, and nothing that cannot be read may answer this one.
 */
export function understoodLinks(workspace: Workspace, minMatchRate: number): ContractLink[] {
  const isExternal = globMatcher(workspace.configuration.contract.external);
  return workspace.contract().links.filter(({ call, rate, asked }) => {
    if (call.isGenerated || call.isStream || rate.servers.length === 0) return false;
    if (rate.matched < ENOUGH_CALLS || rate.matched < rate.calls * minMatchRate) return false;
    const path = pathText(asked);
    return (
      !ANSWERED_ELSEWHERE.test(path) && !ANSWERED_ELSEWHERE.test(call.written) && !FILE.test(path) && !isExternal(path.slice(1))
    );
  });
}

/** `/orders/:id`. */
export function pathText(segments: readonly ClientSegment[]): string {
  return `/${segments.map(segmentText).join('/')}`;
}

/** `GET /orders/:id`. */
export function routeText({ method, segments = [] }: ComposedRoute): string {
  return `${method} ${routePathText(segments)}`;
}

/** Where a route is registered, for the list of other places. */
export function routePlace(route: ComposedRoute): { readonly path: string; readonly at: Anchor; readonly message: string } {
  return {
    path: route.path,
    at: route.concept === undefined ? { kind: 'file' } : { kind: 'concept', index: route.concept },
    message: `serves ${routeText(route)}`,
  };
}

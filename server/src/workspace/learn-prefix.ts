import type { ClientCall, ClientSegment } from './client-calls.ts';
import type { Prefix } from './contract.ts';
import { fitSegments } from './match-segments.ts';
import type { ComposedRoute, RouteSegment } from './route-table.ts';

export const NO_PREFIX: Prefix = { drop: [], add: [] };

/** A prefix is learned where so many calls and this share of those that fit anywhere agree. Rule catalogue, section 3.1. */
const LEARNED_CALLS = 3;
const LEARNED_SHARE = 0.6;

/** Longer prefixes are not tried. */
const MAX_PREFIX = 4;

/** The routes of a server by their written segments. */
export type RouteIndex = ReadonlyMap<string, readonly ComposedRoute[]>;

export function indexRoutes(routes: readonly ComposedRoute[]): RouteIndex {
  const index = new Map<string, ComposedRoute[]>();
  for (const route of routes) {
    const words = new Set(
      (route.segments ?? route.tail ?? []).map((it) =>
        it.kind === 'literal' ? it.text.toLowerCase() : it.kind === 'mixed' ? '*' : '',
      ),
    );
    for (const word of words) {
      if (word === '') continue;
      const known = index.get(word);
      if (known) known.push(route);
      else index.set(word, [route]);
    }
  }
  return index;
}

/** The routes that share a written segment with a call: those of its rarest one. */
export function candidates(index: RouteIndex, call: ClientCall): readonly ComposedRoute[] {
  const lists = call.segments.flatMap((it) => (it.kind === 'literal' ? [index.get(it.text.toLowerCase()) ?? []] : []));
  const mixed = index.get('*') ?? [];
  if (call.segments.some((it) => it.kind === 'mixed')) return [...new Set(lists.flat().concat(mixed))];
  return [...new Set([...lists.flat(), ...mixed])];
}

/** The prefix that most calls of a client agree on; undefined where too few do. */
export function learnPrefix(calls: readonly ClientCall[], index: RouteIndex): Prefix | undefined {
  const votes = new Map<string, { prefix: Prefix; count: number }>();
  let voters = 0;
  for (const call of calls) {
    const found = new Map<string, Prefix>();
    for (const route of candidates(index, call)) {
      for (const prefix of differencesOf(call.segments, route)) found.set(prefixKey(prefix), prefix);
    }
    if (found.size > 0) voters += 1;
    for (const [key, prefix] of found) {
      const known = votes.get(key);
      votes.set(key, { prefix, count: (known?.count ?? 0) + 1 });
    }
  }
  let best: { prefix: Prefix; count: number } | undefined;
  for (const it of votes.values()) {
    const isBetter = !best || it.count > best.count || (it.count === best.count && size(it.prefix) < size(best.prefix));
    if (isBetter) best = it;
  }
  return best && best.count >= LEARNED_CALLS && best.count >= voters * LEARNED_SHARE ? best.prefix : undefined;
}

/** The segments that a server sees when the way to it has a prefix; undefined where the call does not begin so. */
export function through(prefix: Prefix, segments: readonly ClientSegment[]): readonly ClientSegment[] | undefined {
  const begins = prefix.drop.every((text, index) => {
    const given = segments[index];
    return (
      given !== undefined &&
      (text === '*' ? given.kind !== 'literal' : given.kind === 'literal' && given.text.toLowerCase() === text)
    );
  });
  if (!begins) return undefined;
  const added = prefix.add.map((text): ClientSegment => (text === '*' ? { kind: 'any' } : { kind: 'literal', text }));
  return [...added, ...segments.slice(prefix.drop.length)];
}

export function prefixKey({ drop, add }: Prefix): string {
  return `${drop.join('/')}>${add.join('/')}`;
}

/**
 * The prefixes by which a call would be the route: one is the end of the other, or both begin with the same generic segments and then one goes on
 * to be the end of the other, as where an interceptor puts the name of an organisation behind `/api/v1`.
 */
function differencesOf(client: readonly ClientSegment[], route: ComposedRoute): Prefix[] {
  const segments = route.segments ?? route.tail;
  if (!segments || segments.at(-1)?.kind === 'rest' || Math.abs(client.length - segments.length) > MAX_PREFIX) return [];
  const shared = sharedGeneric(client, segments);
  const whole = differenceBehind(client, segments, 0);
  const behind = shared > 0 && client.length !== segments.length ? differenceBehind(client, segments, shared) : undefined;
  return [...(whole ? [whole] : []), ...(behind ? [behind] : [])];
}

function differenceBehind(client: readonly ClientSegment[], route: readonly RouteSegment[], head: number): Prefix | undefined {
  const surplus = client.length - route.length;
  const [taken, added] = [Math.max(0, surplus), Math.max(0, -surplus)];
  if (fitSegments(client.slice(head + taken), route.slice(head + added)) === undefined) return undefined;
  return { drop: client.slice(0, head + taken).map(clientWord), add: route.slice(0, head + added).map(routeWord) };
}

function sharedGeneric(client: readonly ClientSegment[], route: readonly RouteSegment[]): number {
  let count = 0;
  for (const [index, given] of client.entries()) {
    const wanted = route[index];
    if (given.kind !== 'literal' || wanted?.kind !== 'literal' || !/^(api|rest|v\d+)$/i.test(given.text)) break;
    if (given.text.toLowerCase() !== wanted.text.toLowerCase()) break;
    count += 1;
  }
  return count;
}

function clientWord(it: ClientSegment): string {
  return it.kind === 'literal' ? it.text.toLowerCase() : '*';
}

function routeWord(it: RouteSegment): string {
  return it.kind === 'literal' ? it.text.toLowerCase() : '*';
}

function size({ drop, add }: Prefix): number {
  return drop.length + add.length;
}

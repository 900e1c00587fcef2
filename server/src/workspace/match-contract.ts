import type { ClientCall, ClientSegment } from './client-calls.ts';
import type { ClientInput } from './client-request.ts';
import type { ClientRate, Contract, ContractLink, Prefix, Server } from './contract.ts';
import { rewritesOf } from './dev-proxies.ts';
import { candidates, indexRoutes, learnPrefix, NO_PREFIX, type RouteIndex, through } from './learn-prefix.ts';
import { fitSegments } from './match-segments.ts';
import type { ComposedRoute, RouteSegment, RouteTable } from './route-table.ts';
import type { Unit } from './units.ts';

export interface ContractInput extends Pick<ClientInput, 'files' | 'configuration'> {
  readonly units: readonly Unit[];
  readonly calls: readonly ClientCall[];
  readonly routesOf: (unit: Unit) => RouteTable;
}

interface IndexedServer extends Server {
  readonly index: RouteIndex;
}

/** Matches the requests of front ends with the routes of servers. */
export function matchContract(input: ContractInput): Contract {
  const { frontends, backends } = input.configuration.contract;
  const servers: IndexedServer[] = input.units.flatMap((unit) => {
    const { routes, openings } = input.routesOf(unit);
    if (routes.length === 0 || (backends && !isNamed(backends, unit))) return [];
    return [{ unit, routes, openings, index: indexRoutes(routes) }];
  });
  const groups = new Map<string, ClientCall[]>();
  for (const call of servers.length === 0 ? [] : input.calls) {
    if (call.origin === 'foreign' || (frontends && !isNamed(frontends, call.unit))) continue;
    if (!call.segments.some((it) => it.kind === 'literal')) continue;
    const known = groups.get(call.client);
    if (known) known.push(call);
    else groups.set(call.client, [call]);
  }
  const links: ContractLink[] = [];
  const clients: ClientRate[] = [];
  for (const [client, calls] of groups) {
    const matched = matchClient(client, calls, servers, input);
    clients.push(matched.rate);
    links.push(...matched.links);
  }
  links.sort((a, b) => (a.call.path < b.call.path ? -1 : a.call.path > b.call.path ? 1 : a.call.concept - b.call.concept));
  return withLookUps(links, clients);
}

function withLookUps(links: readonly ContractLink[], clients: readonly ClientRate[]): Contract {
  const callers = new Map<ComposedRoute, ClientCall[]>();
  const places = new Map<string, ContractLink[]>();
  for (const link of links) {
    const place = `${link.call.path} ${link.call.concept}`;
    places.set(place, [...(places.get(place) ?? []), link]);
    if (link.outcome !== 'served') continue;
    for (const route of link.routes) callers.set(route, [...(callers.get(route) ?? []), link.call]);
  }
  return {
    links,
    clients,
    callersOf: (route) => callers.get(route) ?? [],
    linksAt: (path, concept) => places.get(`${path} ${concept}`) ?? [],
  };
}

function matchClient(
  client: string,
  calls: readonly ClientCall[],
  servers: readonly IndexedServer[],
  input: ContractInput,
): { readonly rate: ClientRate; readonly links: readonly ContractLink[] } {
  const [first] = calls;
  const unit = first?.unit ?? { folder: '', kind: 'library' as const, dependencies: new Set<string>(), files: [] };
  const written = [...configured(input), ...rewritesOf(input, unit)];
  const prefixes = new Map<Unit, Prefix>();
  for (const server of servers) {
    const learned = learnPrefix(calls, server.index);
    if (learned) prefixes.set(server.unit, learned);
  }
  const waysTo = (server: IndexedServer): Prefix[] => {
    const learned = prefixes.get(server.unit);
    return [...written, NO_PREFIX, ...(learned ? [learned] : [])];
  };
  const found = calls.map((call) => ({ call, hits: servers.flatMap((it) => hitsOf(call, it, waysTo(it))) }));
  const counts = new Map<Unit, number>();
  for (const { hits } of found) {
    for (const it of new Set(hits.map((hit) => hit.server.unit))) counts.set(it, (counts.get(it) ?? 0) + 1);
  }
  const called = servers.filter((it) => (counts.get(it.unit) ?? 0) >= 3);
  const matched = found.filter(({ hits }) => hits.some((it) => called.includes(it.server))).length;
  const usualBeginnings = new Map(
    called.map(
      (it) => [it.unit, usualBeginning(found.flatMap(({ hits }) => hits.find((hit) => hit.server === it) ?? []))] as const,
    ),
  );
  const rate: ClientRate = {
    client,
    unit,
    servers: called.map((it) => it.unit),
    calls: calls.length,
    matched,
    prefixes,
    usualBeginnings,
  };
  const links = found.map(({ call, hits }) => linkOf(call, hits, called, waysTo, rate));
  return { rate, links };
}

/** Segments that a mount which the routes do not show may have. */
const MAX_UNSEEN = 2;

/** So many of the calls that arrive must begin alike. */
const USUAL_SHARE = 0.8;

/** The generic segments that most calls begin with. */
function usualBeginning(hits: readonly Hit[]): readonly string[] {
  const beginnings = hits.map(({ asked }) => {
    const end = asked.findIndex((it) => it.kind !== 'literal' || !/^(api|rest|v\d+)$/i.test(it.text));
    return asked.slice(0, Math.max(0, end)).flatMap((it) => (it.kind === 'literal' ? [it.text] : []));
  });
  const counts = new Map<string, { readonly words: readonly string[]; count: number }>();
  for (const words of beginnings) {
    const key = words.join('/').toLowerCase();
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { words, count: 1 });
  }
  return [...counts.values()].find((it) => it.count >= hits.length * USUAL_SHARE)?.words ?? [];
}

interface Hit {
  readonly server: IndexedServer;
  readonly route: ComposedRoute;
  /** The path as the server sees it. */
  readonly asked: readonly ClientSegment[];
  readonly prefix: Prefix;
  readonly score: number;
  readonly hasMethod: boolean;
  /** False where a written segment of the call stands where the route takes any. */
  readonly isExact: boolean;
}

function hitsOf(call: ClientCall, server: IndexedServer, ways: readonly Prefix[]): Hit[] {
  const hits = new Map<ComposedRoute, Hit>();
  const routes = candidates(server.index, call);
  for (const prefix of ways) {
    const asked = through(prefix, call.segments);
    if (!asked) continue;
    for (const route of routes) {
      const wanted = route.segments ?? route.tail;
      const score = wanted ? fitSegments(asked, wanted) : undefined;
      if (score === undefined) continue;
      const known = hits.get(route);
      if (!known || known.score < score)
        hits.set(route, {
          server,
          route,
          asked,
          prefix,
          score,
          hasMethod: takes(route, call),
          isExact: isExact(asked, wanted ?? []),
        });
    }
  }
  return [...hits.values()];
}

function takes({ method }: ComposedRoute, call: ClientCall): boolean {
  if (call.method === undefined || method === 'ANY' || method === call.method) return true;
  return call.method === 'HEAD' ? method === 'GET' : call.method === 'OPTIONS';
}

function linkOf(
  call: ClientCall,
  hits: readonly Hit[],
  called: readonly IndexedServer[],
  waysTo: (server: IndexedServer) => readonly Prefix[],
  rate: ClientRate,
): ContractLink {
  const best = (wanted: readonly Hit[]): Hit[] => {
    const top = Math.max(...wanted.map((it) => it.score));
    return wanted.filter((it) => it.score === top);
  };
  const taking = hits.filter((it) => it.hasMethod);
  // `POST /orders/search` is not `GET /orders/:id` with another method.
  const others = hits.filter((it) => it.isExact);
  const shown = best(taking.length > 0 ? taking : others);
  const [hit] = shown;
  const server = hit?.server ?? called[0];
  const prefix = hit?.prefix ?? (server ? usualWay(call, waysTo(server)) : NO_PREFIX);
  const asked = through(prefix, call.segments) ?? call.segments;
  const outcome = taking.length > 0 ? 'served' : others.length > 0 ? 'other-method' : 'unserved';
  const isOpen =
    outcome !== 'served' &&
    called.some((it) => isUnderOpening(call, it, waysTo(it)) || (outcome === 'unserved' && isBelowUnseen(asked, it)));
  return { call, outcome: isOpen ? 'open' : outcome, routes: shown.map((it) => it.route), asked, prefix, rate };
}

function isExact(asked: readonly ClientSegment[], wanted: readonly RouteSegment[]): boolean {
  return wanted.every((it, index) => it.kind === 'literal' || asked[index]?.kind !== 'literal');
}

/** The way that a call without a route most probably goes: the learned one, where it fits. */
function usualWay(call: ClientCall, ways: readonly Prefix[]): Prefix {
  return ways.findLast((it) => through(it, call.segments) !== undefined) ?? NO_PREFIX;
}

function isUnderOpening(call: ClientCall, server: IndexedServer, ways: readonly Prefix[]): boolean {
  const paths = ways.flatMap((it) => {
    const asked = through(it, call.segments);
    return asked ? [asked] : [];
  });
  const begins = (asked: readonly ClientSegment[], under: readonly string[]): boolean =>
    under.length <= asked.length &&
    under.every((text, index) => {
      const given = asked[index];
      return given !== undefined && (given.kind !== 'literal' || given.text.toLowerCase() === text.toLowerCase());
    });
  if (server.openings.some((it) => paths.some((asked) => begins(asked, it.under)))) return true;
  // A route whose beginning is not known may be the one.
  return server.routes.some(
    (it) => it.segments === undefined && it.tail !== undefined && it.tail.length > 0 && endsWith(call.segments, it),
  );
}

/**
 * Tells whether the end of a path is the whole of a route: what stands before it may be a mount that the routes do not show. A beginning that is
 * only said twice is none.
 */
function isBelowUnseen(asked: readonly ClientSegment[], server: IndexedServer): boolean {
  for (let cut = 1; cut <= MAX_UNSEEN && cut < asked.length - 1; cut += 1) {
    const [head, rest] = [asked.slice(0, cut), asked.slice(cut)];
    if (head.every((it, index) => isSame(it, rest[index]))) continue;
    if (
      server.routes.some(
        (it) => it.segments !== undefined && it.segments.at(-1)?.kind !== 'rest' && fitSegments(rest, it.segments) !== undefined,
      )
    )
      return true;
  }
  return false;
}

function isSame(a: ClientSegment, b: ClientSegment | undefined): boolean {
  return a.kind === 'literal' && b?.kind === 'literal' && a.text.toLowerCase() === b.text.toLowerCase();
}

function endsWith(segments: readonly ClientSegment[], { tail = [] }: ComposedRoute): boolean {
  return segments.length >= tail.length && fitSegments(segments.slice(segments.length - tail.length), tail) !== undefined;
}

/** What the user says about prefixes: `{ "/api": "/v1" }`. */
function configured({ configuration }: ContractInput): Prefix[] {
  const words = (path: string): string[] =>
    path
      .toLowerCase()
      .split('/')
      .filter((it) => it !== '');
  return Object.entries(configuration.contract.prefixes).map(([from, to]) => ({ drop: words(from), add: words(to) }));
}

function isNamed(folders: readonly string[], unit: Unit): boolean {
  return folders.includes(unit.folder === '' ? '.' : unit.folder);
}

import type { Path } from '#base/paths.ts';
import type { Route } from '#concepts/kinds/routing.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import { fileRoutes } from './file-routes.ts';
import type { Role } from './roles.ts';
import { segmentsOf } from './route-path.ts';
import type { ComposedRoute, RouteOpening, RouteSegment, RouteTable } from './route-table.ts';
import { applies, extend, literalsOf, middlewareBefore, type Way, withoutPrefix, withVersion } from './route-way.ts';
import { type Registered, type RouterGraph, type RouterNode, routerGraph } from './router-graph.ts';
import type { Unit } from './units.ts';

export interface RouteInput {
  readonly files: ReadonlyMap<Path, LiftedFile>;
  readonly units: readonly Unit[];
  readonly roleOf: (path: Path) => Role | undefined;
  readonly unitOf: (path: Path) => Unit;
}

/** Routers are followed into each other over at most this many mounts. Rule catalogue, section 3.1. */
const MAX_MOUNTS = 6;

/** Names that one router goes by; each is an argument or a field that passes it on. */
const MAX_STEPS = 16;

/** More routes are not composed; the largest table in the code bases looked at has 900. */
const MAX_ROUTES = 20_000;

/** Composes the routes of all units. */
export function composeRoutes(input: RouteInput): ReadonlyMap<Unit, RouteTable> {
  const { files, roleOf, unitOf } = input;
  const served = [...files.values()].filter((it) => {
    if (it.facts.kind !== 'code' || it.visible.length === 0) return false;
    const role = roleOf(it.path);
    return role === undefined || role === 'generated';
  });
  const graph = routerGraph(served);
  const composer = new Composer(input, graph);
  for (const node of graph.nodes.values()) if (!node.isHeld) composer.start(node);
  for (const it of graph.loose) composer.loose(it);
  for (const it of graph.lost)
    if (it.concept.parent === undefined) composer.open('unknown-mount', it.path, literalsOf(segmentsOf(it.concept.path ?? '')));
  const tables = composer.tables();
  for (const unit of input.units) {
    const { routes, openings } = fileRoutes(unit, files, roleOf, unitOf);
    if (routes.length === 0 && openings.length === 0) continue;
    const known = tables.get(unit);
    tables.set(unit, { routes: [...(known?.routes ?? []), ...routes], openings: [...(known?.openings ?? []), ...openings] });
  }
  return tables;
}

class Composer {
  readonly #input: RouteInput;
  readonly #graph: RouterGraph;
  readonly #routes = new Map<Unit, Map<string, ComposedRoute>>();
  readonly #openings = new Map<Unit, Map<string, RouteOpening>>();
  #count = 0;

  constructor(input: RouteInput, graph: RouterGraph) {
    this.#input = input;
    this.#graph = graph;
  }

  /** Composes from a router that nothing holds. */
  start(node: RouterNode): void {
    const unit = this.#input.unitOf(node.path);
    const way: Way = {
      unit,
      segments: [],
      tail: [],
      chain: [],
      isOpen: false,
      mounts: 0,
      steps: 0,
      seen: new Set(),
      controllers: undefined,
    };
    if (node.isController) this.#follow(node, this.#controllerWay(way));
    else if (isStart(node)) this.#follow(node, way);
    else if (node.routes.length > 0 || node.mounts.length > 0) this.#follow(node, this.#lostWay(way));
  }

  /** A route on something that cannot be followed. */
  loose(it: Registered<'route'>): void {
    const unit = this.#input.unitOf(it.path);
    for (const path of it.concept.paths ?? [it.concept.path ?? ''])
      this.#emit(it, it.concept, { unit, segments: undefined, tail: segmentsOf(path), chain: [], isOpen: true });
  }

  open(kind: RouteOpening['kind'], path: Path, under: readonly string[], unit = this.#input.unitOf(path)): void {
    const known = this.#openings.get(unit) ?? new Map<string, RouteOpening>();
    this.#openings.set(unit, known);
    known.set(`${kind} ${under.join('/')} ${path}`, { kind, under, path });
  }

  tables(): Map<Unit, RouteTable> {
    const tables = new Map<Unit, RouteTable>();
    for (const unit of new Set([...this.#routes.keys(), ...this.#openings.keys()])) {
      const all = [...(this.#routes.get(unit)?.values() ?? [])];
      // Where one way to a route is known, others that are not say nothing more.
      const known = new Set(all.flatMap((it) => (it.segments ? [`${it.path} ${it.concept}`] : [])));
      const routes = all.filter((it) => it.segments !== undefined || !known.has(`${it.path} ${it.concept}`));
      routes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : (a.concept ?? 0) - (b.concept ?? 0)));
      tables.set(unit, { routes, openings: [...(this.#openings.get(unit)?.values() ?? [])] });
    }
    return tables;
  }

  /** Controllers hang in the app that their unit makes. */
  #controllerWay(way: Way): Way {
    const own = this.#graph.forControllers.filter((it) => this.#input.unitOf(it.path) === way.unit);
    const prefix = own.find((it) => it.concept.versioning === undefined);
    const versioning = own.find((it) => it.concept.versioning !== undefined)?.concept.versioning;
    const known = prefix === undefined || prefix.concept.prefix !== undefined;
    const segments = known ? segmentsOf(prefix?.concept.prefix ?? '') : undefined;
    const controllers = { at: segments?.length ?? 0, exceptions: prefix?.concept.exceptions ?? [], versioning };
    return { ...way, segments, controllers };
  }

  /** Where the only mount of a unit that cannot be followed hangs, its routers without a holder are taken to hang. */
  #lostWay(way: Way): Way {
    const lost = this.#graph.lost.filter(
      (it) => it.concept.child === undefined && it.concept.framework !== 'django' && this.#input.unitOf(it.path) === way.unit,
    );
    const prefixes = new Set(lost.map((it) => it.concept.path));
    const [prefix] = prefixes;
    if (prefixes.size !== 1 || prefix === undefined) return { ...way, segments: undefined, isOpen: true };
    return { ...way, segments: segmentsOf(prefix), isOpen: true };
  }

  #follow(node: RouterNode, from: Way, replacesPrefix = false): void {
    if (from.seen.has(node.id) || from.steps > MAX_STEPS || from.mounts > MAX_MOUNTS || this.#count > MAX_ROUTES) return;
    const version = node.version ?? (node.isController ? from.controllers?.versioning?.default : undefined);
    const way = extend(from, replacesPrefix ? '' : node.prefix);
    const seen = new Set([...from.seen, node.id]);
    const base: Way = { ...way, seen, isOpen: from.isOpen || node.isChainOpen, chain: [...from.chain, ...node.chain] };
    for (const it of node.middleware) {
      if (it.concept.role !== 'proxy') continue;
      this.open('proxy', it.path, literalsOf([...(base.segments ?? []), ...segmentsOf(it.concept.path ?? '')]), way.unit);
    }
    for (const it of node.routes) {
      const before = { ...base, chain: [...base.chain, ...middlewareBefore(node, it, base), ...it.concept.chain] };
      const versioned = node.isController ? withVersion(it.concept.version ?? version, before) : before;
      for (const path of it.concept.paths ?? [it.concept.path])
        this.#route(it, withoutPrefix(it.concept, extend(versioned, path)));
    }
    for (const it of node.mounts) {
      const chain = [...base.chain, ...middlewareBefore(node, it, base), ...it.concept.chain];
      const next = extend({ ...base, chain, isOpen: base.isOpen || it.concept.isChainOpen }, it.concept.path);
      const child = it.concept.child === undefined ? undefined : this.#graph.nodes.get(it.concept.child);
      if (!child) {
        this.open('unknown-mount', it.path, literalsOf(next.segments ?? []), way.unit);
        continue;
      }
      const mounts = it.concept.isAlias ? way.mounts : way.mounts + 1;
      this.#follow(child, { ...next, mounts, steps: way.steps + 1 }, it.concept.replacesPrefix === true);
    }
  }

  #route(it: Registered<'route'>, way: Way): void {
    const { concept } = it;
    if (way.segments?.at(-1)?.kind === 'rest' && !concept.isFallback)
      this.open('catch-all', it.path, literalsOf(way.segments), way.unit);
    this.#emit(it, concept, { ...way, isOpen: way.isOpen || concept.isChainOpen });
  }

  #emit(it: Registered<'route'>, concept: Route, way: Pick<Way, 'unit' | 'segments' | 'tail' | 'chain' | 'isOpen'>): void {
    const known = this.#routes.get(way.unit) ?? new Map<string, ComposedRoute>();
    this.#routes.set(way.unit, known);
    const chain = way.chain.flatMap((link) => ('at' in link ? (applies(link, way.segments) ? [link.link] : []) : [link]));
    for (const method of concept.methods ?? [concept.method]) {
      const handler = concept.answers?.[method] ?? concept.handledBy;
      this.#count += 1;
      known.set(`${method} ${segmentText(way.segments ?? [])} ${segmentText(way.tail)} ${it.path} ${it.index}`, {
        unit: way.unit,
        framework: concept.framework,
        method,
        segments: way.segments,
        ...(way.segments === undefined && { tail: way.tail }),
        path: it.path,
        concept: it.index,
        ...(handler && { handler }),
        chain: chain.map(({ role, name }) => ({ role, name })),
        isChainOpen: way.isOpen,
      });
    }
  }
}

/** Apps, lists of URL patterns, and what functions that nobody is seen to call take for an app by its name. */
function isStart(node: RouterNode): boolean {
  if (node.isApp || node.id.endsWith('#urlpatterns')) return true;
  if (!/#\(\d+:\d+\)$/.test(node.id)) return false;
  return [...node.routes, ...node.mounts].some((it) => /^(app|server|application|engine|e)(@|$)/.test(it.concept.target));
}

function segmentText(segments: readonly RouteSegment[]): string {
  return segments
    .map((it) =>
      it.kind === 'literal' ? it.text : it.kind === 'parameter' ? `:${it.name}` : it.kind === 'mixed' ? it.pattern : '**',
    )
    .join('/');
}

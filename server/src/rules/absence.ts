import { fileName, folderOf, isWithin, type Path } from '#base/paths.ts';
import type { Concept } from '#concepts/concept.ts';
import type { HeaderName, Safeguard, SafeguardKind } from '#concepts/kinds/safeguards.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { GatewayFacts } from '#facts/manifest-facts.ts';
import type { Role } from '#workspace/roles.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import { routePathText } from '#workspace/route-text.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Severity } from './finding.ts';
import type { Anchor, Detection } from './rule.ts';

/** A unit that serves routes, with all that the rules about missing things ask. */
export interface ServedUnit {
  readonly unit: Unit;
  /** Where the server comes to be: the place where something missing would go. */
  readonly place: { readonly path: Path; readonly at: Anchor };
  /** How the code calls the server, for messages. */
  readonly name: string;
  /** The framework model that says that it is a server; 'django' and 'nextjs' where a project is one as a whole. */
  readonly framework: string;
  readonly routes: readonly ComposedRoute[];
  /** The visible concepts of all files that can be part of the server, those of other units that it imports included. */
  readonly visible: readonly Concept[];
  readonly files: readonly LiftedFile[];
  /** Files before the server or of its platform that may do what the code does not. */
  readonly gateways: readonly Gateway[];
  /** True where a platform runs the handlers: there is no process of one's own. */
  readonly isHosted: boolean;
}

export interface Gateway {
  readonly path: Path;
  /** Headers that it adds, in small letters. */
  readonly headers: ReadonlySet<string>;
}

/** The units where a missing thing can be spoken of: they serve enough routes, and nothing that cannot be read may bring what is missing. */
export function servedUnits(workspace: Workspace, minRoutes: number): readonly ServedUnit[] {
  return allServed(workspace).filter((it) => it.routes.length >= minRoutes && !signs(it, 'unknown').length);
}

/** The same for one unit, whatever it serves and whatever cannot be read of it; undefined where it serves no routes. */
export function servedUnit(workspace: Workspace, unit: Unit): ServedUnit | undefined {
  return allServed(workspace).find((it) => it.unit === unit);
}

function allServed(workspace: Workspace): readonly ServedUnit[] {
  let units = KNOWN.get(workspace);
  if (!units) {
    units = workspace.units.flatMap((unit) => served(workspace, unit) ?? []);
    KNOWN.set(workspace, units);
  }
  return units;
}

/** Five rules ask for the same; a workspace never changes. */
const KNOWN = new WeakMap<Workspace, readonly ServedUnit[]>();

/** The signs that a unit has a safeguard; empty where it is missing. */
export function signs(served: ServedUnit, what: SafeguardKind | 'unknown'): Safeguard[] {
  return served.visible.filter((it): it is Safeguard => it.kind === 'safeguard' && it.what === what);
}

/** The headers of a set that the unit names. */
export function namedHeaders(served: ServedUnit, of: ReadonlySet<string>): HeaderName[] {
  return served.visible.filter((it): it is HeaderName => it.kind === 'header' && of.has(it.name));
}

/** A finding at the server's creation, with the routes that it serves as evidence. A file before the server makes it advice. */
export function absent<Data extends object>(
  served: ServedUnit,
  messageId: string,
  data: Data,
  severity: Severity,
): Detection<Data & { readonly unless: string }> {
  const gateway = served.gateways[0];
  return {
    messageId,
    data: { ...data, unless: gateway ? `, unless \`${gateway.path}\` does it` : '' },
    path: served.place.path,
    at: served.place.at,
    severity: gateway || served.isHosted ? 'info' : severity,
    related: served.routes.slice(0, 3).map((route) => ({
      path: route.path,
      at: route.concept === undefined ? ({ kind: 'file' } as const) : ({ kind: 'concept', index: route.concept } as const),
      message: `It serves ${routeText(route)}`,
    })),
  };
}

/** A route as people write it: `GET /orders/:id`. */
export function routeText({ method, segments }: ComposedRoute): string {
  return segments && segments.length > 0 ? `\`${method} ${routePathText(segments)}\`` : `a \`${method}\` route`;
}

const NO_EVIDENCE: ReadonlySet<Role> = new Set(['test', 'docs', 'vendored', 'build-output', 'seed']);

function served(workspace: Workspace, unit: Unit): ServedUnit | undefined {
  if (unit.kind !== 'server' && unit.kind !== 'fullstack') return undefined;
  const { routes } = workspace.routesOf(unit);
  if (routes.length === 0) return undefined;
  const files = filesOf(workspace, unit);
  const server = serverOf(workspace, unit, routes);
  if (!server) return undefined;
  const gateways = gatewaysOf(workspace, unit);
  return {
    ...server,
    unit,
    routes,
    files,
    visible: files.flatMap((it) => it.visible),
    gateways,
    isHosted: gateways.some((it) => it.isPlatform) || server.framework === 'nextjs',
  };
}

/** The unit's own files and those that they import from other units, but for tests and what only explains. */
export function filesOf(workspace: Workspace, unit: Unit): LiftedFile[] {
  const next = new Map<Path, Path[]>();
  for (const { from, to, isTypeOnly } of workspace.edges) {
    const list = next.get(from);
    if (isTypeOnly) continue;
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const reached = new Set<Path>(unit.files);
  // A set is walked in the order of its growth, what is added on the way included.
  for (const path of reached) for (const to of next.get(path) ?? []) reached.add(to);
  return [...reached].flatMap((path) => {
    const role = workspace.roleOf(path);
    const file = workspace.files.get(path);
    return file && (role === undefined || !NO_EVIDENCE.has(role)) ? [file] : [];
  });
}

type Server = Pick<ServedUnit, 'place' | 'name' | 'framework'>;

/** The app object that most is registered on; where a framework has none, its settings. */
function serverOf(workspace: Workspace, unit: Unit, routes: readonly ComposedRoute[]): Server | undefined {
  const frameworks = new Map<string, number>();
  for (const it of routes) frameworks.set(it.framework, (frameworks.get(it.framework) ?? 0) + 1);
  let best: (Server & { readonly weight: number }) | undefined;
  let django: Server | undefined;
  for (const path of unit.files) {
    const file = workspace.files.get(path);
    if (!file || workspace.roleOf(path) !== undefined) continue;
    const registered = file.visible.filter((it) => it.kind === 'route' || it.kind === 'mount' || it.kind === 'middleware').length;
    const targets = new Set(
      file.visible.flatMap((it) =>
        'target' in it ? [String(it.target).split(/[@.]/)[0]] : it.kind === 'listen' ? [it.name.split('.')[0]] : [],
      ),
    );
    file.visible.forEach((it, index) => {
      if (it.kind === 'middleware' && it.framework === 'django')
        django ??= { place: { path, at: { kind: 'concept', index } }, name: projectName(path), framework: 'django' };
      if (it.kind !== 'server' && !(it.kind === 'listen' && it.framework === 'net-http')) return;
      const isOwn = frameworks.has(it.framework) ? 1000 : 0;
      const isNamed = it.kind === 'server' && targets.has(it.name ?? '') ? 500 : 0;
      const isAside = it.kind === 'listen' && /challenge|metrics|pprof|debug|redirect/i.test(it.name) ? -5000 : 0;
      const weight =
        (it.kind === 'server' ? 10_000 : 0) +
        isOwn * (PLAIN.has(it.framework) ? 1 : 10) +
        Math.min(registered, 400) +
        isNamed +
        isAside;
      if (best && best.weight >= weight) return;
      const name = it.kind === 'server' ? (it.name ?? 'the server') : 'the server';
      best = { place: { path, at: { kind: 'concept', index } }, name, framework: it.framework, weight };
    });
  }
  if (django && (frameworks.has('django') || frameworks.has('django-rest-framework') || !best)) return django;
  return best ?? django ?? nextOf(workspace, unit);
}

/** Servers of the language itself, which frameworks wrap. */
const PLAIN: ReadonlySet<string> = new Set(['node', 'net-http', 'python-servers']);

/** `shop/settings.py` and `shop/settings/base.py` are both of the project `shop`. */
function projectName(path: Path): string {
  const folder = folderOf(path).replace(/(^|\/)settings$/, '');
  return fileName(folder) || 'the project';
}

function nextOf(workspace: Workspace, unit: Unit): Server | undefined {
  if (!unit.dependencies.has('next')) return undefined;
  const config = unit.files.find((it) => /(^|\/)next\.config\.[cm]?[jt]s$/.test(it)) ?? unit.manifest;
  const manifest = unit.manifest === undefined ? undefined : workspace.files.get(unit.manifest)?.facts;
  const name = manifest?.kind === 'package-manifest' && manifest.name ? manifest.name : 'the app';
  return config === undefined ? undefined : { place: { path: config, at: { kind: 'file' } }, name, framework: 'nextjs' };
}

/** What stands before a unit is kept with it, or at a place that belongs to no other unit. */
function gatewaysOf(workspace: Workspace, unit: Unit): (Gateway & { readonly isPlatform: boolean })[] {
  const others = workspace.units.filter((it) => it !== unit && it.folder !== '' && !isWithin(it.folder, unit.folder));
  return [...workspace.files.values()].flatMap(({ facts }) => {
    if (facts.kind !== 'gateway' && facts.kind !== 'compose') return [];
    const role = workspace.roleOf(facts.path);
    if (role !== undefined && NO_EVIDENCE.has(role)) return [];
    if (others.some((it) => isWithin(it.folder, facts.path))) return [];
    if (facts.kind === 'compose')
      return facts.services.some((it) => PROXY_IMAGE.test(it.image ?? ''))
        ? [{ path: facts.path, headers: new Set<string>(), isPlatform: false }]
        : [];
    return isBefore(facts)
      ? [{ path: facts.path, headers: new Set(facts.headers.map((it) => it.name)), isPlatform: facts.tool === 'platform' }]
      : [];
  });
}

const PROXY_IMAGE = /^(?:[\w.-]+\/)*(nginx|nginx-proxy|nginx-unprivileged|caddy|traefik|haproxy|kong|envoy|swag)(?:[:@]|$)/;

function isBefore({ tool, forwards }: GatewayFacts): boolean {
  return tool === 'platform' || forwards;
}

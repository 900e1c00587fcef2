import type { Path } from '#base/paths.ts';
import { functionNumber } from '#concepts/function-place.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { bindingValue, functionNamed } from './exported-function.ts';
import type { Role } from './roles.ts';
import { segmentsOf } from './route-path.ts';
import type { ComposedRoute, RouteOpening, RouteSegment, RouteTable } from './route-table.ts';
import type { Unit } from './units.ts';

const METHODS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const SCRIPT = '\\.(?:[cm]?[jt]sx?)$';

/** Routes that files are by their place: `app/orders/[id]/route.ts`, `pages/api/orders.ts`, `server/api/orders.get.ts`. */
export function fileRoutes(
  unit: Unit,
  files: ReadonlyMap<Path, LiftedFile>,
  roleOf: (path: Path) => Role | undefined,
  unitOf: (path: Path) => Unit,
): RouteTable {
  const isNext = unit.dependencies.has('next');
  const isNuxt = unit.dependencies.has('nuxt') || unit.dependencies.has('nitropack');
  if (!isNext && !isNuxt) return { routes: [], openings: [] };
  const settings = isNext ? nextSettings(unit, files, unitOf) : { base: '', rewrites: [] };
  const routes: ComposedRoute[] = [];
  const openings: RouteOpening[] = settings.rewrites.map(({ source, path }) => ({
    kind: 'proxy',
    under: literals(segmentsOf(source)),
    path,
  }));
  for (const path of unit.files) {
    const facts = files.get(path)?.facts;
    if (facts?.kind !== 'code' || (facts.language !== 'typescript' && facts.language !== 'javascript')) continue;
    const inside = unit.folder === '' ? path : path.slice(unit.folder.length + 1);
    const found = isNext ? nextRoute(inside, facts) : nuxtRoute(inside);
    if (!found || roleOf(path) === 'test') continue;
    const segments = [...segmentsOf(settings.base), ...segmentsOf(found.path)];
    if (segments.at(-1)?.kind === 'rest') openings.push({ kind: 'catch-all', under: literals(segments), path });
    for (const { method, name } of found.methods) {
      const scope = functionNamed(facts, name);
      routes.push({
        unit,
        framework: isNext ? 'nextjs' : 'nuxt',
        method,
        segments,
        path,
        ...(scope !== undefined && { handler: { path, fn: functionNumber(facts, scope) } }),
        chain: wrappers(facts, name),
        isChainOpen: true,
      });
    }
  }
  return { routes, openings };
}

interface Found {
  readonly path: string;
  readonly methods: readonly { readonly method: string; readonly name: string }[];
}

function nextRoute(inside: string, facts: CodeFacts): Found | undefined {
  const app = new RegExp(`^(?:src/)?app/(?:(.*)/)?route${SCRIPT}`).exec(inside);
  if (app) {
    // Groups, slots and their interceptions are no part of the address.
    const path = (app[1] ?? '')
      .split('/')
      .filter((it) => !/^\(.*\)$|^@/.test(it))
      .join('/');
    return { path, methods: facts.exports.flatMap(({ name }) => (METHODS.test(name) ? [{ method: name, name }] : [])) };
  }
  const page = new RegExp(`^(?:src/)?pages/(api(?:/.*)?)${SCRIPT}`).exec(inside);
  if (!page || !facts.exports.some((it) => it.name === 'default')) return undefined;
  return { path: (page[1] ?? '').replace(/\/index$/, ''), methods: [{ method: 'ANY', name: 'default' }] };
}

function nuxtRoute(inside: string): Found | undefined {
  const match = new RegExp(`^(?:src/)?server/(?:(api)|routes)/(.*)${SCRIPT}`).exec(inside);
  if (!match) return undefined;
  const method = /\.(get|post|put|patch|delete|head|options)$/.exec(match[2] ?? '')?.[1];
  const path = (match[2] ?? '').replace(/\.(get|post|put|patch|delete|head|options)$/, '').replace(/(^|\/)index$/, '');
  return { path: `${match[1] ?? ''}/${path}`, methods: [{ method: method?.toUpperCase() ?? 'ANY', name: 'default' }] };
}

function wrappers(facts: CodeFacts, name: string): ComposedRoute['chain'] {
  const found = facts.exports.find((it) => it.name === name);
  let value = found?.value ?? bindingValue(facts, found?.local ?? name);
  const names: { role: 'other' | 'auth'; name: string }[] = [];
  while (value?.kind === 'call' && names.length < 5) {
    const call = facts.calls[value.call];
    const text = call?.callee.path.join('.') ?? '';
    names.push({ role: /auth|session|protect|permission/i.test(text) ? 'auth' : 'other', name: text });
    value = call?.args.find((it) => it.kind === 'call' || it.kind === 'function');
  }
  return names;
}

interface NextSettings {
  readonly base: string;
  readonly rewrites: readonly { readonly source: string; readonly path: Path }[];
}

/** What `next.config` says of paths: `basePath`, and rewrites that other servers answer. */
function nextSettings(unit: Unit, files: ReadonlyMap<Path, LiftedFile>, unitOf: (path: Path) => Unit): NextSettings {
  for (const [path, { facts }] of files) {
    if (facts.kind !== 'code' || !/(^|\/)next\.config\.[cm]?[jt]s$/.test(path) || unitOf(path) !== unit) continue;
    const objects = [
      ...facts.bindings.flatMap((it) => (it.origin.kind === 'value' ? [it.origin.value] : [])),
      ...facts.exports.flatMap((it) => it.value ?? []),
    ];
    const base = objects.flatMap((it) => (it.kind === 'object' ? it.entries : [])).find((it) => it.key === 'basePath')?.value;
    const scopes = new Set([...facts.scopes.entries()].flatMap(([id, it]) => (it.fn?.name === 'rewrites' ? [id] : [])));
    const rewrites = facts.returns
      .filter((it) => scopes.has(it.scope))
      .flatMap((it) => it.values.flatMap((value) => sourcesOf(value, 0)))
      .map((source) => ({ source, path }));
    return { base: base?.kind === 'literal' && typeof base.value === 'string' ? base.value : '', rewrites };
  }
  return { base: '', rewrites: [] };
}

function sourcesOf(value: Value, depth: number): string[] {
  if (depth > 3) return [];
  if (value.kind === 'array') return value.items.flatMap((it) => sourcesOf(it, depth + 1));
  if (value.kind !== 'object') return [];
  const source = value.entries.find((it) => it.key === 'source')?.value;
  if (source?.kind === 'literal' && typeof source.value === 'string') return [source.value];
  return value.entries.flatMap((it) => sourcesOf(it.value, depth + 1));
}

function literals(segments: readonly RouteSegment[]): string[] {
  const end = segments.findIndex((it) => it.kind !== 'literal');
  return segments.slice(0, end < 0 ? segments.length : end).flatMap((it) => (it.kind === 'literal' ? [it.text] : []));
}

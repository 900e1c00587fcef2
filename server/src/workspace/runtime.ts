import type { Path } from '#base/paths.ts';
import { conceptsOf, type LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { ImportEdge } from '#link/meaning.ts';
import type { Unit } from './units.ts';

/** Where a file's code runs; unknown where a unit holds both sides and the file does not say. */
export type Runtime = 'server' | 'browser' | 'unknown';

const BROWSER_PACKAGES =
  /^(react|react-dom|vue|vue-router|pinia|svelte|preact|@angular\/|react-router|redux|@reduxjs\/|zustand|@tanstack\/react|swr$|next\/(link|router|image|navigation))/;
const SERVER_PACKAGES =
  /^(express|fastify|koa|@nestjs\/[\w-]+|fs|path|crypto|http|net|child_process|pg|mysql2?|mongoose|mongodb|@prisma\/client|next\/(server|headers)|server-only)(\/|$)/;
const BROWSER_FOLDER = /(^|\/)(client|frontend|web|webapp|ui|components|pages|views|hooks|composables|stores?)\//;
const SERVER_FOLDER = /(^|\/)(server|backend|api)\//;

/**
 * Where each code file runs. What a file does not say itself is told by who imports it: only browser code, or only server
 * code.
 */
export function runtimesOf(
  files: ReadonlyMap<Path, LiftedFile>,
  edges: readonly ImportEdge[],
  unitOf: (path: Path) => Unit,
): Map<Path, Runtime> {
  const runtimes = new Map<Path, Runtime>();
  const beside = besideOtherServers(files, unitOf);
  for (const [path, file] of files) {
    if (file.facts.kind !== 'code') continue;
    const unit = unitOf(path);
    runtimes.set(path, runtimeOf(file, unit, beside.has(unit)));
  }
  const reachedFrom = (runtime: Runtime): Set<Path> => {
    const start = [...runtimes].filter(([, it]) => it === runtime).map(([path]) => path);
    return reach(edges, start, (path) => runtimes.get(path) === 'unknown');
  };
  const browser = reachedFrom('browser');
  const server = reachedFrom('server');
  for (const [path, runtime] of runtimes) {
    if (runtime !== 'unknown' || browser.has(path) === server.has(path)) continue;
    runtimes.set(path, browser.has(path) ? 'browser' : 'server');
  }
  return runtimes;
}

/** Units whose server is written in another language, so that their scripts are those of pages or of the build. */
function besideOtherServers(files: ReadonlyMap<Path, LiftedFile>, unitOf: (path: Path) => Unit): ReadonlySet<Unit> {
  const scripts = new Set<Unit>();
  const others = new Set<Unit>();
  for (const [path, file] of files) {
    if (file.facts.kind !== 'code') continue;
    const unit = unitOf(path);
    if (unit.kind !== 'server' || !file.visible.some(({ kind }) => kind === 'server' || kind === 'listen' || kind === 'route'))
      continue;
    (file.facts.language === 'go' || file.facts.language === 'python' ? others : scripts).add(unit);
  }
  return new Set([...others].filter((it) => !scripts.has(it)));
}

function reach(edges: readonly ImportEdge[], start: readonly Path[], goesOn: (path: Path) => boolean): Set<Path> {
  const next = new Map<Path, Path[]>();
  for (const { from, to, isTypeOnly } of edges) {
    if (isTypeOnly) continue;
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const reached = new Set<Path>();
  const queue = [...start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const to of next.get(path) ?? []) {
      if (reached.has(to) || !goesOn(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}

function runtimeOf(file: LiftedFile, unit: Unit, isBesideAServer: boolean): Runtime {
  const { facts } = file;
  if (facts.kind !== 'code') return 'unknown';
  if (facts.language === 'python' || facts.language === 'go') return 'server';
  if (facts.prologue.includes('use client')) return 'browser';
  if (facts.prologue.includes('use server')) return 'server';
  if (isNextPage(facts)) return 'server';
  const inside = unit.folder === '' ? file.path : file.path.slice(unit.folder.length + 1);
  // Meteor loads what lies in this folder in the browser alone.
  if (/^client\//.test(inside) && unit.dependencies.has('meteor-node-stubs')) return 'browser';
  if (unit.kind === 'server' && !isBesideAServer) return facts.hasMarkup && facts.container ? 'browser' : 'server';
  if (unit.kind === 'frontend') return 'browser';
  if (conceptsOf(file, 'listen').length > 0 || conceptsOf(file, 'route').length > 0) return 'server';
  const modules = facts.imports.filter((it) => !it.isTypeOnly).map((it) => it.module.replace(/^node:/, ''));
  // A component may take `path` and the like from the bundler.
  if (modules.includes('@angular/core') || facts.container) return 'browser';
  if (modules.some((it) => SERVER_PACKAGES.test(it))) return 'server';
  if (isNextServerFile(file.path)) return 'server';
  // Nuxt takes its server from one folder only.
  if (unit.dependencies.has('nuxt')) return /(^|\/)server\//.test(file.path) ? 'server' : 'browser';
  // Next.js renders components on the server unless they say otherwise.
  if (unit.dependencies.has('next')) return 'unknown';
  // Servers render mails and first pages with the same packages.
  if (/^(server|backend)\//.test(inside)) return 'server';
  if (modules.some((it) => BROWSER_PACKAGES.test(it))) return 'browser';
  if (SERVER_FOLDER.test(inside)) return 'server';
  return BROWSER_FOLDER.test(inside) || facts.hasMarkup ? 'browser' : 'unknown';
}

/** A page that tells Next.js about itself runs on the server, whichever manifest of a monorepo names the framework. */
function isNextPage({ path, exports }: CodeFacts): boolean {
  return (
    /(^|\/)app\/(.*\/)?(page|layout)\.[jt]sx?$/.test(path) &&
    exports.some((it) => /^(metadata|viewport|dynamic|revalidate|generate(Metadata|Viewport|StaticParams))$/.test(it.name))
  );
}

function isNextServerFile(path: Path): boolean {
  return /(^|\/)(app\/.*\/?route|middleware|proxy|instrumentation)\.[jt]s$|(^|\/)pages\/api\//.test(path);
}

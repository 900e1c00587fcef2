import { fileName, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { ClientInput } from './client-request.ts';
import type { Prefix } from './contract.ts';
import type { Unit } from './units.ts';

/** What the development servers and the frameworks of a front end do to paths on their way to the back end. */
export function rewritesOf(input: Pick<ClientInput, 'files'>, unit: Unit): readonly Prefix[] {
  return settingsOf(input, unit).flatMap((file) => objectsOf(file).flatMap((it) => [...proxies(file, it), ...rewrites(it)]));
}

/** Paths that a development server hands on to another server as they are. */
export interface ForwardedPaths {
  /** The file that says so. */
  readonly path: Path;
  /** What they begin with: `/api`. */
  readonly under: string;
  /** `http://localhost:8000`. */
  readonly origin: string;
}

/** The paths of a front end that reach a server without any change, by the settings of Vite, Next.js, Angular and their like. */
export function forwardedPaths(input: Pick<ClientInput, 'files'>, unit: Unit): readonly ForwardedPaths[] {
  return settingsOf(input, unit).flatMap((file) =>
    objectsOf(file).flatMap((object) => {
      const map = object.entries.find((it) => it.key === 'proxy')?.value ?? (isProxyFile(file.path) ? object : undefined);
      return [...(map?.kind === 'object' ? targets(map) : []), ...unchanged(object)].map((it) => ({ path: file.path, ...it }));
    }),
  );
}

function settingsOf({ files }: Pick<ClientInput, 'files'>, unit: Unit): LiftedCode[] {
  return unit.files.flatMap((path) => {
    const file = files.get(path);
    const isSetting = SETTINGS.test(fileName(path)) || isProxyFile(path);
    return file && isCode(file) && isSetting ? [file] : [];
  });
}

const SETTINGS = /^(vite|next|nuxt|vue|svelte|astro|rsbuild|webpack)[\w.]*\.config\.\w+$|^setupProxy\.[jt]s$/;

/** Angular's. */
function isProxyFile(path: Path): boolean {
  return /^proxy\.conf\.[cm]?js$/.test(fileName(path));
}

/** `'/api': 'http://localhost:8000'`, `'/api': { target: 'http://localhost:8000' }`; a key with a `^` is an expression. */
function targets(map: ObjectValue): Omit<ForwardedPaths, 'path'>[] {
  return map.entries.flatMap(({ key, value }) => {
    const settings = value.kind === 'object' ? value.entries : [];
    if (settings.some((it) => /^(?:rewrite|pathRewrite|router|bypass)$/.test(it.key))) return [];
    const target = value.kind === 'object' ? settings.find((it) => it.key === 'target')?.value : value;
    const origin = target?.kind === 'literal' ? originOf(String(target.value)) : undefined;
    return key.startsWith('/') && origin !== undefined ? [{ under: key.replace(/\/+(?:\*\*?)?$/, ''), origin }] : [];
  });
}

/** `{ source: '/api/:path*', destination: 'http://localhost:8000/api/:path*' }`. */
function unchanged(object: ObjectValue): Omit<ForwardedPaths, 'path'>[] {
  const [source, destination] = ['source', 'destination'].map((key) => {
    const value = object.entries.find((it) => it.key === key)?.value;
    return value?.kind === 'literal' ? String(value.value) : '';
  });
  const under = /^((?:\/[\w.-]+)*)\/:\w+\*$/.exec(source ?? '')?.[1];
  const origin = originOf((destination ?? '').slice(0, -(source ?? '').length));
  return under !== undefined && origin !== undefined && destination === origin + source ? [{ under, origin }] : [];
}

/** An address that is nothing but an origin, without a slash at its end. */
function originOf(address: string): string | undefined {
  return /^https?:\/\/[^/?#\s]+(?=\/?$)/i.exec(address)?.[0].toLowerCase();
}

/** All objects that the file names, gives to a call or returns, with those inside. */
function objectsOf({ facts }: LiftedCode): ObjectValue[] {
  const roots: (Value | undefined)[] = [
    ...facts.exports.map((it) => it.value),
    ...facts.bindings.map((it) => (it.origin.kind === 'value' ? it.origin.value : undefined)),
    ...facts.calls.flatMap((it) => it.args),
    ...facts.returns.flatMap((it) => it.values),
  ];
  const found: ObjectValue[] = [];
  const visit = (value: Value | undefined, depth: number): void => {
    if (!value || depth > 5) return;
    if (value.kind === 'array') for (const it of value.items) visit(it, depth + 1);
    if (value.kind !== 'object') return;
    found.push(value);
    for (const it of value.entries) visit(it.value, depth + 1);
  };
  for (const it of roots) visit(it, 0);
  return found;
}

/** `proxy: { '/api': { target, rewrite: (path) => path.replace(/^\/api/, '') } }`. */
function proxies({ facts }: LiftedCode, object: ObjectValue): Prefix[] {
  const proxy = object.entries.find((it) => it.key === 'proxy')?.value;
  if (proxy?.kind !== 'object') return [];
  return proxy.entries.flatMap(({ key, value }) => {
    if (value.kind !== 'object') return [];
    const rewrite = value.entries.find((it) => it.key === 'rewrite' || it.key === 'pathRewrite')?.value;
    if (rewrite?.kind === 'object') {
      return rewrite.entries.map((it) => ({
        drop: words(it.key),
        add: it.value.kind === 'literal' ? words(String(it.value.value)) : [],
      }));
    }
    if (rewrite?.kind !== 'function') return [];
    const call = facts.calls.find((it) => it.scope === rewrite.scope && it.callee.path.at(-1) === 'replace');
    const to = call?.args[1];
    return to?.kind === 'literal' ? [{ drop: words(key), add: words(String(to.value)) }] : [];
  });
}

/** `{ source: '/api/:path*', destination: 'http://localhost:8000/:path*' }`. */
function rewrites(object: ObjectValue): Prefix[] {
  const text = (key: string): string | undefined => {
    const value = object.entries.find((it) => it.key === key)?.value;
    return value?.kind === 'literal' ? String(value.value) : value?.kind === 'template' ? value.text : undefined;
  };
  const [source, destination] = [text('source'), text('destination')];
  if (source === undefined || destination === undefined || !source.includes(':')) return [];
  const to = destination.replace(/^\w+:\/\/[^/]*/, '').replace(/^\uFFFC/, '');
  return [
    { drop: words(source.slice(0, source.indexOf(':'))), add: words(to.includes(':') ? to.slice(0, to.indexOf(':')) : to) },
  ];
}

function words(path: string): string[] {
  return path
    .replace(/^\^/, '')
    .split('/')
    .filter((it) => /^[\w.-]+$/.test(it))
    .map((it) => it.toLowerCase());
}

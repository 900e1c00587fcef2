import { fileName, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A front end in development: where the browser loads it from, and which servers it calls. */
export interface DevFrontEnd {
  readonly unit: Unit;
  /** How people call it: the folder, or the package's name. */
  readonly name: string;
  /** All origins that it may be loaded from; the first is the tool's own. */
  readonly origins: readonly string[];
  /** The file that says so, where one does. */
  readonly source?: Path;
  /** An address on this machine that it calls, at another port. */
  readonly calls: readonly { readonly origin: string; readonly path: Path; readonly entry?: number }[];
}

interface Tool {
  readonly dependency: string;
  readonly port: number;
  readonly config: RegExp;
  /** Where the settings hold the port. */
  readonly key: string;
  readonly command: RegExp;
}

const TOOLS: readonly Tool[] = [
  { dependency: 'nuxt', port: 3000, config: /^nuxt\.config\.[cm]?[jt]s$/, key: 'devServer', command: /\bnuxt(i)? dev\b/ },
  { dependency: 'next', port: 3000, config: /^next\.config\.[cm]?[jt]s$/, key: '', command: /\bnext dev\b/ },
  { dependency: 'react-scripts', port: 3000, config: /^$/, key: '', command: /\breact-scripts start\b/ },
  {
    dependency: '@vue/cli-service',
    port: 8080,
    config: /^vue\.config\.[cm]?js$/,
    key: 'devServer',
    command: /\bvue-cli-service serve\b/,
  },
  { dependency: '@angular/cli', port: 4200, config: /^$/, key: '', command: /\bng serve\b/ },
  { dependency: 'vite', port: 5173, config: /^vite\.config\.[cm]?[jt]s$/, key: 'server', command: /\bvite\b/ },
  {
    dependency: 'webpack-dev-server',
    port: 8080,
    config: /^webpack[\w.]*\.[cm]?[jt]s$/,
    key: 'devServer',
    command: /\bwebpack(-dev-server| serve)\b/,
  },
];

/** The front end of a unit; undefined where it has none, or where its port is computed. */
export function devFrontEnd(workspace: Workspace, unit: Unit, extra: readonly string[]): DevFrontEnd | undefined {
  if (unit.kind !== 'frontend' && unit.kind !== 'fullstack') return undefined;
  const tool = TOOLS.find((it) => unit.dependencies.has(it.dependency));
  if (!tool || SHELLS.some((it) => unit.dependencies.has(it))) return undefined;
  const found = portOf(workspace, unit, tool);
  if (!found) return undefined;
  const origins = [`http://localhost:${found.port}`, ...extra];
  const calls = callsOf(workspace, unit).filter((it) => !origins.includes(it.origin));
  return {
    unit,
    name: fileName(unit.folder) || tool.dependency,
    origins,
    calls,
    ...(found.source !== undefined && { source: found.source }),
  };
}

/** These load their pages from files. */
const SHELLS: readonly string[] = ['electron', '@capacitor/core', 'react-native', 'expo', '@tauri-apps/api'];

function portOf(workspace: Workspace, unit: Unit, tool: Tool): { readonly port: number; readonly source?: Path } | undefined {
  const manifest = unit.manifest === undefined ? undefined : workspace.files.get(unit.manifest)?.facts;
  for (const { name, command } of manifest?.kind === 'package-manifest' ? manifest.scripts : []) {
    if (!/^(dev|start|serve|develop)\b/.test(name) || !tool.command.test(command)) continue;
    const written = /(?:--port[= ]|-p |\bPORT=)(\d{2,5})\b/.exec(command)?.[1];
    if (written !== undefined) return { port: Number(written), source: manifest?.path ?? '' };
    if (/--port|(^|\s)-p\s|\$\{?PORT/.test(command)) return undefined;
  }
  const config = unit.files.find((it) => tool.config.test(fileName(it)));
  const file = config === undefined ? undefined : workspace.files.get(config);
  const settings = file && isCode(file) ? settingsOf(file) : undefined;
  if (file && tool.key !== '' && !settings) return undefined;
  const server = settings?.entries.find((it) => it.key === tool.key)?.value;
  if (!server) return settings?.isOpen && tool.key !== '' ? undefined : { port: tool.port };
  if (server.kind !== 'object') return undefined;
  const port = server.entries.find((it) => it.key === 'port')?.value;
  if (!port) return server.isOpen ? undefined : { port: tool.port };
  const number = file && isCode(file) ? numberOf(file, port) : undefined;
  return number === undefined || config === undefined ? undefined : { port: number, source: config };
}

function numberOf({ facts }: LiftedCode, value: Value): number | undefined {
  if (value.kind === 'literal') return typeof value.value === 'number' ? value.value : undefined;
  if (value.kind !== 'reference' || value.path.length !== 1) return undefined;
  const origin = facts.bindings.find((it) => it.scope === 0 && it.name === value.path[0])?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'literal' && typeof origin.value.value === 'number'
    ? origin.value.value
    : undefined;
}

/** `export default { … }`, `export default defineConfig({ … })`, a function that returns one of them. */
function settingsOf({ facts }: LiftedCode): ObjectValue | undefined {
  const read = (value: Value | undefined, depth: number): ObjectValue | undefined => {
    if (!value || depth > 4) return undefined;
    if (value.kind === 'object') return value;
    if (value.kind === 'call') return read(facts.calls[value.call]?.args[0], depth + 1);
    if (value.kind === 'function') {
      const returns = facts.returns.filter((it) => it.scope === value.scope);
      return returns.length === 1 ? read(returns[0]?.values[0], depth + 1) : undefined;
    }
    if (value.kind !== 'reference' || value.path.length !== 1) return undefined;
    const origin = facts.bindings.find((it) => it.scope === 0 && it.name === value.path[0])?.origin;
    return origin?.kind === 'value' ? read(origin.value, depth + 1) : undefined;
  };
  const exported = facts.exports.find((it) => it.name === 'default');
  if (exported?.value) return read(exported.value, 0);
  const origin = facts.bindings.find((it) => it.scope === 0 && it.name === exported?.local)?.origin;
  return origin?.kind === 'value' ? read(origin.value, 0) : undefined;
}

const LOCAL = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(?=\/|$)/;

/** The origins on this machine that a file writes, in its order. */
export function localOrigins({ facts }: LiftedCode): readonly string[] {
  return facts.strings.flatMap((it) => LOCAL.exec(it.value)?.[0] ?? []);
}

/** Addresses on this machine in the browser's code and in the variables that it is built with. */
function callsOf(workspace: Workspace, unit: Unit): DevFrontEnd['calls'] {
  const inCode = unit.files.flatMap((path) => {
    const file = workspace.files.get(path);
    if (!file || !isCode(file) || workspace.roleOf(path) !== undefined || workspace.runtimeOf(path) === 'server') return [];
    // Socket.IO's server has a list of origins of its own.
    if (file.facts.imports.some((it) => it.module === 'socket.io-client')) return [];
    return localOrigins(file).map((origin) => ({ origin, path }));
  });
  const inVariables = [...workspace.files.values()].flatMap(({ facts }) => {
    if (facts.kind !== 'env-file' || workspace.unitOf(facts.path) !== unit) return [];
    return facts.entries.flatMap(({ key, value, isCommentedOut }, entry) => {
      const origin = LOCAL.exec(value)?.[0];
      const isAddress = /^(VITE|REACT_APP|NEXT_PUBLIC|VUE_APP|NUXT_PUBLIC|PUBLIC)_\w*(API|BACKEND|SERVER|BASE)/.test(key);
      return origin === undefined || isCommentedOut || !isAddress ? [] : [{ origin, path: facts.path, entry }];
    });
  });
  return [...inVariables, ...inCode];
}

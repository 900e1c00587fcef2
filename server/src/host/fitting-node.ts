import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAtLeast } from '#base/version.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What generated TypeScript projects need: `node:sqlite` and TypeScript without flags. */
export const NEEDED_NODE = '22.18.0';

/** A Node.js and the folder of its program. */
interface Installation {
  readonly version: string;
  readonly folder: string;
}

/** The Node.js that programs of an environment run on. */
export interface FittingNode {
  /** The version of `node` on PATH; undefined where there is none, or it does not answer. */
  readonly onPath: string | undefined;
  /** Whether that one is too old for generated projects. */
  readonly isTooOld: boolean;
  /** What runs in its place where it is too old; undefined where this machine has nothing newer. */
  readonly instead: Installation | undefined;
}

/** Looks once at each PATH. */
export function fittingNode({ PATH: path = '' }: Environment): FittingNode {
  const found = known.get(path);
  if (found) return found;
  const onPath = versionOf(path);
  const isTooOld = onPath !== undefined && !isAtLeast(onPath, NEEDED_NODE);
  const fitting: FittingNode = { onPath, isTooOld, instead: isTooOld ? ownNode() : undefined };
  known.set(path, fitting);
  return fitting;
}

const known = new Map<string, FittingNode>();

/**
 * The environment for a program of Node.js: where the `node` on PATH is too old for generated projects and Tiebeam has a newer one,
 * that one comes first. Everything else, and every other program, stays as it is.
 */
export function withFittingNode<T extends Environment>(program: string, environment: T): T {
  if (!runsOnNode(program)) return environment;
  const { instead } = fittingNode(environment);
  return instead === undefined ? environment : { ...environment, PATH: [instead.folder, environment.PATH ?? ''].join(delimiter) };
}

export function runsOnNode(program: string): boolean {
  return /^(node|npm|npx)$/.test(program);
}

/** A machine without Node.js is told so by the program that then does not start. */
function versionOf(path: string): string | undefined {
  try {
    const said = execFileSync('node', ['--version'], {
      env: { PATH: path },
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /^v(\d+\.\d+\.\d+)/.exec(said)?.[1];
  } catch {
    return undefined;
  }
}

/**
 * The npm package `node`, which a checkout of Tiebeam has beside its bundles and sources, or else the program that this process runs on:
 * VS Code's server brings a Node.js of its own. The desktop's is part of the editor, and no program called `node`.
 */
function ownNode(): Installation | undefined {
  const candidates = ['../node_modules/node/bin/node', '../../../node_modules/node/bin/node'];
  const checkout = candidates.map((it) => fileURLToPath(new URL(it, import.meta.url))).find((it) => existsSync(it));
  const running = /^node(\.exe)?$/.test(basename(process.execPath)) ? process.execPath : undefined;
  for (const program of [checkout, running]) {
    if (program === undefined) continue;
    const folder = dirname(program);
    const version = versionOf(folder);
    if (version !== undefined && isAtLeast(version, NEEDED_NODE)) return { version, folder };
  }
  return undefined;
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

type Environment = Readonly<Record<string, string | undefined>>;

/** What generated TypeScript projects need: `node:sqlite` and TypeScript without flags. Major and minor. */
const needed = [22, 18] as const;

/**
 * The environment for a program of Node.js: where the `node` on PATH is too old for generated projects and this installation of
 * Tiebeam brings a newer one, that one comes first. Everything else, and every other program, stays as it is.
 */
export function withFittingNode<T extends Environment>(program: string, environment: T): T {
  if (!/^(node|npm|npx)$/.test(program)) return environment;
  const path = environment.PATH ?? '';
  const folder = fittingFolder(path);
  return folder === undefined ? environment : { ...environment, PATH: [folder, path].join(delimiter) };
}

const known = new Map<string, string | undefined>();

function fittingFolder(path: string): string | undefined {
  if (!known.has(path)) known.set(path, isNewEnough(versionOn(path)) ? undefined : ownNodeFolder());
  return known.get(path);
}

/** Undefined where there is no `node`, or it does not answer. */
function versionOn(path: string): string | undefined {
  try {
    return execFileSync('node', ['--version'], {
      env: { PATH: path },
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // A machine without Node.js is told so by the program that then does not start.
    return undefined;
  }
}

function isNewEnough(version: string | undefined): boolean {
  if (version === undefined) return true;
  const [major = 0, minor = 0] = version.trim().replace(/^v/, '').split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

/** The npm package `node`, which a checkout of Tiebeam has beside its bundles and sources. */
function ownNodeFolder(): string | undefined {
  const candidates = ['../node_modules/node/bin/node', '../../node_modules/node/bin/node', '../../../node_modules/node/bin/node'];
  const found = candidates.map((it) => fileURLToPath(new URL(it, import.meta.url))).find((it) => existsSync(it));
  return found === undefined ? undefined : dirname(found);
}

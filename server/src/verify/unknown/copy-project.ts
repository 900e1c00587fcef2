import { existsSync } from 'node:fs';
import { cp, lstat, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';

/** A copy of a project in a temporary folder. */
export interface ProjectCopy {
  /** Absolute path. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/**
 * Copies a project, so that what is installed, built and written while it runs stays away from the person's own files. Left out: what is
 * installed and built anew, the history, the person's own `.env`, and links that lead out of the project.
 */
export async function copyProject(root: string): Promise<ProjectCopy> {
  const home = await realpath(root);
  const folder = await mkdtemp(join(tmpdir(), 'tiebeam-copy-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await cp(home, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => isWanted(home, path) });
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

async function isWanted(root: string, path: string): Promise<boolean> {
  const name = basename(path);
  if (path !== root && (LEFT_OUT.test(name) || isOwnEnv(name))) return false;
  if (existsSync(join(path, 'pyvenv.cfg'))) return false;
  const stats = await lstat(path);
  if (!stats.isSymbolicLink()) return stats.isDirectory() || stats.isFile();
  const target = await realpath(path).catch(() => undefined);
  return target !== undefined && !relative(root, target).startsWith('..') && !relative(root, target).startsWith('/');
}

const LEFT_OUT =
  /^(node_modules|\.git|\.hg|\.svn|__pycache__|\.next|\.nuxt|\.turbo|\.tox|\.mypy_cache|\.pytest_cache|\.ruff_cache|\.tiebeam)$/;

/** `.env` and `.env.local`, not `.env.example`. */
function isOwnEnv(name: string): boolean {
  return /^\.env(\..*)?$/.test(name) && !/\.(example|sample|template|dist|defaults|test)$/.test(name);
}

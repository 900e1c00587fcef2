import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Path } from '#base/paths.ts';
import { isFileError } from './file-error.ts';

/** The `.gitignore` files that hold in a folder, nearest first. */
export interface IgnoreRules {
  readonly matcher: Ignore;
  /** What to put before a path from the root so that it starts at the matcher's folder; for a folder below the root, what to cut. */
  readonly base: { readonly add: string } | { readonly cut: number };
  readonly above: IgnoreRules | undefined;
}

/** Tells whether the rules leave a path out; the nearest file that says anything decides. Folders above it are taken to be in. */
export function isIgnored(rules: IgnoreRules | undefined, path: Path, isFolder: boolean): boolean {
  for (let at = rules; at; at = at.above) {
    const inFolder = 'add' in at.base ? at.base.add + path : path.slice(at.base.cut);
    const { ignored, unignored } = at.matcher.test(isFolder ? `${inFolder}/` : inFolder);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** Adds the `.gitignore` of a folder; `folder` is '' for the root. */
export function withRules(above: IgnoreRules | undefined, folder: Path, text: string): IgnoreRules {
  return { matcher: matcherOf(text), base: { cut: folder === '' ? 0 : folder.length + 1 }, above };
}

/**
 * The rules that hold above a root inside a repository: the `.gitignore` files of the folders up to the repository's top, and its
 * `.git/info/exclude`. Rules that leave out the root itself are not asked: it was opened on purpose.
 */
export function rulesAbove(root: string): IgnoreRules | undefined {
  const folders: string[] = [];
  let top = root;
  while (!existsSync(join(top, '.git'))) {
    const parent = dirname(top);
    if (parent === top) return undefined;
    folders.unshift(parent);
    top = parent;
  }
  let rules = add(undefined, top, root, join(top, '.git', 'info', 'exclude'));
  for (const folder of folders) rules = add(rules, folder, root, join(folder, '.gitignore'));
  return rules;
}

/** The text of a folder's `.gitignore`; undefined where there is none that can be read. */
export function readIgnoreFile(folder: string): string | undefined {
  return read(join(folder, '.gitignore'));
}

function add(above: IgnoreRules | undefined, folder: string, root: string, file: string): IgnoreRules | undefined {
  const text = read(file);
  if (text === undefined) return above;
  const matcher = matcherOf(text);
  const way = relative(folder, root).split(sep).join('/');
  if (way !== '' && matcher.ignores(`${way}/`)) return above;
  return { matcher, base: { add: way === '' ? '' : `${way}/` }, above };
}

/** Case counts, so that a folder gives the same files on every machine. */
function matcherOf(text: string): Ignore {
  return ignore({ ignorecase: false }).add(text.replace(/^\uFEFF/, ''));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

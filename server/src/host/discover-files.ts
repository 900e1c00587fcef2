import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileName, folderOf, type Path } from '#base/paths.ts';
import { fileKindOf } from '#extract/file-kind.ts';
import { MAX_TEXT_LENGTH } from '#extract/limits.ts';
import { isExampleEnvFile } from '#extract/manifests/env-file.ts';
import { isFileError } from './file-error.ts';
import { type IgnoreRules, isIgnored, readIgnoreFile, rulesAbove, withRules } from './ignore-rules.ts';
import { type FolderReason, folderReason, holdsCopiedPackages, isVirtualEnvironment } from './skipped-folders.ts';

export interface DiscoveredFile {
  readonly path: Path;
  /** Size in bytes. */
  readonly size: number;
  /** Time of the last change in milliseconds since 1970, as the file system gives it. */
  readonly modifiedMs: number;
}

/** `link`: a symbolic link, which is never followed; what it leads to is found where it lies. */
export type SkipReason = FolderReason | 'ignored' | 'excluded' | 'link' | 'too-large' | 'unreadable';

export interface SkippedPath {
  /** A folder, or a file that would have been read. */
  readonly path: Path;
  readonly reason: SkipReason;
}

export interface Discovery {
  /** Sorted by path. */
  readonly files: readonly DiscoveredFile[];
  /** Sorted by path; what lies in a skipped folder is not listed. */
  readonly skipped: readonly SkippedPath[];
}

export interface DiscoveryOptions {
  /** Which files are of interest; by default those that have an extractor. */
  readonly isWanted?: (path: Path) => boolean;
  /** Paths that the user leaves out, files and folders. */
  readonly isExcluded?: (path: Path) => boolean;
  /** Larger files are skipped; in bytes, by default the longest text that an extractor reads. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/**
 * Finds the files below a folder that can be analysed. Honours `.gitignore` files, those above the folder included, and leaves out folders of
 * dependencies, build output and caches. A folder that cannot be read is skipped, the root too. Throws only where the signal aborts.
 */
export async function discoverFiles(root: string, options: DiscoveryOptions = {}): Promise<Discovery> {
  const { isWanted = isAnalysable, isExcluded = never, maxBytes = MAX_TEXT_LENGTH, signal } = options;
  const files: DiscoveredFile[] = [];
  const skipped: SkippedPath[] = [];
  const open: { readonly folder: Path; readonly above: IgnoreRules | undefined }[] = [
    { folder: '', above: rulesAbove(resolve(root)) },
  ];
  // Asking the file system through promises takes six times as long (5,158 files: 160 ms against 60), so it is asked at once, in slices.
  let sliceStart = performance.now();
  for (let next = open.pop(); next; next = open.pop()) {
    if (performance.now() - sliceStart > SLICE_MS) {
      await setImmediate();
      sliceStart = performance.now();
    }
    signal?.throwIfAborted();
    const { folder } = next;
    const listing = listFolder(root, folder, next.above);
    if (!('entries' in listing)) {
      skipped.push({ path: folder, reason: listing.reason });
      continue;
    }
    for (const entry of listing.entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (!isFolder && !isWanted(path)) {
        if (entry.isSymbolicLink() && statOf(`${root}/${path}`)?.isDirectory()) skipped.push({ path, reason: 'link' });
        continue;
      }
      const reason =
        (isFolder ? folderReason({ ...listing, name: entry.name }) : linkReason(entry)) ??
        leftOut(path, isFolder, listing.rules, isExcluded);
      if (reason) skipped.push({ path, reason });
      else if (isFolder) open.push({ folder: path, above: listing.rules });
      else {
        const stats = statOf(`${root}/${path}`);
        if (stats && stats.size <= maxBytes) files.push({ path, size: stats.size, modifiedMs: stats.mtimeMs });
        else skipped.push({ path, reason: stats ? 'too-large' : 'unreadable' });
      }
    }
  }
  return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
}

/** How long the walk keeps other work waiting, in milliseconds. */
const SLICE_MS = 8;

/**
 * Tells whether `discoverFiles` would find the file at a path, for files that an editor reports one by one. Looks at the folders on the way only,
 * so it does not scan; the file's size is not asked.
 */
export function isDiscoverable(root: string, path: Path, options: DiscoveryOptions = {}): boolean {
  const { isWanted = isAnalysable, isExcluded = never } = options;
  if (!isWanted(path)) return false;
  const segments = folderOf(path) === '' ? [] : folderOf(path).split('/');
  let rules = rulesAbove(resolve(root));
  for (const [depth, name] of [...segments, fileName(path)].entries()) {
    const listing = listFolder(root, segments.slice(0, depth).join('/'), rules);
    if (!('entries' in listing)) return false;
    rules = listing.rules;
    const isFolder = depth < segments.length;
    const at = isFolder ? segments.slice(0, depth + 1).join('/') : path;
    if (leftOut(at, isFolder, rules, isExcluded) || (isFolder && folderReason({ ...listing, name }))) return false;
    const entry = listing.entries.find((it) => it.name === name);
    if (!(isFolder ? entry?.isDirectory() : entry?.isFile())) return false;
  }
  return true;
}

interface Listing {
  readonly entries: readonly Dirent[];
  readonly isInRoot: boolean;
  readonly above: readonly string[];
  readonly siblings: ReadonlySet<string>;
  /** Those that hold in the folder, its own included. */
  readonly rules: IgnoreRules | undefined;
}

function listFolder(root: string, folder: Path, above: IgnoreRules | undefined): Listing | { readonly reason: SkipReason } {
  const absolute = `${root}/${folder}`;
  const entries = entriesOf(absolute);
  if (!entries) return { reason: 'unreadable' };
  const siblings = new Set(entries.map((entry) => entry.name));
  if (folder !== '' && (isVirtualEnvironment(siblings) || holdsCopiedPackages(fileName(folder), siblings)))
    return { reason: 'dependencies' };
  const text = siblings.has('.gitignore') ? readIgnoreFile(absolute) : undefined;
  const rules = text === undefined ? above : withRules(above, folder, text);
  return { entries, isInRoot: folder === '', above: folder === '' ? [] : folder.split('/'), siblings, rules };
}

function linkReason(entry: Dirent): SkipReason | undefined {
  return entry.isFile() ? undefined : entry.isSymbolicLink() ? 'link' : 'unreadable';
}

function leftOut(
  path: Path,
  isFolder: boolean,
  rules: IgnoreRules | undefined,
  isExcluded: (path: Path) => boolean,
): SkipReason | undefined {
  // Projects ignore `.env*` and commit the example all the same.
  if (isIgnored(rules, path, isFolder) && (isFolder || !isEnvExample(path))) return 'ignored';
  return isExcluded(path) ? 'excluded' : undefined;
}

function isEnvExample(path: Path): boolean {
  return fileKindOf(path) === 'env-file' && isExampleEnvFile(path);
}

function isAnalysable(path: Path): boolean {
  return fileKindOf(path) !== undefined;
}

function never(): boolean {
  return false;
}

function entriesOf(folder: string): Dirent[] | undefined {
  return attempt(() => readdirSync(folder, { withFileTypes: true }));
}

function statOf(file: string): Stats | undefined {
  return attempt(() => statSync(file));
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

function byPath(a: { readonly path: Path }, b: { readonly path: Path }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

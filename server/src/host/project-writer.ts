import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { foldersUp, type Path } from '#base/paths.ts';
import type { ProjectFiles } from '#scaffold/render.ts';
import { type DiskTrouble, diskTrouble } from './disk-trouble.ts';
import { isFileError } from './file-error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { clearStaleStagings, makeStaging, mergeStaging, type Staging } from './project-staging.ts';

// Writes a project in one transaction: everything goes into a staging folder beside the target first, and is moved in by renaming. What
// fails, is cancelled or is killed on the way leaves the target as it was.

/** How a file of the project relates to what is on disk. `blocked`: something stands in its way that consent cannot replace. */
export type FileState = 'new' | 'same' | 'conflict' | 'blocked';

export interface WriteRequest {
  /** Absolute path of the project folder. */
  readonly target: string;
  readonly files: ProjectFiles;
  /**
   * `refuse`: the folder must not exist or be empty, apart from `.git`. `keep`: files are added, and existing ones with another text are
   * conflicts. `replace`: these are replaced; the person has agreed.
   */
  readonly existing: 'refuse' | 'keep' | 'replace';
  /**
   * `beside`, the default: the staging folder lies in the folder above. `inside`: in the target, which has to exist; the folder above may
   * belong to somebody else, or lie on another disk.
   */
  readonly staging?: 'beside' | 'inside';
  readonly signal?: AbortSignal | undefined;
}

/** What was written, for taking it back. Paths of files and folders are relative to the target. */
export interface WriteRecord {
  readonly target: string;
  /** Folders that did not exist before, the target among them as '', outer ones first. */
  readonly folders: readonly Path[];
  /** Absolute paths of folders above the target that did not exist before, outer ones first. */
  readonly parents: readonly string[];
  readonly files: readonly WrittenFile[];
}

export interface WrittenFile {
  readonly path: Path;
  /** SHA-256 of the text, hexadecimal. */
  readonly digest: string;
  /** The text that stood there before, where it was replaced. */
  readonly previous?: string;
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly record: WriteRecord }
  /** Nothing was written; these stand in the way. */
  | { readonly kind: 'conflicts'; readonly paths: readonly Path[] }
  | ({ readonly kind: 'failed' } & DiskTrouble)
  | { readonly kind: 'cancelled' };

/** Most paths that a list of conflicts names. */
const maxListed = 200;

export async function writeProject(request: WriteRequest, fileSystem: FileSystem = nodeFileSystem): Promise<WriteOutcome> {
  const target = resolve(request.target);
  const parent = request.staging === 'inside' ? target : resolve(target, '..');
  let staging: Staging | undefined;
  const parents: string[] = [];
  try {
    await clearStaleStagings(parent, fileSystem);
    const states = await compareWithDisk(target, request.files, fileSystem);
    const conflicts = await conflictsOf(request, target, states, fileSystem);
    if (conflicts.length > 0) return { kind: 'conflicts', paths: conflicts.slice(0, maxListed) };
    for (const folder of missingFolders(parent, await missingAbove(parent, fileSystem))) {
      await fileSystem.makeFolder(folder);
      parents.push(folder);
    }
    staging = await makeStaging(parent, fileSystem);
    const written = [...request.files].filter(([path]) => states.get(path) !== 'same');
    for (const [path, text] of written) {
      request.signal?.throwIfAborted();
      await fileSystem.makeFolders(join(staging.incoming, path, '..'));
      await fileSystem.writeFile(join(staging.incoming, path), text);
    }
    request.signal?.throwIfAborted();
    const { folders, previous } = await mergeStaging(staging, { target, paths: written.map(([path]) => path) }, fileSystem);
    const files = written.map(([path, text]): WrittenFile => {
      const before = previous.get(path);
      return { path, digest: digestOf(text), ...(before !== undefined && { previous: before }) };
    });
    await staging.remove();
    return { kind: 'written', record: { target, folders, parents, files } };
  } catch (error) {
    await staging?.remove();
    for (const folder of parents.toReversed()) await fileSystem.removeEmptyFolder(folder);
    if (request.signal?.aborted === true) return { kind: 'cancelled' };
    if (isFileError(error)) return { kind: 'failed', ...diskTrouble(error, target) };
    throw error;
  }
}

/** How each file relates to what is on disk. A link on the way is never followed: what lies behind it is not the project's. */
export async function compareWithDisk(
  target: string,
  files: ProjectFiles,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<ReadonlyMap<Path, FileState>> {
  const kinds = new Map<string, ReturnType<FileSystem['kindOf']>>();
  const kindOf = (path: string): ReturnType<FileSystem['kindOf']> => {
    const known = kinds.get(path) ?? fileSystem.kindOf(path);
    kinds.set(path, known);
    return known;
  };
  const states = await Promise.all(
    [...files].map(async ([path, text]): Promise<readonly [Path, FileState]> => {
      for (const folder of foldersUp(path).toReversed()) {
        const kind = await kindOf(join(target, folder));
        if (kind === 'missing') return [path, 'new'];
        // The target itself may be reached through a link: the person has named it.
        if (kind !== 'folder' && !(folder === '' && kind === 'link')) return [path, 'blocked'];
      }
      switch (await kindOf(join(target, path))) {
        case 'missing':
          return [path, 'new'];
        case 'file':
          return [path, (await fileSystem.readFile(join(target, path))) === text ? 'same' : 'conflict'];
        default:
          return [path, 'blocked'];
      }
    }),
  );
  return new Map(states);
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function conflictsOf(
  { existing }: WriteRequest,
  target: string,
  states: ReadonlyMap<Path, FileState>,
  fileSystem: FileSystem,
): Promise<readonly Path[]> {
  if (existing === 'refuse') {
    const strange = await strangeEntries(target, fileSystem);
    if (strange.length > 0) return strange;
  }
  const inTheWay: readonly FileState[] = existing === 'replace' ? ['blocked'] : ['conflict', 'blocked'];
  return [...states].filter(([, state]) => inTheWay.includes(state)).map(([path]) => path);
}

/** What is in a folder that should be missing or empty, apart from `.git`, in order of name; `.` where a file stands in its place. */
export async function strangeEntries(folder: string, fileSystem: FileSystem = nodeFileSystem): Promise<readonly Path[]> {
  const kind = await fileSystem.kindOf(folder);
  if (kind === 'file') return ['.'];
  const entries = kind === 'missing' ? [] : await fileSystem.entries(folder);
  return entries.filter((it) => it !== '.git').toSorted();
}

/** The outermost folder above and including `folder` that is missing; undefined where all are there. */
async function missingAbove(folder: string, fileSystem: FileSystem): Promise<string | undefined> {
  let missing: string | undefined;
  for (let at = folder; (await fileSystem.kindOf(at)) === 'missing'; at = resolve(at, '..')) missing = at;
  return missing;
}

/** The folders from the outermost missing one down to `folder`. */
function missingFolders(folder: string, outermost: string | undefined): readonly string[] {
  if (outermost === undefined) return [];
  const folders = [folder];
  for (let at = folder; at !== outermost; ) {
    at = resolve(at, '..');
    folders.unshift(at);
  }
  return folders;
}

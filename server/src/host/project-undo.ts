import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import { isFileError } from './file-error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { digestOf, type WriteRecord } from './project-writer.ts';

// Taking a project back. What was written is kept in a file of the user's state folder, so that it outlives a restart.

/** What `undo` needs: the record of the write, and what later steps have made. */
export interface UndoRecord extends WriteRecord {
  /** Folders that were made by installing, such as `backend/node_modules`; removed whole. */
  readonly owned: readonly Path[];
}

export type UndoOutcome =
  | { readonly kind: 'undone'; readonly files: number }
  /** Nothing was removed: these were changed since, or there are commits. */
  | { readonly kind: 'changed'; readonly paths: readonly Path[] }
  /** The record is gone: it was taken back already, or the state folder was cleared. */
  | { readonly kind: 'unknown' };

const StoredRecord = z.strictObject({
  target: z.string(),
  folders: z.array(z.string()).readonly(),
  parents: z.array(z.string()).readonly(),
  files: z
    .array(z.strictObject({ path: z.string(), digest: z.string(), previous: z.string().exactOptional() }).readonly())
    .readonly(),
  owned: z.array(z.string()).readonly(),
});

/** Keeps a record and gives the token for `undoProject`. */
export async function keepUndoRecord(
  record: UndoRecord,
  folder = undoFolder(process.env),
  fileSystem: FileSystem = nodeFileSystem,
): Promise<string> {
  const token = randomUUID();
  await fileSystem.makeFolders(folder);
  await fileSystem.writeFile(join(folder, `${token}.json`), JSON.stringify(record));
  return token;
}

/** Takes a project back, unless something of it was changed since. Files that others have added stay, with their folders. */
export async function undoProject(
  token: string,
  folder = undoFolder(process.env),
  fileSystem: FileSystem = nodeFileSystem,
): Promise<UndoOutcome> {
  const file = join(folder, `${token}.json`);
  if (!z.uuid().safeParse(token).success || (await fileSystem.kindOf(file)) !== 'file') return { kind: 'unknown' };
  const record: UndoRecord = StoredRecord.parse(JSON.parse(await fileSystem.readFile(file)));
  const changed = await changedSince(record, fileSystem);
  if (changed.length > 0) return { kind: 'changed', paths: changed };
  const files = await removeProject(record, fileSystem);
  await fileSystem.remove(file);
  return { kind: 'undone', files };
}

/** Removes everything in the record and puts back what it had replaced. Gives the number of files. */
export async function removeProject(record: UndoRecord, fileSystem: FileSystem = nodeFileSystem): Promise<number> {
  for (const path of record.owned) await fileSystem.remove(join(record.target, path));
  for (const { path, previous } of record.files) {
    await fileSystem.remove(join(record.target, path));
    if (previous !== undefined) await fileSystem.writeFile(join(record.target, path), previous);
  }
  for (const path of record.folders.toReversed()) await fileSystem.removeEmptyFolder(join(record.target, path));
  for (const path of record.parents.toReversed()) await fileSystem.removeEmptyFolder(path);
  return record.files.length;
}

/** Where records are kept: `XDG_STATE_HOME`, on Windows `LOCALAPPDATA`, else `~/.local/state`. */
export function undoFolder({ XDG_STATE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv): string {
  const state = XDG_STATE_HOME || LOCALAPPDATA || join(homedir(), '.local', 'state');
  return join(state, 'tiebeam', 'undo');
}

async function changedSince({ target, files, owned }: UndoRecord, fileSystem: FileSystem): Promise<readonly Path[]> {
  const changed: Path[] = [];
  for (const { path, digest } of files) {
    const text = await textOrNothing(join(target, path), fileSystem);
    if (text !== undefined && digestOf(text) !== digest) changed.push(path);
  }
  if (owned.includes('.git') && (await hasCommits(join(target, '.git'), fileSystem))) changed.push('.git');
  return changed;
}

async function hasCommits(git: string, fileSystem: FileSystem): Promise<boolean> {
  const heads = join(git, 'refs', 'heads');
  return (await fileSystem.kindOf(heads)) === 'folder' && (await fileSystem.entries(heads)).length > 0;
}

async function textOrNothing(file: string, fileSystem: FileSystem): Promise<string | undefined> {
  try {
    return await fileSystem.readFile(file);
  } catch (error) {
    if (isFileError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

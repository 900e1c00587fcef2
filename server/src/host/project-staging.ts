import { basename, join } from 'node:path';
import { z } from 'zod';
import { foldersUp, type Path } from '#base/paths.ts';
import { isFileError } from './file-error.ts';
import type { FileSystem } from './file-system.ts';

// A staging folder lies beside the project or in it: `.tiebeam-staging-<process id>-<random>`. It holds what is coming in (`new/`), what was replaced
// (`old/`) and, while files are moved, a journal from which a later run takes back what a killed one has left half done.

export interface Staging {
  readonly folder: string;
  /** Where the files of the project are written first. */
  readonly incoming: string;
  readonly remove: () => Promise<void>;
}

export interface Merge {
  readonly target: string;
  /** Files in `new/`, to be moved to the same paths below the target. */
  readonly paths: readonly Path[];
}

const prefix = '.tiebeam-staging-';

const Journal = z.strictObject({
  target: z.string(),
  paths: z.array(z.string()).readonly(),
  /** Folders below the target that the merge makes, the target among them as '', outer ones first. */
  folders: z.array(z.string()).readonly(),
});
type Journal = z.infer<typeof Journal>;

export async function makeStaging(parent: string, fileSystem: FileSystem): Promise<Staging> {
  const folder = await fileSystem.makeUniqueFolder(join(parent, `${prefix}${process.pid}-`));
  const remove = (): Promise<void> => fileSystem.remove(folder);
  const incoming = join(folder, 'new');
  try {
    await fileSystem.makeFolder(incoming);
    await fileSystem.makeFolder(join(folder, 'old'));
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, incoming, remove };
}

/**
 * Moves the files into the target. A target that does not exist comes into being with one rename. On a failure everything is moved back
 * and the error is thrown on. Gives the folders that were made and the texts that were replaced.
 */
export async function mergeStaging(
  staging: Staging,
  { target, paths }: Merge,
  fileSystem: FileSystem,
): Promise<{ readonly folders: readonly Path[]; readonly previous: ReadonlyMap<Path, string> }> {
  const folders = await missingFolders(target, paths, fileSystem);
  if (folders.includes('')) {
    await fileSystem.move(staging.incoming, target);
    return { folders, previous: new Map() };
  }
  const journal: Journal = { target, paths, folders };
  await fileSystem.writeFile(join(staging.folder, 'journal.json'), JSON.stringify(journal));
  try {
    const previous = new Map<Path, string>();
    for (const folder of folders) await fileSystem.makeFolder(join(target, folder));
    for (const path of paths) {
      if ((await fileSystem.kindOf(join(target, path))) !== 'missing') {
        previous.set(path, await fileSystem.readFile(join(target, path)));
        await fileSystem.makeFolders(join(staging.folder, 'old', path, '..'));
        await fileSystem.move(join(target, path), join(staging.folder, 'old', path));
      }
      await fileSystem.move(join(staging.incoming, path), join(target, path));
    }
    await fileSystem.remove(join(staging.folder, 'journal.json'));
    return { folders, previous };
  } catch (error) {
    await takeBack(staging.folder, journal, fileSystem);
    throw error;
  }
}

/** Removes the staging folders of processes that are gone, after taking back what they had begun to move. */
export async function clearStaleStagings(parent: string, fileSystem: FileSystem): Promise<void> {
  if ((await fileSystem.kindOf(parent)) === 'missing') return;
  for (const name of await fileSystem.entries(parent)) {
    const owner = new RegExp(`^\\${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    const folder = join(parent, name);
    const journal = await readJournal(folder, fileSystem);
    if (journal !== undefined) await takeBack(folder, journal, fileSystem);
    await fileSystem.remove(folder);
  }
}

/** A file that is no longer in `new/` was moved in, and goes; one that is in `old/` was replaced, and comes back. */
async function takeBack(staging: string, { target, paths, folders }: Journal, fileSystem: FileSystem): Promise<void> {
  for (const path of paths.toReversed()) {
    const wasMoved = (await fileSystem.kindOf(join(staging, 'new', path))) === 'missing';
    if (wasMoved) await fileSystem.remove(join(target, path));
    if ((await fileSystem.kindOf(join(staging, 'old', path))) !== 'missing') {
      await fileSystem.move(join(staging, 'old', path), join(target, path));
    }
  }
  for (const folder of folders.toReversed()) await fileSystem.removeEmptyFolder(join(target, folder));
}

async function readJournal(folder: string, fileSystem: FileSystem): Promise<Journal | undefined> {
  const file = join(folder, 'journal.json');
  if ((await fileSystem.kindOf(file)) !== 'file') return undefined;
  try {
    const journal = Journal.parse(JSON.parse(await fileSystem.readFile(file)));
    // The staging folder lies beside the project or in it; anything else was not written by this program.
    const place = join(folder, '..');
    const isOurs = [journal.target, join(journal.target, '..')].includes(place) && basename(folder).startsWith(prefix);
    return isOurs ? journal : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** Folders of the paths that are not there yet, outer ones first; '' stands for the target. */
async function missingFolders(target: string, paths: readonly Path[], fileSystem: FileSystem): Promise<readonly Path[]> {
  const all = [...new Set(['', ...paths.flatMap((path) => foldersUp(path))])].toSorted();
  const kinds = await Promise.all(all.map((folder) => fileSystem.kindOf(join(target, folder))));
  return all.filter((_, index) => kinds[index] === 'missing');
}

function isRunning(processId: number): boolean {
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return isFileError(error) && error.code === 'EPERM';
  }
}

import type { Path } from '#base/paths.ts';
import type { LineRange } from '#engine/baseline.ts';
import type { Git } from './git.ts';

/** What a folder has that the default branch has not, see `Git.mergeBase`. */
export interface BranchChanges {
  /** Undefined where git does not say. */
  readonly newFiles: ReadonlySet<Path> | undefined;
  /** The new lines of each file; undefined where they were not asked for or git does not say. */
  readonly newLines: ReadonlyMap<Path, readonly LineRange[]> | undefined;
}

/** Asks git what is new. `wantsLines` has it look into the files too. */
export async function branchChanges(git: Git | undefined, wantsLines: boolean): Promise<BranchChanges> {
  const base = await git?.mergeBase();
  const changes = git && base !== undefined ? await git.changesSince(base) : undefined;
  if (!git || base === undefined || !changes) return { newFiles: undefined, newLines: undefined };
  const lines = wantsLines ? await git.newLinesSince(base) : undefined;
  const wholeFiles = changes.added.map((path) => [path, [{ first: 0, last: Number.MAX_SAFE_INTEGER }]] as const);
  return { newFiles: new Set(changes.added), newLines: lines && new Map([...lines, ...wholeFiles]) };
}

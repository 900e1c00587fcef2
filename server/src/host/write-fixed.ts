import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Path } from '#base/paths.ts';
import { isFileError } from './file-error.ts';

/** Files as fixes leave them, with the text that the fixes were computed from; undefined for files that are new. */
export type FixedFiles = ReadonlyMap<Path, { readonly before: string | undefined; readonly after: string }>;

/** Tells whether a file is there and not to be written. Whoever may do everything could write it all the same; somebody has said that it should not be. */
export function isReadOnly(root: string, path: Path): boolean {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o222) === 0;
}

/** Why a file cannot be written as it stands on disk, in one sentence; undefined where it can. */
export function writeTrouble(root: string, path: Path, before: string | undefined): string | undefined {
  const file = join(root, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (before === undefined) return stat ? `${path} is there already` : undefined;
  if (!stat) return `${path} is not there any more`;
  if (isReadOnly(root, path)) return `${path} is read-only`;
  return markOf(file, before) === undefined ? `${path} has changed on disk, or is not in UTF-8` : undefined;
}

/**
 * Writes all files or none: each is compared with what the fixes were computed from before the first is written, and what was written is put back
 * where a later one fails. A byte order mark is kept. Gives the troubles, one sentence for each file; none where all is written.
 */
export function writeFixed(root: string, files: FixedFiles): readonly string[] {
  const troubles = [...files].flatMap(([path, { before }]) => writeTrouble(root, path, before) ?? []);
  if (troubles.length > 0) return troubles;
  const written: (() => void)[] = [];
  for (const [path, { before, after }] of files) {
    const file = join(root, path);
    try {
      if (before === undefined) {
        const made = mkdirSync(dirname(file), { recursive: true });
        written.push(() => rmSync(made ?? file, { recursive: made !== undefined, force: true }));
        writeFileSync(file, after, { flag: 'wx' });
        continue;
      }
      const old = readFileSync(file);
      replace(file, (markOf(file, before) ?? '') + after);
      written.push(() => replace(file, old));
    } catch (error) {
      if (!isFileError(error)) throw error;
      for (const takeBack of written.reverse()) takeBack();
      return [`${path} cannot be written: ${error.code}`];
    }
  }
  return [];
}

/** Beside it and then in its place, so that nobody reads half of it; with its permissions. */
function replace(file: string, content: string | Buffer): void {
  const beside = `${file}.tiebeam-new`;
  writeFileSync(beside, content, { mode: statSync(file).mode });
  renameSync(beside, file);
}

/** The byte order mark of a file that holds this text, or ''; undefined where it holds another. */
function markOf(file: string, text: string): string | undefined {
  const bytes = readFileSync(file);
  return ['', '\uFEFF'].find((mark) => bytes.equals(Buffer.from(mark + text)));
}

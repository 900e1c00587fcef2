import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type FileSystem, nodeFileSystem } from '#host/file-system.ts';

/** Texts below a folder by path; folders that are empty end with `/`. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const entries: [string, string][] = [];
  (function walk(at: string): void {
    const names = readdirSync(at).toSorted();
    if (names.length === 0 && at !== folder) entries.push([`${relative(folder, at)}/`, '']);
    for (const name of names) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else entries.push([relative(folder, path), readFileSync(path, 'utf8')]);
    }
  })(folder);
  return Object.fromEntries(entries);
}

/** What changes a disk; reading always works. */
const changes = ['writeFile', 'makeFolder', 'makeFolders', 'makeUniqueFolder', 'move'] as const;

/**
 * A disk on which a change fails after that many. `once`: only that one, as with a file that another program holds. `lasting`: every
 * change that needs space from then on, as with a full disk; moving and removing still work.
 */
export function diskThatFails(
  after: number,
  how: 'once' | 'lasting',
  code = 'ENOSPC',
): { readonly disk: FileSystem; readonly changes: () => number } {
  let count = 0;
  const failing = Object.fromEntries(
    changes.map((name) => [
      name,
      async (...parts: readonly never[]) => {
        count += 1;
        if (how === 'once' ? count === after + 1 : count > after && name !== 'move') {
          throw Object.assign(new Error(code), { code, syscall: 'write' });
        }
        return (nodeFileSystem[name] as (...parts: readonly never[]) => Promise<unknown>)(...parts);
      },
    ]),
  );
  return { disk: { ...nodeFileSystem, ...failing }, changes: () => count };
}

/** A disk that stops doing anything after the n-th change, as one whose program was killed; nothing is cleaned up. */
export function diskOfKilledProgram(after: number): FileSystem {
  let count = 0;
  const never = async (): Promise<never> => {
    throw Object.assign(new Error('killed'), { code: 'EIO', syscall: 'write' });
  };
  const counted = [...changes, 'remove', 'removeEmptyFolder'] as const;
  const dying = Object.fromEntries(
    counted.map((name) => [
      name,
      async (...parts: readonly never[]) => {
        count += 1;
        if (count > after) return ['remove', 'removeEmptyFolder'].includes(name) ? undefined : never();
        return (nodeFileSystem[name] as (...parts: readonly never[]) => Promise<unknown>)(...parts);
      },
    ]),
  );
  return { ...nodeFileSystem, ...dying };
}

export function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

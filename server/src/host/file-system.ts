import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { isFileError } from './file-error.ts';

/** What writing a project needs of a disk; a port, so that tests can fill the disk up. Paths are absolute. */
export interface FileSystem {
  /** What lies at a path; a link is not followed. */
  readonly kindOf: (path: string) => Promise<'missing' | 'file' | 'folder' | 'link' | 'other'>;
  /** Names in a folder. */
  readonly entries: (folder: string) => Promise<readonly string[]>;
  readonly readFile: (path: string) => Promise<string>;
  /** Writes a new file; fails where there is one. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** Makes a folder and those above it that are missing. */
  readonly makeFolders: (path: string) => Promise<void>;
  /** Makes a folder whose name starts with `prefix` and is not taken; gives its path. */
  readonly makeUniqueFolder: (prefix: string) => Promise<string>;
  /** Moves within one disk; what stands at the new place is replaced where it is a file. */
  readonly move: (from: string, to: string) => Promise<void>;
  /** Removes a file, or a folder with all in it; fine where there is nothing. */
  readonly remove: (path: string) => Promise<void>;
  /** Removes a folder where it is empty; else, and where it is gone, nothing happens. */
  readonly removeEmptyFolder: (path: string) => Promise<void>;
}

export const nodeFileSystem: FileSystem = {
  kindOf: async (path) => {
    try {
      const stats = await lstat(path);
      if (stats.isFile()) return 'file';
      if (stats.isDirectory()) return 'folder';
      return stats.isSymbolicLink() ? 'link' : 'other';
    } catch (error) {
      if (isFileError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return 'missing';
      throw error;
    }
  },
  entries: (folder) => readdir(folder),
  readFile: (path) => readFile(path, 'utf8'),
  writeFile: (path, text) => writeFile(path, text, { flag: 'wx' }),
  makeFolder: async (path) => {
    await mkdir(path);
  },
  makeFolders: async (path) => {
    await mkdir(path, { recursive: true });
  },
  makeUniqueFolder: (prefix) => mkdtemp(prefix),
  move: (from, to) => rename(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
  removeEmptyFolder: async (path) => {
    try {
      await rmdir(path);
    } catch (error) {
      if (!isFileError(error) || !['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY', 'EPERM'].includes(error.code ?? ''))
        throw error;
    }
  },
};

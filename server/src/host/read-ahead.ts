import { closeSync, openSync, readSync } from 'node:fs';
import type { Path } from '#base/paths.ts';
import { type DiscoveredFile, type Discovery, discoverFiles } from './discover-files.ts';

/** What a thread tells about a folder before it reads the first file. */
export interface ReadingAhead {
  readonly discovery: Discovery;
  /** The files one after the other, each with one byte of room behind it; shared. Files beyond its end are not read. */
  readonly bytes: Uint8Array;
  /** For each file 1 as soon as it was read to its end, and was as long as it was found; shared. */
  readonly isRead: Uint8Array;
}

/** A folder is read ahead up to this size, in bytes: an application is far below, and the rest is read when it is its turn. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Finds the files of a folder, given as an absolute path, tells which they are, and reads them. */
export async function readAhead(root: string, tell: (reading: ReadingAhead) => void): Promise<void> {
  const discovery = await discoverFiles(root);
  const places = placesOf(discovery.files);
  const room = [...places.values()].at(-1)?.end ?? 0;
  const bytes = new Uint8Array(new SharedArrayBuffer(Math.min(room, MOST_BYTES)));
  const isRead = new Uint8Array(new SharedArrayBuffer(places.size));
  tell({ discovery, bytes, isRead });
  for (const [path, { index, start, end }] of places) {
    if (end > bytes.length) return;
    if (readInto(bytes, start, end, `${root}/${path}`) === end - start - 1) Atomics.store(isRead, index, 1);
  }
}

export interface Place {
  readonly index: number;
  readonly start: number;
  /** Behind the byte of room. */
  readonly end: number;
}

/** Where the bytes of each file lie. */
export function placesOf(files: readonly DiscoveredFile[]): Map<Path, Place> {
  const places = new Map<Path, Place>();
  let end = 0;
  for (const [index, { path, size }] of files.entries()) {
    const start = end;
    end += size + 1;
    places.set(path, { index, start, end });
  }
  return places;
}

/** How many bytes were read; undefined where the file cannot be opened or read, of which the one who needs it learns more. */
function readInto(bytes: Uint8Array, start: number, end: number, file: string): number | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    return readSync(descriptor, bytes, start, end - start, null);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

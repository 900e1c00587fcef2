import type { Worker } from 'node:worker_threads';
import type { Path } from '#base/paths.ts';
import type { Discovery } from './discover-files.ts';
import { type Place, placesOf, type ReadingAhead } from './read-ahead.ts';
import { plainText, type Source } from './read-source.ts';

/** A folder as another thread has found it: it lists and reads the files while this one loads the program and extracts facts. */
export interface FolderSnapshot {
  /** Undefined where the thread has failed; the folder is to be looked through here then. */
  readonly discovery: Promise<Discovery | undefined>;
  /** A file as it was then; undefined where it was not read yet, or is anything but a plain text. */
  sourceOf(path: Path): Source | undefined;
}

/** What Node says of a thread that is over. */
const ENDED = -1;

/** Has a thread that runs `start/reader.ts` read a folder, given as an absolute path. The process need not wait for it when it ends. */
export function takeSnapshot(reader: Worker, root: string): FolderSnapshot {
  let reading: ReadingAhead | undefined;
  let places: ReadonlyMap<Path, Place> = new Map();
  const discovery = new Promise<Discovery | undefined>((resolve) => {
    reader.once('message', (message: ReadingAhead) => {
      reading = message;
      places = placesOf(message.discovery.files);
      // What it reads from now on needs no further word.
      reader.unref();
      resolve(message.discovery);
    });
    reader.once('exit', () => resolve(undefined));
    if (reader.threadId === ENDED) resolve(undefined);
  });
  reader.ref();
  reader.postMessage(root);
  return {
    discovery,
    sourceOf(path) {
      const place = places.get(path);
      if (!reading || !place || Atomics.load(reading.isRead, place.index) === 0) return undefined;
      const { buffer } = reading.bytes;
      const text = plainText(Buffer.from(buffer, place.start, place.end - 1 - place.start).toString());
      return text === undefined ? undefined : { kind: 'text', text };
    },
  };
}

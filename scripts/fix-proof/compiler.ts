import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a compiler says: its errors without their places, which edits move, each as often as it occurs. */
export type Errors = readonly string[];

/** What became of a project with other texts. */
export interface Verdict {
  /** Whether nothing was wrong before in what was looked at. */
  readonly wasClean: boolean;
  readonly added: Errors;
}

/** Asks a language's own tool about the files of a folder. */
export interface Compiler {
  readonly name: string;
  readonly looksAt: (path: string) => boolean;
  /**
   * What is wrong with these texts in the place of those on disk that was not before: in the whole project, or in the texts and what imports them.
   * Leaves the disk as it was. Throws where the tool cannot be run.
   */
  readonly tryTexts: (texts: ReadonlyMap<string, string>) => Promise<Verdict>;
  readonly end: () => void;
}

/** Those of `after` that are more than in `before`. An error that has gone along with code to another file is not new. */
export function newErrors(before: Errors, after: Errors): Errors {
  const added = without(after, before, (it) => it);
  return without(
    added,
    without(before, after, (it) => it),
    wordsOf,
  );
}

function without(errors: Errors, others: Errors, keyOf: (error: string) => string): Errors {
  const left = new Map<string, number>();
  for (const it of others) left.set(keyOf(it), (left.get(keyOf(it)) ?? 0) + 1);
  return errors.filter((it) => {
    const count = left.get(keyOf(it)) ?? 0;
    left.set(keyOf(it), count - 1);
    return count <= 0;
  });
}

/** An error without the file that it begins with. */
export function wordsOf(error: string): string {
  return error.replace(/^\S+: /, '');
}

/** Runs something while the files of `root` have other texts; puts the old ones back, and takes away what was not there. */
export async function whileWritten<T>(root: string, texts: ReadonlyMap<string, string>, run: () => T): Promise<Awaited<T>> {
  const before = new Map(
    [...texts.keys()].map((it) => [it, existsSync(join(root, it)) ? readFileSync(join(root, it)) : undefined]),
  );
  const created = [...texts.keys()].flatMap((it) => firstMissing(root, it) ?? []);
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await run();
  } finally {
    for (const [path, text] of before) if (text !== undefined) writeFileSync(join(root, path), text);
    for (const it of created) rmSync(it, { recursive: true, force: true });
  }
}

/** The outermost part of a path that is not there yet. */
function firstMissing(root: string, path: string): string | undefined {
  let at = root;
  for (const part of path.split('/')) {
    at = join(at, part);
    if (!existsSync(at)) return at;
  }
  return undefined;
}

/**
 * The nearest folder at or above a file, up to `root`, that holds one of these files and none called `without`; undefined where none does.
 */
export function nearestFolder(root: string, path: string, names: readonly string[], without?: string): string | undefined {
  for (let folder = dirname(join(root, path)); folder.startsWith(root); folder = dirname(folder)) {
    if (without !== undefined && existsSync(join(folder, without))) continue;
    if (names.some((it) => existsSync(join(folder, it)))) return folder;
  }
  return undefined;
}

import type { PreviewFile } from '#decisions/sheet-protocol.ts';

/** What happens to a file: `changed` replaces another text with consent, `conflict` waits for consent or stands in the way. */
export type Fate = 'new' | 'changed' | 'conflict' | 'same';

/** A file of the preview as the tree shows it. */
export interface TreeFile {
  readonly path: string;
  readonly bytes: number;
  readonly fate: Fate;
}

/** The files with what happens to them, given whether the person agreed to replace. */
export function treeFiles(files: readonly PreviewFile[], overwrite: boolean): readonly TreeFile[] {
  return files.map(({ path, bytes, change }) => ({ path, bytes, fate: fateOf(change, overwrite) }));
}

function fateOf(change: PreviewFile['change'], overwrite: boolean): Fate {
  switch (change) {
    case 'conflict':
      return overwrite ? 'changed' : 'conflict';
    case 'blocked':
      return 'conflict';
    default:
      return change;
  }
}

/** A row of the file tree. Folders stand before files, both in the order of their names. */
export interface TreeRow {
  readonly path: string;
  readonly name: string;
  /** 1 for what lies in the project folder itself. */
  readonly level: number;
  readonly kind: 'folder' | 'file';
  /** Of a folder: the most urgent fate below it. */
  readonly fate: Fate;
  /** Of a folder: all bytes below it. */
  readonly bytes: number;
  /** Of a folder: how many files lie below it. */
  readonly files: number;
  readonly isOpen: boolean;
  /** Place among its siblings, from 1, and their number. */
  readonly place: number;
  readonly siblings: number;
}

/** The rows that are visible while the given folders are closed. */
export function treeRows(files: readonly TreeFile[], closed: ReadonlySet<string>): readonly TreeRow[] {
  const root: Folder = { path: '', name: '', folders: new Map(), files: [] };
  for (const file of files) folderFor(root, file.path).files.push(file);
  return rowsOf(root, 1, closed);
}

/** All folders of the tree, for closing every one of them. */
export function folderPaths(files: readonly TreeFile[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { path } of files) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) paths.add(path.slice(0, slash));
  }
  return paths;
}

interface Folder {
  readonly path: string;
  readonly name: string;
  readonly folders: Map<string, Folder>;
  readonly files: TreeFile[];
}

function folderFor(root: Folder, path: string): Folder {
  let at = root;
  for (const name of path.split('/').slice(0, -1)) {
    const known = at.folders.get(name);
    const next: Folder = known ?? { path: at.path === '' ? name : `${at.path}/${name}`, name, folders: new Map(), files: [] };
    if (known === undefined) at.folders.set(name, next);
    at = next;
  }
  return at;
}

function rowsOf(folder: Folder, level: number, closed: ReadonlySet<string>): readonly TreeRow[] {
  const folders = [...folder.folders.values()].toSorted(byName);
  const files = folder.files.map((it) => ({ ...it, name: it.path.slice(it.path.lastIndexOf('/') + 1) })).toSorted(byName);
  const siblings = folders.length + files.length;
  const folderRows = folders.flatMap((it, index) => {
    const below = filesBelow(it);
    const isOpen = !closed.has(it.path);
    const row: TreeRow = {
      path: it.path,
      name: it.name,
      level,
      kind: 'folder',
      fate: mostUrgent(below),
      bytes: below.reduce((sum, file) => sum + file.bytes, 0),
      files: below.length,
      isOpen,
      place: index + 1,
      siblings,
    };
    return isOpen ? [row, ...rowsOf(it, level + 1, closed)] : [row];
  });
  const fileRows = files.map(({ path, name, fate, bytes }, index): TreeRow => {
    const place = folders.length + index + 1;
    return { path, name, level, kind: 'file', fate, bytes, files: 1, isOpen: false, place, siblings };
  });
  return [...folderRows, ...fileRows];
}

function filesBelow(folder: Folder): readonly TreeFile[] {
  return [...folder.files, ...[...folder.folders.values()].flatMap(filesBelow)];
}

const urgency: readonly Fate[] = ['conflict', 'changed', 'new', 'same'];

function mostUrgent(files: readonly TreeFile[]): Fate {
  return urgency.find((fate) => files.some((it) => it.fate === fate)) ?? 'same';
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}

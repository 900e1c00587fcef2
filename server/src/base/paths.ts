// Workspace paths: relative to the root, forward slashes, no leading slash, the root itself is ''.

export type Path = string;

/** The folder of a path; '' for a file at the root. */
export function folderOf(path: Path): Path {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last segment of a path, extension included. */
export function fileName(path: Path): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The file name without its last extension; a name that only starts with a dot is kept whole. */
export function stem(path: Path): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The last extension in lower case, with its dot; '' where there is none. */
export function extension(path: Path): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/** Joins segments and resolves `.` and `..`. Gives undefined when the result would leave the root. */
export function joinPath(...segments: readonly string[]): Path | undefined {
  const out: string[] = [];
  for (const part of segments.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.pop() === undefined) return undefined;
  }
  return out.join('/');
}

/** Tells whether `path` is `folder` or lies below it; every path lies below the root ''. */
export function isWithin(folder: Path, path: Path): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The folders of a path from the nearest one up to the root ''. */
export function foldersUp(path: Path): Path[] {
  const out: Path[] = [];
  for (let at = path; at !== ''; ) {
    at = folderOf(at);
    out.push(at);
  }
  return out;
}

/** The way from one folder to a file, as an import would write it: always starts with `./` or `../`. */
export function relativePath(fromFolder: Path, to: Path): string {
  const from = fromFolder === '' ? [] : fromFolder.split('/');
  const target = to.split('/');
  let same = 0;
  while (same < from.length && same < target.length - 1 && from[same] === target[same]) same += 1;
  const up = from.slice(same).map(() => '..');
  const way = [...up, ...target.slice(same)].join('/');
  return up.length > 0 ? way : `./${way}`;
}

/**
 * How far a file lies from a folder: the folders up to what they share and down to the file, which counts itself. 1 for a file of the
 * folder. Much cheaper than writing the way down, for sorting many.
 */
export function stepsBetween(folder: Path, path: Path): number {
  const most = Math.min(folder.length, path.length);
  let same = 0;
  while (same < most && folder.charCodeAt(same) === path.charCodeAt(same)) same += 1;
  const isWhole = same === folder.length && (folder === '' || path[same] === '/');
  // What both share ends at a slash: `app/users` and `app/user.ts` share `app`.
  const shared = isWhole ? folder.length : path.lastIndexOf('/', same - 1);
  return slashes(path, Math.max(shared, 0) + (shared > 0 ? 1 : 0)) + 1 + (isWhole ? 0 : slashes(folder, shared + 1) + 1);
}

function slashes(text: string, from: number): number {
  let count = 0;
  for (let at = text.indexOf('/', from); at >= 0; at = text.indexOf('/', at + 1)) count += 1;
  return count;
}

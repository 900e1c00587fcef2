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

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

/** Paths as a tree: folders first, each by name, two spaces a level. */
export function fileTree(paths: readonly string[]): string {
  const root: Folder = { folders: new Map(), files: [] };
  for (const path of paths) {
    const names = path.split('/');
    const file = names.pop() ?? '';
    let at = root;
    for (const name of names) {
      const next: Folder = at.folders.get(name) ?? { folders: new Map(), files: [] };
      at.folders.set(name, next);
      at = next;
    }
    at.files.push(file);
  }
  return lines(root, 1).join('\n');
}

function lines(folder: Folder, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return [
    ...[...folder.folders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, it]) => [`${indent}${name}/`, ...lines(it, depth + 1)]),
    ...folder.files.toSorted().map((it) => indent + it),
  ];
}

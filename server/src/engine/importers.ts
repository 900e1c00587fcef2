import { folderOf, type Path } from '#base/paths.ts';
import type { Folder } from '#link/folder.ts';
import type { ImportEdge } from '#link/meaning.ts';

/** The given files and all that can see them, directly or through others: by an import, or as Go files of one folder. */
export function importersOf(
  edges: readonly ImportEdge[],
  changed: Iterable<Path>,
  { goPackages }: Pick<Folder, 'goPackages'>,
): Set<Path> {
  const importers = new Map<Path, Path[]>();
  for (const { from, to } of edges) {
    const list = importers.get(to);
    if (list) list.push(from);
    else importers.set(to, [from]);
  }
  const reached = new Set<Path>(changed);
  const queue = [...reached];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const siblings = path.endsWith('.go') ? (goPackages.get(folderOf(path)) ?? []) : [];
    for (const importer of [...(importers.get(path) ?? []), ...siblings]) {
      if (reached.has(importer)) continue;
      reached.add(importer);
      queue.push(importer);
    }
  }
  return reached;
}

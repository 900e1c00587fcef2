import type { Path } from '#base/paths.ts';
import type { ImportEdge } from '#link/meaning.ts';

/** The given files and all that import them, directly or through others. */
export function importersOf(edges: readonly ImportEdge[], changed: Iterable<Path>): Set<Path> {
  const importers = new Map<Path, Path[]>();
  for (const { from, to } of edges) {
    const list = importers.get(to);
    if (list) list.push(from);
    else importers.set(to, [from]);
  }
  const reached = new Set<Path>(changed);
  const queue = [...reached];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const importer of importers.get(path) ?? []) {
      if (reached.has(importer)) continue;
      reached.add(importer);
      queue.push(importer);
    }
  }
  return reached;
}

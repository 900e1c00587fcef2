import type { Path } from '#base/paths.ts';
import type { ImportEdge } from './meaning.ts';

/**
 * The groups of files that reach each other over the given edges (strongly connected components of two or more files),
 * by Tarjan's algorithm (SIAM J. Comput. 1(2), 1972) without recursion. Files and groups come in sorted order.
 */
export function cycles(edges: readonly Pick<ImportEdge, 'from' | 'to'>[]): Path[][] {
  const next = new Map<Path, Set<Path>>();
  for (const { from, to } of edges) {
    let targets = next.get(from);
    if (!targets) {
      targets = new Set();
      next.set(from, targets);
    }
    targets.add(to);
  }
  const order = new Map<Path, number>();
  const low = new Map<Path, number>();
  const onStack = new Set<Path>();
  const stack: Path[] = [];
  const groups: Path[][] = [];

  const visit = (root: Path): void => {
    const work: { path: Path; rest: Iterator<Path> }[] = [];
    const enter = (path: Path): void => {
      order.set(path, order.size);
      low.set(path, order.size - 1);
      stack.push(path);
      onStack.add(path);
      work.push({ path, rest: (next.get(path) ?? new Set<Path>()).values() });
    };
    enter(root);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const step = top.rest.next();
      if (!step.done) {
        if (!order.has(step.value)) enter(step.value);
        else if (onStack.has(step.value)) low.set(top.path, Math.min(low.get(top.path) ?? 0, order.get(step.value) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low.set(parent.path, Math.min(low.get(parent.path) ?? 0, low.get(top.path) ?? 0));
      if (low.get(top.path) !== order.get(top.path)) continue;
      const group: Path[] = [];
      for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
        onStack.delete(path);
        group.push(path);
        if (path === top.path) break;
      }
      if (group.length > 1) groups.push(group.sort());
    }
  };
  for (const path of [...next.keys()].sort()) if (!order.has(path)) visit(path);
  return groups.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''));
}

/** The shortest way from one file to another over the edges, both ends included; undefined where there is none. */
export function shortestWay(edges: readonly Pick<ImportEdge, 'from' | 'to'>[], from: Path, to: Path): Path[] | undefined {
  const next = new Map<Path, Path[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  const cameFrom = new Map<Path, Path>([[from, from]]);
  const queue: Path[] = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === to) {
      const way = [at];
      for (let back = at; back !== from; ) {
        back = cameFrom.get(back) ?? from;
        way.unshift(back);
      }
      return way;
    }
    for (const target of next.get(at) ?? []) {
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, at);
      queue.push(target);
    }
  }
  return undefined;
}

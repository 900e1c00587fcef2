import { folderOf, type Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Layer } from '#workspace/layers.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A file, or a package of Go, to read first, with the reason. */
export interface KeyFile {
  readonly path: Path;
  readonly why: string;
}

const MOST = 5;

/**
 * Where a newcomer starts: entries, configuration modules, where routes are put together, and the files that most others import. Each file
 * stands once, with its first reason.
 */
export function keyFilesOf(workspace: Workspace): readonly KeyFile[] {
  const found = new Map<Path, string>();
  const add = (path: Path, why: string): void => {
    if (!found.has(path)) found.set(path, why);
  };
  for (const unit of workspace.units) {
    for (const path of unit.files) {
      const starts = workspace.files.get(path)?.visible.some((it) => it.kind === 'listen') === true;
      if (starts && workspace.roleOf(path) === undefined) add(path, 'starts a server');
    }
    for (const path of workspace.environmentOf(unit).configModules.slice(0, 1)) add(path, 'reads the configuration');
    for (const path of registrars(workspace, unit.files)) add(path, 'puts the routes together');
  }
  for (const [path, count] of mostImported(workspace)) add(path, `${count} files import it`);
  return [...found].map(([path, why]) => ({ path, why }));
}

/** The files with the most mounts of routers, which are the way to all routes. */
function registrars(workspace: Workspace, files: readonly Path[]): readonly Path[] {
  return files
    .map((path) => ({ path, mounts: workspace.files.get(path)?.visible.filter((it) => it.kind === 'mount').length ?? 0 }))
    .filter((it) => it.mounts > 1 && workspace.roleOf(it.path) === undefined)
    .sort((a, b) => b.mounts - a.mounts)
    .slice(0, 1)
    .map((it) => it.path);
}

const CORE_LAYERS: ReadonlySet<Layer | undefined> = new Set<Layer | undefined>([
  'service',
  'repository',
  'model',
  'middleware',
  undefined,
]);

function mostImported(workspace: Workspace): readonly (readonly [Path, number])[] {
  const importers = new Map<Path, Set<Path>>();
  for (const { from, to } of workspace.edges) {
    const file = workspace.files.get(to);
    if (!file || !isCode(file) || workspace.roleOf(to) !== undefined || workspace.roleOf(from) !== undefined) continue;
    if (!CORE_LAYERS.has(workspace.layerOf(to)?.layer)) continue;
    // In Go a package is imported, not a file.
    const what = file.facts.language === 'go' ? folderOf(to) : to;
    importers.set(what, (importers.get(what) ?? new Set()).add(from));
  }
  return [...importers]
    .map(([path, from]) => [path, from.size] as const)
    .filter(([, count]) => count > 2)
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, MOST);
}

import { folderOf, type Path } from '#base/paths.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

const SHARED =
  /^(shared|common|core|lib|libs|infra|infrastructure|utils?|helpers?|base|database|db|config|types?|entities|models?|domain|auth|platform|internal|pkg|api|tests?)$/;
const LAYER_WORD =
  /^(controllers?|handlers?|routes?|routers?|endpoints|views|services?|repositor(y|ies)|repos?|stores?|storage|dto|dtos|schemas?|middlewares?|jobs?|components|pages|queries|crud|use-?cases)$/;

/** The layers of the files below each folder that lies directly under a root of features. */
const layersByFolder = perVisibleState((workspace) => {
  const found = new Map<string, Set<string>>();
  for (const path of workspace.files.keys()) {
    const layer = workspace.layerOf(path)?.layer;
    if (layer === undefined || workspace.roleOf(path) !== undefined) continue;
    for (const folder of candidates(path)) {
      const layers = found.get(folder) ?? new Set();
      layers.add(layer);
      found.set(folder, layers);
    }
  }
  return found;
});

/** Whether a feature has services that others could call in place of reaching for its models. */
export function hasService(workspace: Workspace, feature: string): boolean {
  return foldersOfServices(workspace).some((it) => `${it}/`.startsWith(`${feature}/`));
}

const foldersOfServices = perVisibleState((workspace) =>
  [...workspace.files.keys()]
    .filter((it) => workspace.layerOf(it)?.layer === 'service' && workspace.roleOf(it) === undefined)
    .map(folderOf),
);

const ROOTS = new Set(['src', 'apps', 'app', 'internal', 'modules', 'features']);

/** `src/orders`, `src/modules/orders`: folders that may be features, the outermost first. */
function candidates(path: Path, roots: ReadonlySet<string> = ROOTS): string[] {
  const segments = path.split('/');
  return segments.flatMap((it, index) => {
    const next = segments[index + 1];
    const isFolder = roots.has(it) && next !== undefined && index + 2 < segments.length;
    return isFolder && !roots.has(next) ? [segments.slice(0, index + 2).join('/')] : [];
  });
}

/** The feature that a file belongs to: a folder right below a root, with files of two layers or more; undefined for shared code. */
export function featureOf(
  workspace: Workspace,
  path: Path,
  options: { root: readonly string[]; shared: readonly string[] },
): string | undefined {
  const layers = layersByFolder(workspace);
  const roots = options.root.length > 0 ? new Set(options.root) : ROOTS;
  for (const folder of candidates(path, roots)) {
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    if (SHARED.test(name) || LAYER_WORD.test(name) || options.shared.includes(name)) return undefined;
    if ((layers.get(folder)?.size ?? 0) >= 2 || options.root.length > 0) return folder;
  }
  return undefined;
}

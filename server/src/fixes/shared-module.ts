import { fileName, folderOf, foldersUp, isWithin, joinPath, type Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { newModule } from './modules.ts';

/** Where projects keep what several features use. */
const FOLDERS = ['lib', 'shared', 'api', 'utils', 'services'];

/**
 * Where a new script goes that several features may use: in the sources around a file, so that an application of several does not reach into the
 * folder above them. Undefined where something is there.
 * @param name without an ending
 */
export function newSharedModule(workspace: Workspace, near: Path, name: string): Path | undefined {
  const path = newModule(workspace, near, name);
  if (path === undefined) return undefined;
  const { files, folder } = workspace.unitOf(near);
  const sources = foldersUp(near).find((it) => isWithin(folder, it) && fileName(it) === 'src') ?? folderOf(path);
  const folders = FOLDERS.flatMap((it) => joinPath(sources, it) ?? []);
  const shared = folders.find((it) => files.some((one) => isWithin(it, one))) ?? sources;
  const target = joinPath(shared, fileName(path));
  return target === undefined || workspace.textOf(target) !== undefined ? undefined : target;
}

import { folderOf, joinPath, type Path } from '#base/paths.ts';
import type { Folder } from './folder.ts';
import type { Resolution } from './meaning.ts';

/** Resolves a Go import: below the path of a module of the workspace it is a folder, everything else is a package. */
export function resolveGoImport(folder: Folder, _from: Path, specifier: string): Resolution {
  for (const { path: manifest, module } of folder.goModules) {
    if (specifier !== module && !specifier.startsWith(`${module}/`)) continue;
    const path = joinPath(folderOf(manifest), specifier.slice(module.length));
    const files = path === undefined ? undefined : folder.goPackages.get(path);
    if (path !== undefined && files) return { kind: 'folder', path, files };
    return { kind: 'missing' };
  }
  return { kind: 'package', name: specifier };
}

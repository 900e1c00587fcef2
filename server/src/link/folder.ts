import { LayeredMap } from '#base/layered-map.ts';
import { fileName, folderOf, type Path } from '#base/paths.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { GoModuleFacts, PackageManifestFacts, TypeScriptConfigFacts } from '#facts/manifest-facts.ts';

/** The facts of a whole folder, with the look-ups that linking needs. Immutable. */
export interface Folder {
  readonly files: ReadonlyMap<Path, FileFacts>;
  /** Go files by folder. */
  readonly goPackages: ReadonlyMap<Path, readonly Path[]>;
  readonly goModules: readonly GoModuleFacts[];
  readonly packageManifests: ReadonlyMap<Path, PackageManifestFacts>;
  /** Packages of the workspace by their name, with their folder. */
  readonly packagesByName: ReadonlyMap<string, { readonly folder: Path; readonly manifest: PackageManifestFacts }>;
  /** `tsconfig.json` and `jsconfig.json`, by folder. */
  readonly typeScriptConfigs: ReadonlyMap<Path, TypeScriptConfigFacts>;
}

export function createFolder(files: ReadonlyMap<Path, FileFacts>): Folder {
  const goPackages = new Map<Path, Path[]>();
  const goModules: GoModuleFacts[] = [];
  const packageManifests = new Map<Path, PackageManifestFacts>();
  const packagesByName = new Map<string, { folder: Path; manifest: PackageManifestFacts }>();
  const typeScriptConfigs = new Map<Path, TypeScriptConfigFacts>();
  for (const [path, facts] of files) {
    if (facts.kind === 'code' && facts.language === 'go') {
      const folder = folderOf(path);
      const list = goPackages.get(folder);
      if (list) list.push(path);
      else goPackages.set(folder, [path]);
    } else if (facts.kind === 'go-module') goModules.push(facts);
    else if (facts.kind === 'package-manifest') {
      const folder = folderOf(path);
      packageManifests.set(folder, facts);
      if (facts.name !== undefined) packagesByName.set(facts.name, { folder, manifest: facts });
    } else if (facts.kind === 'typescript-config' && /^(ts|js)config\.json$/.test(fileName(path))) {
      typeScriptConfigs.set(folderOf(path), facts);
    }
  }
  return { files, goPackages, goModules, packageManifests, packagesByName, typeScriptConfigs };
}

/** The folder with the facts of some of its files replaced. The files must have been there before, and be of the same kind. */
export function replaceFacts(folder: Folder, paths: Iterable<Path>, facts: ReadonlyMap<Path, FileFacts>): Folder {
  const replaced = new Map<Path, FileFacts>();
  for (const path of paths) {
    const changed = facts.get(path);
    if (changed?.kind !== 'code') return createFolder(new Map([...folder.files.keys()].flatMap((it) => entryOf(it, facts))));
    replaced.set(path, changed);
  }
  return { ...folder, files: LayeredMap.over(folder.files, replaced) };
}

function entryOf(path: Path, facts: ReadonlyMap<Path, FileFacts>): [Path, FileFacts][] {
  const found = facts.get(path);
  return found ? [[path, found]] : [];
}

/** The facts of a code file; undefined for other kinds and unknown paths. */
export function codeOf(folder: Folder, path: Path): CodeFacts | undefined {
  const facts = folder.files.get(path);
  return facts?.kind === 'code' ? facts : undefined;
}

import { folderOf, foldersUp, joinPath, type Path } from '#base/paths.ts';
import type { TypeScriptConfigFacts } from '#facts/manifest-facts.ts';
import type { Folder } from './folder.ts';
import type { Resolution } from './meaning.ts';

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.vue', '.svelte', '.d.ts'];
/** TypeScript lets an import name the output: `./a.js` may be `a.ts`. */
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
const BUILD_FOLDERS = /^(dist|build|lib|out)\//;

/**
 * Resolves a TypeScript or JavaScript import: relative paths, `imports` of the package, `paths` and `baseUrl` of the
 * nearest configuration, packages of the workspace, and the wide-spread `@/` for `src/`. Everything else is a package.
 */
export function resolveScriptImport(folder: Folder, from: Path, specifier: string): Resolution {
  if (specifier.startsWith('.')) {
    const target = joinPath(folderOf(from), specifier);
    const path = target === undefined ? undefined : findFile(folder, target);
    return path === undefined ? { kind: 'missing' } : { kind: 'file', path };
  }
  const path =
    (specifier.startsWith('#') ? findSubpathImport(folder, from, specifier) : undefined) ??
    findByConfiguration(folder, from, specifier) ??
    remembered(folder, `* ${specifier}`, () => findWorkspacePackage(folder, specifier)) ??
    findBelowSource(folder, from, specifier);
  if (path !== undefined) return { kind: 'file', path };
  if (/^(@|~|#)\//.test(specifier) || specifier.startsWith('#')) return { kind: 'missing' };
  return { kind: 'package', name: packageName(specifier) };
}

/** The package that a specifier belongs to: `@scope/name/deep` → `@scope/name`, `node:fs/promises` → `fs`. */
export function packageName(specifier: string): string {
  const parts = specifier.replace(/^node:/, '').split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function findFile(folder: Folder, target: Path): Path | undefined {
  if (isCode(folder, target)) return target;
  const output = /\.[cm]?jsx?$/.exec(target)?.[0] ?? '';
  const found = withEnding(folder, target.slice(0, -output.length), SOURCE_OF[output] ?? []);
  return (
    found ?? withEnding(folder, target, EXTENSIONS) ?? withEnding(folder, target === '' ? 'index' : `${target}/index`, EXTENSIONS)
  );
}

function withEnding(folder: Folder, stem: string, endings: readonly string[]): Path | undefined {
  for (const ending of endings) {
    const path = stem + ending;
    if (isCode(folder, path)) return path;
  }
  return undefined;
}

function isCode(folder: Folder, path: Path): boolean {
  return folder.files.get(path)?.kind === 'code';
}

function findSubpathImport(folder: Folder, from: Path, specifier: string): Path | undefined {
  for (const at of foldersUp(from)) {
    const manifest = folder.packageManifests.get(at);
    if (!manifest) continue;
    for (const { pattern, target } of manifest.imports) {
      const rest = matchStar(pattern, specifier);
      const path = rest === undefined ? undefined : joinPath(at, target.replace('*', rest));
      const found = path === undefined ? undefined : findFile(folder, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return undefined;
}

function findByConfiguration(folder: Folder, from: Path, specifier: string): Path | undefined {
  for (const at of foldersUp(from)) {
    const config = folder.typeScriptConfigs.get(at);
    if (!config) continue;
    return remembered(folder, `${at} ${specifier}`, () => findWithConfig(folder, at, config, specifier, 0));
  }
  return undefined;
}

/** Keeps what is found with the files that there are; a folder with other files has other configurations too. */
function remembered({ typeScriptConfigs }: Folder, key: string, find: () => Path | undefined): Path | undefined {
  const known = FOUND.get(typeScriptConfigs) ?? new Map<string, Path | undefined>();
  FOUND.set(typeScriptConfigs, known);
  if (!known.has(key)) known.set(key, find());
  return known.get(key);
}

const FOUND = new WeakMap<Folder['typeScriptConfigs'], Map<string, Path | undefined>>();

function findWithConfig(
  folder: Folder,
  at: Path,
  config: TypeScriptConfigFacts,
  specifier: string,
  depth: number,
): Path | undefined {
  const base = joinPath(at, config.baseUrl ?? '.') ?? at;
  for (const { pattern, targets } of config.paths) {
    const rest = matchStar(pattern, specifier);
    if (rest === undefined) continue;
    for (const target of targets) {
      const path = joinPath(base, target.replace('*', rest));
      const found = path === undefined ? undefined : findFile(folder, path);
      if (found !== undefined) return found;
    }
  }
  if (config.baseUrl !== undefined) {
    const path = joinPath(base, specifier);
    const found = path === undefined ? undefined : findFile(folder, path);
    if (found !== undefined) return found;
  }
  if (depth >= 4) return undefined;
  for (const parent of config.extends) {
    const path = parent.startsWith('.') ? joinPath(at, parent.endsWith('.json') ? parent : `${parent}.json`) : undefined;
    const facts = path === undefined ? undefined : folder.files.get(path);
    if (path === undefined || facts?.kind !== 'typescript-config') continue;
    const found = findWithConfig(folder, folderOf(path), facts, specifier, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findWorkspacePackage(folder: Folder, specifier: string): Path | undefined {
  const name = packageName(specifier);
  const found = folder.packagesByName.get(name);
  if (!found) return undefined;
  const rest = specifier.slice(name.length + 1);
  const candidates =
    rest === ''
      ? [
          ...found.manifest.entries.flatMap((entry) => [entry, entry.replace(/^\.\//, '').replace(BUILD_FOLDERS, 'src/')]),
          'src',
          '',
        ]
      : [rest, `src/${rest}`];
  for (const candidate of candidates) {
    const path = joinPath(found.folder, candidate);
    const file = path === undefined ? undefined : findFile(folder, path);
    if (file !== undefined) return file;
  }
  return undefined;
}

function findBelowSource(folder: Folder, from: Path, specifier: string): Path | undefined {
  const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (rest === undefined) return undefined;
  for (const at of foldersUp(from)) {
    for (const source of ['src', '']) {
      const path = joinPath(at, source, rest);
      const found = path === undefined ? undefined : findFile(folder, path);
      if (found !== undefined) return found;
    }
    if (folder.packageManifests.has(at)) return undefined;
  }
  return undefined;
}

/** What `*` stands for when a pattern with at most one star matches; '' for an exact match without star. */
function matchStar(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return undefined;
  return text.slice(head.length, text.length - tail.length);
}

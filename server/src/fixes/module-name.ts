import { fileName, folderOf, foldersUp, isWithin, joinPath, type Path, relativePath, stepsBetween } from '#base/paths.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { layoutOf } from '#snippets/layout.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** An import of a file that leads to another file of the workspace. */
interface OwnImport {
  readonly from: Path;
  readonly module: string;
  readonly to: Path;
}

/**
 * How a script writes the name of another file of the workspace, which need not be there yet: by an alias where it, or else its neighbours, go by
 * one, otherwise relative, with the ending that its other imports have.
 */
export function scriptModule(workspace: Workspace, facts: CodeFacts, target: Path): string {
  const own = evidence(workspace, facts);
  const way = relativePath(folderOf(facts.path), target);
  const alias = way.startsWith('./') ? undefined : aliasFor(own, facts.path, target);
  const relative = own.filter((it) => it.module.startsWith('.'));
  const written = alias === undefined ? relative : own.filter((it) => !it.module.startsWith('.'));
  const ending = endingOf(written.length > 0 ? written : own, workspace, facts, target);
  const bare = (alias ?? way).replace(/\.(?:[cm]?[jt]sx?)$/, '');
  return ending === '' ? bare.replace(/\/index$/, '') || bare : bare + ending;
}

/** How a Python file writes the name of another module: relative where all its own imports are, else from where its package begins. */
export function pythonModule(workspace: Workspace, facts: CodeFacts, target: Path): string {
  const own = evidence(workspace, facts);
  const ofFile = own.filter((it) => it.from === facts.path);
  const dotted = (path: Path): string => path.replace(/(?:(?:^|\/)__init__)?\.py$/, '').replaceAll('/', '.');
  if (ofFile.length > 0 && ofFile.every((it) => it.module.startsWith('.'))) {
    const folder = folderOf(facts.path);
    const way = relativePath(folder, target);
    const ups = way.split('/').filter((it) => it === '..').length;
    const known = Math.max(...ofFile.map((it) => (/^\.+/.exec(it.module)?.[0].length ?? 1) - 1));
    if (ups <= known || isInPackage(workspace, folder, ups))
      return `${'.'.repeat(ups + 1)}${dotted(way.replace(/^(?:\.\.?\/)+/, ''))}`;
  }
  const root = own.flatMap((it) => rootOf(it, dotted) ?? []).find((it) => isWithin(it, target)) ?? packageRoot(workspace, target);
  return dotted(root === '' ? target : target.slice(root.length + 1));
}

/** Tells whether the folder a number of steps further up is still part of a package: nothing is imported relative to what lies above. */
function isInPackage(workspace: Workspace, folder: Path, ups: number): boolean {
  const above = folder
    .split('/')
    .slice(0, -ups || undefined)
    .join('/');
  const hasInit = (it: Path): boolean => workspace.files.has(`${it}/__init__.py`);
  return ups === 0 || (above !== '' && (hasInit(above) || !hasInit(folder)));
}

/** The import path and the name of the package in a folder, as a Go file writes them; undefined where no module holds it. */
export function goPackage(
  workspace: Workspace,
  from: Path,
  folder: Path,
): { readonly path: string; readonly name: string; readonly module: string } | undefined {
  const modules = workspace.linker.folder.goModules.filter(
    (it) => isWithin(folderOf(it.path), folder) && isWithin(folderOf(it.path), from),
  );
  const module = modules.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (!module) return undefined;
  const root = folderOf(module.path);
  const inside = root === '' ? folder : folder.slice(root.length + 1);
  const files = workspace.linker.folder.goPackages.get(folder) ?? [];
  const names = files.flatMap((it) => {
    const facts = workspace.files.get(it)?.facts;
    return facts?.kind === 'code' && facts.packageName !== undefined && !it.endsWith('_test.go') ? [facts.packageName] : [];
  });
  const name = names[0] ?? fileName(folder).replaceAll('-', '');
  return { path: inside === '' ? module.module : `${module.module}/${inside}`, name, module: module.module };
}

/** The imports of other files of the workspace: the file's own, else those of its unit, nearest first. */
function evidence(workspace: Workspace, facts: CodeFacts): readonly OwnImport[] {
  const own = ownImports(workspace, facts);
  if (own.length > 0) return own;
  const folder = folderOf(facts.path);
  const near = workspace
    .unitOf(facts.path)
    .files.filter((it) => it !== facts.path && workspace.roleOf(it) === undefined)
    .toSorted((a, b) => stepsBetween(folder, a) - stepsBetween(folder, b));
  for (const path of near.slice(0, MOST_NEIGHBOURS)) {
    const file = workspace.files.get(path)?.facts;
    const found = file?.kind === 'code' && file.language === facts.language ? ownImports(workspace, file) : [];
    if (found.length > 0) return found;
  }
  return [];
}

const MOST_NEIGHBOURS = 50;

function ownImports(workspace: Workspace, facts: CodeFacts): OwnImport[] {
  return facts.imports.flatMap((it, index) => {
    const resolution = workspace.linker.resolution(facts.path, index);
    return resolution.kind === 'file' && it.module !== '' ? [{ from: facts.path, module: it.module, to: resolution.path }] : [];
  });
}

/** `@/config` for `src/config.ts` says that `@/` is `src/`. */
function aliasFor(own: readonly OwnImport[], from: Path, target: Path): string | undefined {
  const climbs = own.some((it) => it.from === from && it.module.startsWith('../'));
  if (climbs) return undefined;
  for (const { module, to } of own) {
    if (module.startsWith('.')) continue;
    const stem = to.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '');
    const name = module.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '');
    let same = 0;
    while (same < name.length && same < stem.length && name.at(-1 - same) === stem.at(-1 - same)) same += 1;
    const cut = name.slice(name.length - same).indexOf('/');
    if (cut < 0) continue;
    const prefix = name.slice(0, name.length - same + cut + 1);
    const folder = stem.slice(0, stem.length - same + cut);
    if (/^[@~#]?[\w-]*\/$/.test(prefix) && isWithin(folder, target))
      return prefix + target.slice(folder === '' ? 0 : folder.length + 1);
  }
  return undefined;
}

function endingOf(own: readonly OwnImport[], workspace: Workspace, { path: from, imports }: CodeFacts, target: Path): string {
  const source = /\.[cm]?[jt]sx?$/.exec(target)?.[0] ?? '';
  const output = source.replace('t', 'j').replace('x', '');
  const form = own.map((it) => /\.([cm]?)([jt])sx?$/.exec(it.module)).find((it) => it !== undefined);
  if (own.length > 0) return form ? (form[2] === 't' ? source : output) : '';
  // What its imports lead to need not be there to say how they end.
  if (imports.some((it) => /^\.\.?\/.*\.[cm]?js$/.test(it.module))) return output;
  const view = { paths: [...workspace.files.keys()], read: workspace.textOf };
  const ending = layoutOf(view, from, 'typescript').importExtension;
  return ending === '.ts' ? source : ending === '.js' ? output : '';
}

function rootOf({ module, to }: OwnImport, dotted: (path: Path) => string): Path | undefined {
  if (module.startsWith('.')) return undefined;
  const whole = dotted(to);
  if (whole === module) return '';
  const at = whole.endsWith(`.${module}`) ? whole.length - module.length - 1 : whole.lastIndexOf(`.${module}.`);
  return at < 0 ? undefined : to.slice(0, at);
}

/** The first folder above that is no package; without `__init__.py` anywhere the unit's, or its `src`. */
function packageRoot(workspace: Workspace, target: Path): Path {
  const unit = workspace.unitOf(target).folder;
  const isPackage = (folder: Path): boolean => workspace.files.has(joinPath(folder, '__init__.py') ?? '');
  const root = foldersUp(target).find((it) => !isPackage(it)) ?? '';
  if (root !== folderOf(target)) return root;
  const source = joinPath(unit, 'src') ?? 'src';
  return isWithin(source, target) ? source : unit;
}

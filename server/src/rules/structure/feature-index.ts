import { folderOf, foldersUp, isWithin, joinPath, type Path, stem } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { pythonModule, scriptModule } from '#fixes/module-name.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** What leads an import through the front of another feature. */
export interface FeatureImport {
  readonly index: Path;
  readonly edit: FileEdit;
}

/**
 * Takes what an import of another feature's file names from the index of that feature. Undefined where no index gives all of it out under the
 * same names, or one of them means something else there.
 */
export function throughIndex(workspace: Workspace, path: Path, import_: number): FeatureImport | undefined {
  const file = workspace.files.get(path);
  const resolution = workspace.linker.resolution(path, import_);
  if (!file || !isCode(file) || file.facts.language === 'go' || resolution.kind !== 'file') return undefined;
  const { facts } = file;
  const { statement, moduleSpan } = facts.imports[import_] ?? {};
  const names = facts.imports.filter((it) => it.statement.start === statement?.start).map((it) => it.imported);
  const index = indexOf(workspace, facts, resolution.path);
  const front = index === undefined ? undefined : workspace.files.get(index);
  if (!moduleSpan || index === undefined || !front || !isCode(front) || index === resolution.path) return undefined;
  if (names.some((it) => it === '*' || it === '' || it === 'default' || !givesOut(front, it, resolution.path))) return undefined;
  const isPython = facts.language === 'python';
  const module = isPython ? pythonModule(workspace, facts, index) : scriptModule(workspace, facts, index);
  return { index, edit: changeOf(path, [{ span: moduleSpan, text: module }], worded`Import it from the index of its feature`) };
}

/** The nearest index above a file that is not also above the importing one. */
function indexOf(workspace: Workspace, { path, language }: LiftedCode['facts'], target: Path): Path | undefined {
  const names = language === 'python' ? ['__init__.py'] : ['index.ts', 'index.tsx', 'index.js', 'index.mjs'];
  for (const folder of [folderOf(target), ...foldersUp(folderOf(target))]) {
    if (folder === '' || isWithin(folder, path)) return undefined;
    const found = names.flatMap((it) => joinPath(folder, it) ?? []).find((it) => workspace.files.has(it));
    if (found !== undefined) return found;
  }
  return undefined;
}

function givesOut({ facts }: LiftedCode, name: string, from: Path): boolean {
  const bare = (module: string): string | undefined =>
    module
      .split('/')
      .at(-1)
      ?.replace(/\.[cm]?[jt]sx?$/, '');
  const isIt = (module: string): boolean =>
    facts.language === 'python' ? module.split('.').at(-1) === stem(from) : bare(module) === bare(from);
  return (
    facts.exports.some((it) => it.name === name && it.from?.imported === name && isIt(it.from.module)) ||
    (facts.exports.some((it) => it.name === name) &&
      facts.imports.some((it) => it.local === name && it.imported === name && isIt(it.module)))
  );
}

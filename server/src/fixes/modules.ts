import { folderOf, foldersUp, isWithin, joinPath, type Path, stem } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Layer } from '#workspace/layers.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

// Modules of a unit that fixes add to: the configuration, the errors, the logger, the repository or service of a feature. Where two would do, none
// is chosen: a person knows which one is meant.

/** The code files of a unit in a language that are neither tests nor scripts nor generated. */
export function applicationFiles(workspace: Workspace, unit: Unit, language: CodeLanguage): readonly LiftedCode[] {
  const found: LiftedCode[] = [];
  for (const path of applicationPaths(workspace)(unit, language)) {
    const file = workspace.files.get(path);
    if (file && isCode(file)) found.push(file);
  }
  return found;
}

/** Which files these are is seen by others: an edit inside a function leaves it as it is, and asks for them. */
const applicationPaths = perVisibleState((workspace) => {
  const known = new Map<Unit, Map<CodeLanguage, readonly Path[]>>();
  return (unit: Unit, language: CodeLanguage): readonly Path[] => {
    const ofUnit = known.get(unit) ?? new Map<CodeLanguage, readonly Path[]>();
    known.set(unit, ofUnit);
    const paths = ofUnit.get(language) ?? unit.files.filter((path) => isApplication(workspace, path, language));
    ofUnit.set(language, paths);
    return paths;
  };
});

function isApplication(workspace: Workspace, path: Path, language: CodeLanguage): boolean {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code' || workspace.roleOf(path) !== undefined) return false;
  const isScript = language === 'typescript' || language === 'javascript';
  return facts.language === language || (isScript && (facts.language === 'typescript' || facts.language === 'javascript'));
}

/** The only file for which something holds; 'several' where more do; undefined where none does. */
export function onlyModule(
  files: readonly LiftedCode[],
  isIt: (file: LiftedCode) => boolean,
): LiftedCode | 'several' | undefined {
  const [first, second] = files.filter(isIt);
  return second ? 'several' : first;
}

/** The file of a layer in the feature of another: in its folder, or of its name (`orders.controller.ts`, `controllers/orders.ts`). 'several' where more than one fits. */
export function featureModule(workspace: Workspace, near: Path, layer: Layer): LiftedCode | 'several' | undefined {
  const facts = workspace.files.get(near)?.facts;
  if (facts?.kind !== 'code') return undefined;
  const files = applicationFiles(workspace, workspace.unitOf(near), facts.language).filter(
    (it) => it.path !== near && workspace.layerOf(it.path)?.layer === layer,
  );
  const subject = subjectOf(near);
  const named = onlyModule(files, (it) => subject !== '' && subjectOf(it.path) === subject);
  return named ?? onlyModule(files, (it) => folderOf(it.path) === folderOf(near));
}

/** What a file is about, without its layer: `orders` for `orders.controller.ts`, `order_handler.go` and `services/orderService.ts`. */
export function subjectOf(path: Path): string {
  const name = stem(path)
    .replace(
      /[._-]?(?:controllers?|handlers?|resolver|routes?|routers?|views?|services?|usecase|repository|repositories|repo|dao|store|api|endpoints?)$/i,
      '',
    )
    .toLowerCase();
  const base = name === '' || /^(?:index|main|app|server|mod|__init__)$/.test(name) ? '' : name;
  return base.replace(/ies$/, 'y').replace(/s$/, '');
}

/**
 * Where a new module of a unit goes: where its sources begin (`src/`, the package of the application, `internal/<name>/` in Go). Undefined where
 * something is there.
 * @param name without an ending; for Go also the package's name
 */
export function newModule(workspace: Workspace, near: Path, name: string): Path | undefined {
  const facts = workspace.files.get(near)?.facts;
  if (facts?.kind !== 'code') return undefined;
  const unit = workspace.unitOf(near);
  const path = pathFor(workspace, unit, near, facts.language, name);
  return path === undefined || workspace.files.has(path) || workspace.textOf(path) !== undefined ? undefined : path;
}

function pathFor(workspace: Workspace, unit: Unit, near: Path, language: CodeLanguage, name: string): Path | undefined {
  switch (language) {
    case 'go':
      return joinPath(unit.folder, 'internal', name, `${name}.go`);
    case 'python':
      return joinPath(pythonPackage(workspace, unit, near), `${name}.py`);
    default: {
      const ending = /\.[cm]?[jt]sx?$/.exec(near)?.[0].replace('x', '') ?? (language === 'typescript' ? '.ts' : '.js');
      return joinPath(scriptSources(unit), name + ending);
    }
  }
}

/** `src` where the unit has one, the only folder that holds its code, else its own folder. */
function scriptSources(unit: Unit): Path {
  const source = joinPath(unit.folder, 'src') ?? 'src';
  if (unit.files.some((it) => isWithin(source, it))) return source;
  const [only, ...others] = new Set(
    unit.files.map(
      (it) =>
        it
          .slice(unit.folder === '' ? 0 : unit.folder.length + 1)
          .split('/')
          .slice(0, -1)[0] ?? '',
    ),
  );
  return only && others.length === 0 && unit.files.length > 3 ? (joinPath(unit.folder, only) ?? unit.folder) : unit.folder;
}

/** The outermost package around a file; without packages the folder right below the unit, or below its `src`. */
function pythonPackage(workspace: Workspace, unit: Unit, near: Path): Path {
  const above = foldersUp(near).filter((it) => isWithin(unit.folder, it));
  const packages = above.filter((it) => workspace.files.has(joinPath(it, '__init__.py') ?? ''));
  const outermost = packages.at(-1);
  if (outermost !== undefined) return outermost;
  const source = joinPath(unit.folder, 'src') ?? 'src';
  return above.filter((it) => it !== unit.folder && it !== source).at(-1) ?? unit.folder;
}

import { fileName, folderOf, foldersUp, isWithin, joinPath, type Path, stem } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { camelCase, singularOf, snakeCase, wordsOf } from '#decisions/names.ts';
import { applicationFiles, subjectOf } from '#fixes/modules.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The module that asks the database for one entity, with functions or a class; `there` where it exists. */
export interface RepositoryModule {
  readonly path: Path;
  readonly there?: LiftedCode;
  /** Files that make a new folder a package. */
  readonly packages: readonly Path[];
}

/**
 * Where the queries for an entity belong, as the unit does it: its repository, a new one beside the others, or one in the folder of the feature or
 * beside the folder of the controllers. Undefined where the unit's repositories have another form, or something else has the place.
 */
export function repositoryModule(
  workspace: Workspace,
  code: LiftedCode,
  entity: string,
  form: 'functions' | 'class' = 'functions',
): RepositoryModule | undefined {
  const unit = workspace.unitOf(code.path);
  const known =
    repositories(workspace)
      .get(unit)
      ?.filter((it) => isSameKind(it, code)) ?? [];
  const isOtherwise = (it: LiftedCode): boolean => (form === 'class' ? hasFunctions(it) && !hasMethods(it) : hasMethods(it));
  if (known.some(isOtherwise)) return undefined;
  const subject = words(singularOf(entity));
  const own = known.filter((it) => words(subjectOf(it.path)) === subject);
  if (own.length > 1) return undefined;
  if (own[0]) return { path: own[0].path, there: own[0], packages: [] };
  const path = newPath(code, unit, known, entity);
  if (path === undefined) return undefined;
  const there = workspace.files.get(path);
  if (there)
    return there.facts.kind === 'code' && !isOtherwise(there as LiftedCode) && isRepositoryName(path)
      ? { path, there: there as LiftedCode, packages: [] }
      : undefined;
  if (workspace.textOf(path) !== undefined) return undefined;
  return { path, packages: packageFiles(workspace, code, path) };
}

/** Tells whether the unit of a file has repositories in its language. */
export function hasRepositories(workspace: Workspace, code: LiftedCode): boolean {
  return (
    repositories(workspace)
      .get(workspace.unitOf(code.path))
      ?.some((it) => isSameKind(it, code)) ?? false
  );
}

function words(name: string): string {
  return wordsOf(name).join('').toLowerCase();
}

function isSameKind(one: LiftedCode, other: LiftedCode): boolean {
  const kind = (it: LiftedCode): string => (it.facts.language === 'javascript' ? 'typescript' : it.facts.language);
  return kind(one) === kind(other);
}

function hasMethods({ facts }: LiftedCode): boolean {
  return facts.scopes.some((it) => it.fn?.owner !== undefined);
}

function hasFunctions({ facts }: LiftedCode): boolean {
  return facts.scopes.some((it) => it.fn !== undefined);
}

function isRepositoryName(path: Path): boolean {
  return /repositor|repo\b/i.test(path);
}

const repositories = perVisibleState((workspace) => {
  const found = new Map<Unit, LiftedCode[]>();
  for (const unit of workspace.units) {
    const files = (['typescript', 'python', 'go'] as const).flatMap((it) => applicationFiles(workspace, unit, it));
    found.set(
      unit,
      files.filter((it) => workspace.layerOf(it.path)?.layer === 'repository'),
    );
  }
  return found;
});

/** Folders and files that are called after what they hold instead of a feature. */
const LAYER_FOLDER = /^(?:controllers?|routes?|routers?|handlers?|views?|blueprints?|endpoints?|apis?)$/;

function newPath(code: LiftedCode, unit: Unit, known: readonly LiftedCode[], entity: string): Path | undefined {
  const { path, facts } = code;
  const like = known.find((it) => /repositor/.test(folderOf(it.path)));
  if (facts.language === 'python') {
    if (like) return joinPath(folderOf(like.path), `${snakeCase(singularOf(entity))}.py`);
    const above = LAYER_FOLDER.test(stem(path)) || stem(path) === 'api' ? undefined : layerFolder(path, unit);
    if (above === undefined) return joinPath(folderOf(path), 'repository.py');
    return joinPath(folderOf(above), 'repositories', `${snakeCase(singularOf(entity))}.py`);
  }
  const ending = /\.[cm]?[jt]s(?=x?$)/.exec(path)?.[0] ?? '.js';
  const isNext = unit.dependencies.has('next');
  const sources = joinPath(unit.folder, 'src') ?? 'src';
  const start = unit.files.some((it) => isWithin(sources, it)) ? sources : unit.folder;
  const above = layerFolder(path, unit);
  const folder = like
    ? folderOf(like.path)
    : isNext
      ? joinPath(start, 'repositories')
      : above === undefined
        ? folderOf(path)
        : joinPath(folderOf(above), 'repositories');
  return folder === undefined ? undefined : joinPath(folder, scriptName(like?.path ?? path, entity) + ending);
}

/** The outermost folder of the unit that is called after a layer. */
function layerFolder(path: Path, unit: Unit): Path | undefined {
  return foldersUp(path)
    .filter((it) => it !== unit.folder && isWithin(unit.folder, it) && LAYER_FOLDER.test(fileName(it)))
    .at(-1);
}

/** `order.repository`, `orderRepository` or `order-repository`, as the files around do it. */
function scriptName(like: Path, entity: string): string {
  const singular = singularOf(entity);
  const name = stem(like);
  if (/[a-z](?:Controller|Routes?|Router|Handler|Repository)s?$/.test(name)) return `${camelCase(singular)}Repository`;
  return /-(?:controller|routes?|router|handler|repository)s?$/.test(name) ? `${singular}-repository` : `${singular}.repository`;
}

function packageFiles(workspace: Workspace, { path, facts }: LiftedCode, created: Path): Path[] {
  const folder = folderOf(created);
  const initial = joinPath(folder, '__init__.py');
  const isPackage = workspace.files.has(joinPath(folderOf(path), '__init__.py') ?? '');
  if (facts.language !== 'python' || !isPackage || initial === undefined || workspace.files.has(initial)) return [];
  return workspace.textOf(initial) === undefined ? [initial] : [];
}

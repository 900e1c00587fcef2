import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { TypeReference } from '#facts/code-facts.ts';
import type { Layer } from '#workspace/layers.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { CodePlace } from './code-place.ts';

/** Files of one layer that a file uses, or that use it. */
export interface LayerUse {
  readonly layer: Layer;
  /** One place a file: where the other file is imported or called for the first time. In path order. */
  readonly places: readonly CodePlace[];
}

export interface ServiceUses {
  readonly usedBy: readonly LayerUse[];
  readonly uses: readonly LayerUse[];
}

/** Where a service is declared that has users, or uses something; undefined for files of other layers. Looks no further than to the first one. */
export function servicePlace(workspace: Workspace, path: Path): CodePlace | undefined {
  const file = workspace.files.get(path);
  if (!file || !isCode(file) || !isService(workspace, path)) return undefined;
  const counts = (at: Path, layers: readonly Layer[]): boolean =>
    at !== path && workspace.roleOf(at) === undefined && layers.some((it) => it === workspace.layerOf(at)?.layer);
  const usesSome = [...targetsOf(workspace, file).keys()].some((it) => counts(it, USED));
  const isUsed = (from: Path): boolean => {
    const other = workspace.files.get(from);
    return counts(from, USERS) && other !== undefined && isCode(other) && targetsOf(workspace, other).has(path);
  };
  if (!usesSome && ![...importersOf(workspace, path)].some(isUsed)) return undefined;
  return { path, span: declaredAt(file) };
}

/** Who uses a service and what it uses, by layer; undefined for files of other layers, and where there is nothing to say. */
export function serviceUses(workspace: Workspace, path: Path): ServiceUses | undefined {
  const file = workspace.files.get(path);
  if (!file || !isCode(file) || !isService(workspace, path)) return undefined;
  const usedBy = new Map<Path, CodePlace>();
  for (const from of importersOf(workspace, path)) {
    const other = workspace.files.get(from);
    const span = other && isCode(other) && from !== path ? targetsOf(workspace, other).get(path) : undefined;
    if (span) usedBy.set(from, { path: from, span });
  }
  const uses = new Map<Path, CodePlace>();
  for (const [to, span] of targetsOf(workspace, file)) if (to !== path) uses.set(to, { path, span });
  const found = {
    usedBy: byLayer(workspace, usedBy, USERS),
    uses: byLayer(workspace, uses, USED),
  };
  return found.usedBy.length + found.uses.length === 0 ? undefined : found;
}

const USERS: readonly Layer[] = ['controller', 'job', 'service', 'middleware', 'entrypoint', 'component'];
const USED: readonly Layer[] = ['repository', 'service', 'client'];

function isService(workspace: Workspace, path: Path): boolean {
  return workspace.layerOf(path)?.layer === 'service' && workspace.roleOf(path) === undefined;
}

function byLayer(workspace: Workspace, found: ReadonlyMap<Path, CodePlace>, layers: readonly Layer[]): LayerUse[] {
  return layers.flatMap((layer) => {
    const places = [...found]
      .filter(([path]) => workspace.roleOf(path) === undefined && workspace.layerOf(path)?.layer === layer)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, place]) => place);
    return places.length === 0 ? [] : [{ layer, places }];
  });
}

/** The class that the file is named for, or its first one; its first exported function; its beginning. */
function declaredAt({ facts }: LiftedCode): CodePlace['span'] {
  const classes = facts.classes.filter((it) => it.form !== 'interface');
  const named =
    classes.find((it) => /(Service|UseCase|Interactor|Handler)(Impl)?$/.test(it.name)) ?? classes.find((it) => it.isExported);
  const fn = facts.scopes.find((it) => it.parent === 0 && it.fn?.isExported && it.fn.name !== undefined)?.fn;
  return named?.nameSpan ?? fn?.nameSpan ?? { start: 0, end: 0 };
}

/** All files with an import that may lead to a file, also by way of files that only pass it on. */
function importersOf(workspace: Workspace, path: Path): ReadonlySet<Path> {
  const importers = importerIndex(workspace);
  const found = new Set<Path>();
  const queue: Path[] = [path];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { from, passesOn } of importers.get(at) ?? []) {
      if (found.has(from)) continue;
      found.add(from);
      if (passesOn) queue.push(from);
    }
  }
  return found;
}

interface Importer {
  readonly from: Path;
  readonly passesOn: boolean;
}

const importerIndexes = new WeakMap<object, ReadonlyMap<Path, readonly Importer[]>>();

function importerIndex({ visibleState, edges }: Workspace): ReadonlyMap<Path, readonly Importer[]> {
  const known = importerIndexes.get(visibleState);
  if (known) return known;
  const index = new Map<Path, Importer[]>();
  for (const { from, to, isReexport, isTypeOnly } of edges) {
    if (isTypeOnly) continue;
    const importer = { from, passesOn: isReexport || /(^|\/)(index\.[cm]?[jt]sx?|__init__\.py)$/.test(from) };
    const list = index.get(to);
    if (list) list.push(importer);
    else index.set(to, [importer]);
  }
  importerIndexes.set(visibleState, index);
  return index;
}

/** What a file uses of other files, with the first place, kept for as long as neither it nor what others show changes. */
const targets = new WeakMap<object, WeakMap<LiftedFile, ReadonlyMap<Path, CodePlace['span']>>>();

function targetsOf(workspace: Workspace, file: LiftedCode): ReadonlyMap<Path, CodePlace['span']> {
  const ofState = targets.get(workspace.visibleState) ?? new WeakMap<LiftedFile, ReadonlyMap<Path, CodePlace['span']>>();
  targets.set(workspace.visibleState, ofState);
  const known = ofState.get(file);
  if (known) return known;
  const found = file.facts.language === 'go' ? usedInGo(workspace, file) : imported(workspace, file);
  ofState.set(file, found);
  return found;
}

/** Each imported name is followed to the file that declares it, through files that pass it on. */
function imported({ linker }: Workspace, { path, facts }: LiftedCode): ReadonlyMap<Path, CodePlace['span']> {
  const found = new Map<Path, CodePlace['span']>();
  const add = (to: Path, span: CodePlace['span']): void => {
    if (!found.has(to)) found.set(to, span);
  };
  facts.imports.forEach((it, index) => {
    if (it.isTypeOnly) return;
    const meaning = it.local === '' ? undefined : linker.reference(path, it.scope, [it.local]);
    if (meaning?.kind === 'local') add(meaning.file, it.moduleSpan);
    else for (const to of resolved(linker.resolution(path, index))) add(to, it.moduleSpan);
  });
  return found;
}

function resolved(resolution: ReturnType<Workspace['linker']['resolution']>): readonly Path[] {
  return resolution.kind === 'file' ? [resolution.path] : [];
}

/** A package of Go has many files: what is called and what types are written says which ones are meant. */
function usedInGo({ linker }: Workspace, { path, facts }: LiftedCode): ReadonlyMap<Path, CodePlace['span']> {
  const found = new Map<Path, CodePlace['span']>();
  facts.calls.forEach((call, id) => {
    const meaning = linker.callee(path, id);
    if (meaning.kind === 'local' && !found.has(meaning.file)) found.set(meaning.file, call.nameSpan);
  });
  const typed = (type: TypeReference | undefined): void => {
    if (!type) return;
    const meaning = linker.typed(path, 0, type);
    if (meaning.kind === 'local' && !found.has(meaning.file)) found.set(meaning.file, type.span);
  };
  for (const it of facts.classes) for (const field of it.fields) typed(field.type);
  for (const { fn } of facts.scopes) for (const parameter of fn?.parameters ?? []) typed(parameter.type);
  return found;
}

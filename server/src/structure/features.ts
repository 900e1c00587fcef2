import { fileName, folderOf, type Path, stem } from '#base/paths.ts';
import { singularOf, wordsOf } from '#decisions/names.ts';
import { featureOf } from '#rules/structure/features.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Where the rules look for features; empty lists for the usual places. */
export interface FeatureOptions {
  readonly root: readonly string[];
  readonly shared: readonly string[];
}

/** A feature of a unit with its files; the one without a name holds what belongs to none. */
export interface Feature {
  readonly name: string | undefined;
  readonly files: readonly Path[];
}

/**
 * The features of a unit by name, what they share last. A folder that the rules take for a feature is one; where the folders are cut by layers, files
 * about the same thing (`orders.controller.ts`, `models/order.ts`) are put together.
 */
export function featuresOf(
  workspace: Workspace,
  unit: Unit,
  files: readonly Path[],
  options: FeatureOptions,
): readonly Feature[] {
  const byRule = new Map<Path, string>();
  for (const path of files) {
    const folder = featureOf(workspace, path, options);
    // An application of a monorepo, such as `apps/client`, holds features and is none.
    if (folder !== undefined && !NO_SUBJECT.test(fileName(folder))) byRule.set(path, folder);
  }
  const folders = new Map<string, Set<string>>();
  for (const folder of byRule.values()) {
    const name = singularOf(fileName(folder));
    folders.set(name, (folders.get(name) ?? new Set()).add(folder));
  }
  const crowded = crowdedFolders(unit, files);
  const groups = new Map<string, Path[]>();
  const foldered = new Map<string, string>();
  for (const path of files) {
    const subject = subjectOf(unit, path, crowded);
    const key = byRule.get(path) ?? keyOfSubject(subject?.name, folders);
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
    // Something with a layer in a folder of its own is meant to be a part.
    if (subject?.isFolder === true && !byRule.has(path) && workspace.layerOf(path) !== undefined) foldered.set(key, subject.name);
  }
  const isRuled = new Set(byRule.values());
  const features: { name: string; files: Path[] }[] = [];
  const shared: Path[] = [];
  for (const [key, group] of groups) {
    if (isRuled.has(key) || (key !== '' && (foldered.has(key) || isFeature(workspace, group))))
      features.push({ name: key, files: group });
    else shared.push(...group);
  }
  const named = features.map((it) => ({ ...it, name: foldered.get(it.name) ?? labelOf(it.name, features) }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  return shared.length > 0 ? [...named, { name: undefined, files: shared.sort() }] : named;
}

/** Files of one layer alone are a feature where there are several of them; one file is none. */
function isFeature(workspace: Workspace, files: readonly Path[]): boolean {
  return files.length >= 3 || new Set(files.map((it) => workspace.layerOf(it)?.layer ?? '')).size >= 2;
}

/** A folder that the rules found is called by its last segment, or by two where that is not enough. */
function labelOf(key: string, all: readonly { readonly name: string }[]): string {
  const last = fileName(key);
  const isAlone = all.every((it) => it.name === key || fileName(it.name) !== last);
  return isAlone ? last : key.split('/').slice(-2).join('/');
}

function keyOfSubject(subject: string | undefined, folders: ReadonlyMap<string, ReadonlySet<string>>): string {
  if (subject === undefined) return '';
  const name = singularOf(subject);
  const known = folders.get(name);
  const [only] = known ?? [];
  return known?.size === 1 && only !== undefined ? only : name;
}

/** What a file is about: its outermost folder with a name of its own, else its own name without the words for layers. */
function subjectOf(unit: Unit, path: Path, crowded: ReadonlySet<Path>): Subject | undefined {
  const from = unit.folder === '' ? 0 : unit.folder.length + 1;
  const segments = folderOf(path).slice(from).split('/');
  for (const [index, name] of segments.entries()) {
    const folder = path.slice(0, from) + segments.slice(0, index + 1).join('/');
    if (name !== '' && !NO_SUBJECT.test(name) && !crowded.has(folder)) return { name, isFolder: true };
  }
  const words = wordsOf(stem(path)).filter((it) => !LAYER_WORD.test(it));
  const name = words.join('-');
  return NO_SUBJECT.test(name) || name === '' ? undefined : { name, isFolder: false };
}

interface Subject {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Folders with more than half of the files of a unit that has several, such as the package of a Python project, tell nothing apart. */
function crowdedFolders(unit: Unit, files: readonly Path[]): ReadonlySet<Path> {
  const counts = new Map<Path, number>();
  if (files.length < 4) return new Set();
  for (const path of files)
    for (let at = folderOf(path); at.length > unit.folder.length; at = folderOf(at)) counts.set(at, (counts.get(at) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 > files.length).map(([folder]) => folder));
}

/** Words of layers, of technical corners and of routes that name no subject. */
const NO_SUBJECT =
  /^(src|apps?|internal|modules?|features?|cmd|main|server|backend|frontend|web|ui|client|api|rest|rpc|graphql|v\d+|pkg|lib|libs|packages|shared|common|core|base|infra|infrastructure|platform|domain|application|adapters?|ports?|delivery|interfaces?|utils?|helpers?|tools?|types?|constants?|assets|styles|environments?|enums?|interceptors|filters|pipes|queues|validators|responses?|requests?|i18n|locales?|config|configs|configuration|settings|env|database|db|storage|persistence|index|init|mod|_.*|[[(@].*|(controllers?|handlers?|routes?|routers?|endpoints|views?|viewsets?|services?|repositor(y|ies)|repos?|stores?|daos?|dtos?|schemas?|serializers?|models?|entit(y|ies)|middlewares?|guards?|jobs?|workers?|tasks?|components?|pages?|screens?|layouts?|hooks?|composables?|queries|crud|use-?cases?|resolvers?|errors?|exceptions?|logger|logging|plugins?|decorators?|http))$/i;
const LAYER_WORD =
  /^(controllers?|handlers?|routes?|routers?|endpoints?|views?|viewsets?|services?|repositor(y|ies)|repos?|stores?|daos?|dtos?|schemas?|serializers?|models?|entit(y|ies)|middlewares?|guards?|modules?|resolvers?|usecases?|crud|api|page|impl|use|index)$/;

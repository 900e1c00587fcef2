import type { Path } from '#base/paths.ts';
import type { ProjectFiles } from '#scaffold/render.ts';
import { isJson, mergeJsonTexts } from './merge-json.ts';
import { type HandStep, type Merge, mergeTexts, stepsByHand, type ThreeTexts } from './merge-texts.ts';
import { differInLayoutOnly } from './source-tokens.ts';

/** What a new resource does to the files of a project. Nothing of a file with a conflict is in the other two. */
export interface ResourceChanges {
  /** Texts of new files. */
  readonly created: ReadonlyMap<Path, string>;
  readonly changed: ReadonlyMap<Path, ChangedText>;
  readonly conflicts: readonly FileConflict[];
}

export interface ChangedText {
  readonly before: string;
  readonly after: string;
}

/** A file that a person has to see to. */
export interface FileConflict {
  readonly path: Path;
  /**
   * `taken`: another file stands where a new one belongs · `gone`: the file is not where the templates have it · `edited`: the place of a
   * change was changed otherwise · `unreadable`: a folder, a link or something that is not a text.
   */
  readonly reason: 'taken' | 'gone' | 'edited' | 'unreadable';
  readonly byHand: readonly HandStep[];
}

/** What is on disk at a path. */
export type DiskText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** The paths that a resource adds or changes. */
export function touchedPaths(base: ProjectFiles, theirs: ProjectFiles): readonly Path[] {
  return [...theirs].filter(([path, text]) => base.get(path) !== text).map(([path]) => path);
}

/** Merges the difference between two renderings of a project into what is on disk. `disk` has each of the `touchedPaths`. */
export function resourceChanges(base: ProjectFiles, theirs: ProjectFiles, disk: ReadonlyMap<Path, DiskText>): ResourceChanges {
  const created = new Map<Path, string>();
  const changed = new Map<Path, ChangedText>();
  const conflicts: FileConflict[] = [];
  for (const path of touchedPaths(base, theirs)) {
    const [before, after] = [base.get(path), theirs.get(path) ?? ''];
    const there: DiskText = disk.get(path) ?? { kind: 'missing' };
    const byHand = stepsByHand(before ?? '', after);
    if (there.kind === 'unreadable') conflicts.push({ path, reason: 'unreadable', byHand });
    else if (there.kind === 'missing') {
      if (before === undefined) created.set(path, after);
      else conflicts.push({ path, reason: 'gone', byHand });
    } else if (before === undefined) {
      if (!differInLayoutOnly(there.text.split('\n'), after.split('\n'))) conflicts.push({ path, reason: 'taken', byHand });
    } else {
      const merge = mergeFile(path, { base: before, theirs: after, ours: there.text });
      if (merge.kind === 'conflict') conflicts.push({ path, reason: 'edited', byHand: merge.byHand });
      else if (merge.text !== there.text) changed.set(path, { before: there.text, after: merge.text });
    }
  }
  return { created, changed, conflicts };
}

/** JSON is merged by lines where that works, because it keeps the order, and else by keys. */
function mergeFile(path: Path, texts: ThreeTexts): Merge {
  const merge = mergeTexts(texts);
  if (!path.endsWith('.json') || (merge.kind === 'merged' && isJson(merge.text))) return merge;
  const text = mergeJsonTexts(texts);
  return text === undefined ? { kind: 'conflict', byHand: stepsByHand(texts.base, texts.theirs) } : { kind: 'merged', text };
}

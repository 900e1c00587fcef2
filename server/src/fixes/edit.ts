import type { Path } from '#base/paths.ts';
import { applyTextChanges, type TextChange } from '#snippets/text-change.ts';
import { together, type Wording } from './wording.ts';

// What a fix is, and how it comes about:
//
// 1. A rule says in `check` which fixes a finding may have (`offers`: id, kind, title) and computes their edits in `repair`, from the
//    workspace as of the last check and the current texts. Where the form of the code is not known for certain it gives none.
// 2. The means are in this folder: `text-style.ts` (how a file is written), `statements.ts` (places for statements), `imports.ts` (imports in
//    three languages), `free-name.ts`, `modules.ts` (modules of the unit), `script-tree.ts` (edits that need TypeScript's tree).
// 3. The engine tries a fix before anybody sees its edits (`engine/try-fix.ts`): everything must still parse, the finding must be gone and no other
//    may come up. A rule need not look at that itself.
//
// What a person reads of a fix, its title and its notes, is `worded` (`wording.ts`), so that it is found for translation.
//
// Nothing here reads or writes a file, and nothing formats more than it adds.

/**
 * safe: keeps behaviour, part of fix-all · suggest: one click, wants a look · multi: edits several files, previewed ·
 * scaffold: creates files.
 */
export type FixKind = 'safe' | 'suggest' | 'multi' | 'scaffold';

/** In the order of how little they ask of a person. */
export const FIX_KINDS: readonly FixKind[] = ['safe', 'suggest', 'multi', 'scaffold'];

/** What can be said of a fix before its edits are computed. */
export interface FixOffer {
  /** Unique within the finding. */
  readonly id: string;
  readonly kind: FixKind;
  /** Imperative, such as "Move STRIPE_KEY to config". */
  readonly title: Wording;
}

/** A computed fix: what becomes of each file. A path occurs once. */
export interface Fix extends FixOffer {
  readonly edits: readonly FileEdit[];
}

/** `note` says in a few words what happens to the file, for the preview. */
export type FileEdit =
  | { readonly kind: 'change'; readonly path: Path; readonly changes: readonly TextChange[]; readonly note: Wording }
  | { readonly kind: 'create'; readonly path: Path; readonly text: string; readonly note: Wording };

/** The edit of one file with its changes in the order of the text. */
export function changeOf(path: Path, changes: readonly TextChange[], note: Wording): FileEdit {
  return { kind: 'change', path, changes: changes.toSorted((a, b) => a.span.start - b.span.start), note };
}

/** The edits with those of one file laid together, in the order in which the files are first named; notes are joined. */
export function joinEdits(edits: readonly FileEdit[]): FileEdit[] {
  const joined = new Map<Path, FileEdit>();
  for (const it of edits) {
    const there = joined.get(it.path);
    if (there?.kind === 'change' && it.kind === 'change')
      joined.set(it.path, changeOf(it.path, [...there.changes, ...it.changes], together([there.note, it.note])));
    else joined.set(it.path, it);
  }
  return [...joined.values()];
}

/** Why edits cannot be carried out on the texts as they are. */
export type EditTrouble =
  | { readonly kind: 'exists'; readonly path: Path }
  | { readonly kind: 'missing'; readonly path: Path }
  | { readonly kind: 'conflict'; readonly path: Path }
  | { readonly kind: 'overlap'; readonly path: Path };

/** The texts of the edited files afterwards; or why there are none: a file to create is there, one to change is not, or is in the middle of a merge. */
export function textsAfter(
  edits: readonly FileEdit[],
  textOf: (path: Path) => string | undefined,
): { readonly texts: ReadonlyMap<Path, string> } | { readonly trouble: EditTrouble } {
  const texts = new Map<Path, string>();
  for (const edit of edits) {
    const { path } = edit;
    const before = textOf(path);
    if (edit.kind === 'create') {
      if (before !== undefined || texts.has(path)) return { trouble: { kind: 'exists', path } };
      texts.set(path, edit.text);
      continue;
    }
    if (before === undefined) return { trouble: { kind: 'missing', path } };
    if (hasConflictMarkers(before)) return { trouble: { kind: 'conflict', path } };
    if (texts.has(path) || !areApart(edit.changes, before.length)) return { trouble: { kind: 'overlap', path } };
    texts.set(path, applyTextChanges(before, edit.changes));
  }
  return { texts };
}

/** Tells whether a text holds both sides of a merge. */
export function hasConflictMarkers(text: string): boolean {
  return /^<{7}(?: |$)/m.test(text) && /^>{7}(?: |$)/m.test(text);
}

function areApart(changes: readonly TextChange[], length: number): boolean {
  const ordered = changes.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return ordered.every(
    ({ span }, index) => span.start <= span.end && span.end <= length && (ordered[index - 1]?.span.end ?? 0) <= span.start,
  );
}

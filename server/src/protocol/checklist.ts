import type { SnippetPlanRange } from './snippets.ts';

/** Client → server: the checklists of all folders, as the code is now. Nothing is computed before it is asked for. */
export const CHECKLIST = 'tiebeam/checklist';
export interface ChecklistParams {
  /** True to look again at what stands around the code: workflows, lock files. */
  readonly isFresh?: boolean;
}
export interface ChecklistResult {
  /** False until every folder has been read once. */
  readonly isReady: boolean;
  readonly lists: readonly ChecklistListView[];
}
export interface ChecklistListView {
  /** Unique among the lists; stays the same from one answer to the next. */
  readonly key: string;
  /** The workspace folder. */
  readonly folder: string;
  readonly list: string;
  readonly title: string;
  /** The server or front end that it is about; '' for the project. */
  readonly unit: string;
  readonly done: number;
  readonly applicable: number;
  readonly missing: number;
  /** The score of a release, with what it means. */
  readonly score?: string;
  readonly items: readonly ChecklistItemView[];
}
export interface ChecklistItemView {
  readonly id: string;
  /** How `tiebeam.json` names the item of this unit. */
  readonly pinKey: string;
  readonly title: string;
  readonly why: string;
  readonly detection: string;
  readonly gate?: string;
  readonly state: 'done' | 'partly' | 'missing' | 'not-applicable' | 'unknown';
  readonly summary: string;
  /** Set where a person has decided. */
  readonly isSaid: boolean;
  /** True for a question that only a person answers. */
  readonly isQuestion: boolean;
  /** The pattern of the snippets that brings what is missing. */
  readonly pattern?: string;
  readonly evidence: readonly ChecklistEvidenceView[];
}
export interface ChecklistEvidenceView {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly range: SnippetPlanRange;
  readonly sentence: string;
}

/** Client → server: the edit of `tiebeam.json` that says what a person has decided of an item. Nothing is written. */
export const MARK_CHECKLIST_ITEM = 'tiebeam/markChecklistItem';
export interface MarkChecklistItemParams {
  readonly folder: string;
  readonly item: string;
  readonly pinKey: string;
  /** `clear` takes back what was said. */
  readonly mark:
    | { readonly kind: 'pin'; readonly state: 'done' | 'n/a'; readonly reason: string }
    | { readonly kind: 'answer'; readonly answer: 'yes' | 'no' | 'n/a'; readonly by: string; readonly note?: string }
    | { readonly kind: 'clear' };
}
export interface MarkChecklistItemResult {
  /** Why nothing can be changed. */
  readonly problem?: string;
  readonly uri?: string;
  /** The whole text where the file is not there yet. */
  readonly newText?: string;
  readonly changes?: readonly { readonly range: SnippetPlanRange; readonly newText: string }[];
}

/** Client → server: the section snippets for the project of a file. Null for a file of a kind that no snippet is for. */
export const SNIPPETS = 'tiebeam/snippets';
export interface SnippetsParams {
  readonly uri: string;
}
export type SnippetsResult = { readonly sections: readonly SnippetSection[] } | null;
export interface SnippetSection {
  readonly id: string;
  /** 0 for a section without a number. */
  readonly number: number;
  readonly title: string;
  readonly patterns: readonly SnippetPattern[];
}
export interface SnippetPattern {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** The one that fits best first; at least one. */
  readonly variants: readonly SnippetVariant[];
}
export interface SnippetVariant {
  readonly id: string;
  readonly title: string;
  /** A language id of VS Code. */
  readonly language: string;
  /** Where it cannot stand in the file, because that is in another language, it goes into a file of its own. */
  readonly fitsHere: boolean;
  /** False where it is written for another framework than the project's. */
  readonly fitsProject: boolean;
}

/** Client → server: all that an insertion changes. Nothing is written. Null where the snippet or the file is not known. */
export const PLAN_SNIPPET = 'tiebeam/planSnippet';
export interface PlanSnippetParams {
  readonly uri: string;
  readonly snippet: string;
  /** `here`: at a 0-based position of the file. `new`: in a file of its own, at the place that the structure calls for. */
  readonly where: { readonly kind: 'here'; readonly line: number; readonly character: number } | { readonly kind: 'new' };
}
export type PlanSnippetResult = SnippetPlan | null;
export interface SnippetPlan {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly isNew: boolean;
  /** The target has the snippet already: no body is inserted. */
  readonly isThere: boolean;
  /** Why nothing of this can be inserted, in one sentence; absent where it can. */
  readonly refusal?: string;
  /** The whole text of the target afterwards, with every default accepted. */
  readonly preview: string;
  /** 0-based line of the preview at which the snippet's own text begins. */
  readonly previewLine: number;
  readonly files: readonly SnippetPlanFile[];
  /** The snippet as a template at its range, where the target exists; apart from `files`. */
  readonly body?: { readonly range: SnippetPlanRange; readonly template: string };
  readonly dependencies?: { readonly missing: readonly string[]; readonly folder: string; readonly commands: readonly string[] };
  readonly notes: readonly string[];
}
export type SnippetPlanFile =
  | { readonly kind: 'create'; readonly uri: string; readonly text: string }
  | {
      readonly kind: 'change';
      readonly uri: string;
      readonly changes: readonly { readonly range: SnippetPlanRange; readonly newText: string }[];
    };
export interface SnippetPlanRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

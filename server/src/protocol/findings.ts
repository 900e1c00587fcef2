import type { TurnOffResult } from './rules.ts';
import type { SnippetPlanRange } from './snippets.ts';

/** Client → server: changes the baseline of the folder of a document, or of the only folder. Refused in an untrusted workspace. */
export const BASELINE = 'tiebeam/baseline';
export interface BaselineParams {
  /** keep: everything that is found today · add: one finding · prune: takes away what is gone. */
  readonly action: 'keep' | 'add' | 'prune';
  readonly uri?: string;
  /** With `add`. */
  readonly fingerprint?: string;
}
/** One sentence about what was done, or why nothing was. */
export interface BaselineResult {
  readonly message: string;
  /** What `tiebeam.json` says when the baseline holds findings back; only where it does not yet, and findings were written. */
  readonly use?: TurnOffResult;
}

/** Client → server: the findings of all folders. Nothing is collected before it is asked for. */
export const FINDINGS = 'tiebeam/findings';
export interface FindingsParams {
  /** The version that the client has already. */
  readonly known?: string;
}
export interface FindingsResult {
  /** False until every folder has been read once. */
  readonly isReady: boolean;
  /** The same for as long as the findings are. */
  readonly version: string;
  /** Undefined where the client has them already. */
  readonly folders?: readonly FolderFindings[];
}
export interface FolderFindings {
  /** The workspace folder. */
  readonly folder: string;
  readonly baseline: {
    readonly mode: 'off' | 'hide' | 'dim' | 'new-lines';
    /** How many findings the baseline holds, those among them that are gone from the code. */
    readonly entries: number;
  };
  /** By path and place; no more than a few thousand. */
  readonly findings: readonly FindingView[];
  /** How many there are beyond those. */
  readonly more: number;
}
export interface FindingView {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly range: SnippetPlanRange;
  readonly rule: string;
  readonly section: { readonly number: number; readonly title: string };
  /** Undefined where nothing speaks for one. */
  readonly layer?: string;
  readonly severity: 'hint' | 'info' | 'warning' | 'error';
  readonly message: string;
  /** True where the baseline knows it. */
  readonly isOld: boolean;
}

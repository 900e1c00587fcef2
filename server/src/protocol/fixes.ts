/** Client → server: the rules with findings that can be fixed, in all folders. */
export const FIXABLE = 'tiebeam/fixable';
export interface FixableParams {
  /** What to look at; without it everything. */
  readonly picks?: FixFindingsParams['picks'];
}
export interface FixableResult {
  readonly rules: readonly FixableRule[];
}
export interface FixableRule {
  readonly rule: string;
  readonly title: string;
  /** How many findings have a fix of each kind; the first fix of a finding counts. */
  readonly counts: Readonly<Record<FixableKind, number>>;
}
export type FixableKind = 'safe' | 'suggest' | 'multi' | 'scaffold';

/** Client → server: computes and tries the fixes of these rules; nothing is written. Can be cancelled; then there are no edits. */
export const FIX_FINDINGS = 'tiebeam/fixFindings';
export interface FixFindingsParams {
  readonly picks: readonly { readonly rule: string; readonly kind: FixableKind }[];
}
export interface FixFindingsResult {
  /** One `WorkspaceEdit` of LSP over all folders, annotated so that the editor asks; null where there is nothing to change. */
  readonly edit: object | null;
  readonly files: number;
  readonly fixed: number;
  /** Findings whose fix did not hold. */
  readonly left: number;
  /** Sentences for the person. */
  readonly notes: readonly string[];
}

/** Server → client while fixing. */
export const FIX_PROGRESS = 'tiebeam/fixProgress';
export interface FixProgressParams {
  readonly fixed: number;
}

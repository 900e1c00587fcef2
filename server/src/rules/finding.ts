import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';

export type Severity = 'hint' | 'info' | 'warning' | 'error';

/** A place where the code breaks a rule. */
export interface Finding {
  /** `section/what-is-wrong`. */
  readonly rule: string;
  /** Which of the rule's messages. */
  readonly messageId: string;
  readonly severity: Severity;
  /** One sentence without a full stop, with the user's own names. */
  readonly message: string;
  readonly path: Path;
  /** UTF-16 offsets into the file's text. */
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  /** Titles and kinds of the fixes that can be asked for; empty where there is none. */
  readonly fixes: readonly FixOffer[];
  /** Stands for the same finding in later states of the file: it holds no line numbers. Unique within a check, a count is appended to repeats. */
  readonly fingerprint: string;
  /** Names for the editor's rendering. */
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
}

/** The other end of a finding, or a piece of its evidence. */
export interface RelatedPlace {
  readonly path: Path;
  readonly span: Span;
  readonly message: string;
}

/**
 * safe: keeps behaviour, part of fix-all · suggest: one click, wants a look · multi: edits several files, previewed ·
 * scaffold: creates files.
 */
export type FixKind = 'safe' | 'suggest' | 'multi' | 'scaffold';

export interface FixOffer {
  /** Unique within the finding. */
  readonly id: string;
  readonly kind: FixKind;
  /** Imperative, such as "Move STRIPE_KEY to config". */
  readonly title: string;
}

/** A computed fix: what becomes of each file. */
export interface Fix extends FixOffer {
  readonly edits: readonly FileEdit[];
}

export type FileEdit =
  | { readonly kind: 'change'; readonly path: Path; readonly changes: readonly TextChange[]; readonly note: string }
  | { readonly kind: 'create'; readonly path: Path; readonly text: string; readonly note: string };

/** Spans of one file never overlap; all refer to the text before the fix. */
export interface TextChange {
  readonly span: Span;
  readonly text: string;
}

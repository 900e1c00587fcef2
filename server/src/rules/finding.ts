import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { FixOffer } from '#fixes/edit.ts';

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
  /** Titles and kinds of the fixes that can be asked for; empty where there is none. Some turn out to have no edit: `Project.fixes` tells. */
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

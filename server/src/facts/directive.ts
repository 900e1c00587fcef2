import type { Span } from '#base/span.ts';

/** A comment that switches findings off: ours, or one of another linter that says the same. */
export interface Directive {
  readonly form: 'next-line' | 'line' | 'start' | 'end' | 'file';
  /** Rule ids and `section/*`; empty for a bare directive. For foreign directives the foreign codes. */
  readonly rules: readonly string[];
  /** What stands after ` -- `. */
  readonly reason?: string;
  /** The last day on which it holds, as `YYYY-MM-DD`. */
  readonly until?: string;
  readonly foreign?: 'eslint' | 'biome' | 'noqa' | 'nolint' | 'nosemgrep' | 'nosonar';
  /** The whole comment. */
  readonly span: Span;
  /** 0-based line of the comment's first character. */
  readonly line: number;
}

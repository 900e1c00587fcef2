import type { Span } from '#base/span.ts';

/** Replaces a span by a text. Spans of one set never overlap; all refer to the text before any of them. */
export interface TextChange {
  readonly span: Span;
  readonly text: string;
}

/** What adding imports to a file asks for. */
export interface ImportPlan {
  readonly changes: readonly TextChange[];
  /** Offset at which the head of the file (comments, directives, imports) ends: a body goes there or below. */
  readonly headEnd: number;
  /** Names that the file uses for something else, so that the import was left out. */
  readonly conflicts: readonly string[];
}

/** The text after all changes. Changes at the same offset keep their order, insertions before what replaces. */
export function applyTextChanges(text: string, changes: readonly TextChange[]): string {
  let out = '';
  let at = 0;
  for (const change of changes.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    out += text.slice(at, change.span.start) + change.text;
    at = change.span.end;
  }
  return out + text.slice(at);
}

/** The line end that a text uses: that of its first line, LF where it has one line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const end = text.indexOf('\n');
  return end > 0 && text.charAt(end - 1) === '\r' ? '\r\n' : '\n';
}

/** One level of indentation as the text uses it; undefined where no line is indented. */
export function indentOf(text: string): string | undefined {
  const widths = new Map<number, number>();
  let previous = 0;
  for (const line of text.split('\n', 2000)) {
    if (line.trim() === '') continue;
    if (line.startsWith('\t')) return '\t';
    const width = /^ */.exec(line)?.[0].length ?? 0;
    const step = width - previous;
    // A step of one column is a continuation of a block comment.
    if (step > 1 && step <= 8) widths.set(step, (widths.get(step) ?? 0) + 1);
    previous = width;
  }
  const [commonest] = [...widths].toSorted((a, b) => b[1] - a[1]);
  return commonest === undefined ? undefined : ' '.repeat(commonest[0]);
}

import { LineIndex, type Span } from '#base/span.ts';
import type { Comment } from '#extract/directives.ts';

/** A line without its end. */
export interface TextLine {
  readonly text: string;
  /** UTF-16 offset of its first character. */
  readonly start: number;
  /** 0-based. */
  readonly line: number;
}

/** The lines of a text; lines end at LF, CRLF or a lone CR. */
export function textLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0, line = 0; start <= text.length; line += 1) {
    let end = start;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
    lines.push({ text: text.slice(start, end), start, line });
    start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  return lines;
}

/** A comment that runs from a column of a line to the line's end. */
export function commentFrom({ text, start, line }: TextLine, column: number): Comment {
  const body = text.slice(column).trimEnd();
  return { text: body, span: { start: start + column, end: start + column + body.length }, line };
}

/** Comments given by their offsets, in order; the text is cut out of the file's. */
export function commentsAt(text: string, spans: readonly Span[]): Comment[] {
  if (spans.length === 0) return [];
  const index = new LineIndex(text);
  return spans.map((span) => ({ text: text.slice(span.start, span.end), span, line: index.positionAt(span.start).line }));
}

/** The column of the `#` that starts a comment: the first one at the start or after white space; -1 where there is none. */
export function hashColumn(text: string): number {
  const match = /(?:^|\s)#/.exec(text);
  return match ? match.index + match[0].length - 1 : -1;
}

/** The span of a line's text without the white space around it. */
export function trimmedSpan({ text, start }: TextLine): Span {
  const from = start + (text.length - text.trimStart().length);
  return { start: from, end: from + text.trim().length };
}

import type { Span } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { layOut, type TextStyle } from './text-style.ts';

// Places for statements. Code is given as `layOut` takes it: a tab for each level, LF.

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
}

/** The lines of a statement with their ends; undefined where other code stands on them. */
export function wholeLines(text: string, { start, end }: Span): Span | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : next + 1;
  const around = text.slice(lineStart, start) + text.slice(end, lineEnd).replace(/\/\/.*|#.*|;/g, '');
  return around.trim() === '' ? { start: lineStart, end: lineEnd } : undefined;
}

/** Whole lines with the comments that stand right above them. */
export function withComments(text: string, lines: Span, style: TextStyle): Span {
  return { start: commentsAbove(text, lines.start, style), end: lines.end };
}

/** Takes a statement away with its line where it is alone there. */
export function withoutStatement(text: string, statement: Span): TextChange {
  return { span: wholeLines(text, statement) ?? statement, text: '' };
}

/** Puts code on lines of its own before a statement, above the comments that belong to it; undefined where the statement does not begin its line. */
export function beforeStatement(text: string, statement: Span, code: string, style: TextStyle): TextChange | undefined {
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(lineStart, statement.start);
  if (indent.trim() !== '') return undefined;
  const at = commentsAbove(text, lineStart, style);
  return { span: { start: at, end: at }, text: `${indent}${layOut(code, style, indent)}${style.lineEnd}` };
}

/** Puts code on lines of its own after a statement and the comment behind it; undefined where other code follows on the line. */
export function afterStatement(
  text: string,
  statement: Span,
  code: string,
  style: TextStyle,
  { emptyLine = false }: { readonly emptyLine?: boolean } = {},
): TextChange | undefined {
  const next = text.indexOf('\n', statement.end);
  const lineEnd = next < 0 ? text.length : text.charAt(next - 1) === '\r' ? next - 1 : next;
  const rest = text.slice(statement.end, lineEnd).trim();
  if (rest !== '' && rest !== ';' && !/^;?\s*(?:\/\/|#|\/\*)/.test(rest)) return undefined;
  const indent = indentAt(text, statement.start);
  const lead = emptyLine ? style.lineEnd + style.lineEnd : style.lineEnd;
  return { span: { start: lineEnd, end: lineEnd }, text: lead + indent + layOut(code, style, indent) };
}

/** Puts code first in the body of a function, below a docstring; undefined where the body is an expression or stands on the line of its head. */
export function atBodyStart(
  text: string,
  facts: CodeFacts,
  scope: ScopeId,
  code: string,
  style: TextStyle,
): TextChange | undefined {
  const it = facts.scopes[scope];
  if (!it) return undefined;
  const indent = indentAt(text, it.span.start) + style.indent;
  if (facts.language === 'python') {
    const lineStart = text.lastIndexOf('\n', it.bodySpan.start - 1) + 1;
    if (text.slice(lineStart, it.bodySpan.start).trim() !== '') return undefined;
    const own = text.slice(lineStart, it.bodySpan.start);
    const docstring = /^[rRuU]?("""|''')[\s\S]*?\1[^\n]*/.exec(text.slice(it.bodySpan.start, it.bodySpan.end));
    const laid = layOut(code, style, own);
    if (!docstring) return { span: { start: lineStart, end: lineStart }, text: `${own}${laid}${style.lineEnd}` };
    const at = it.bodySpan.start + docstring[0].trimEnd().length;
    return { span: { start: at, end: at }, text: style.lineEnd + own + laid };
  }
  if (text.charAt(it.bodySpan.start - 1) !== '{') return undefined;
  const laid = indent + layOut(code, style, indent);
  const at = it.bodySpan.start;
  const body = text.slice(at, it.bodySpan.end);
  if (body.trim() === '')
    return { span: it.bodySpan, text: style.lineEnd + laid + style.lineEnd + indentAt(text, it.span.start) };
  return /^[ \t]*\r?\n/.test(body) ? { span: { start: at, end: at }, text: style.lineEnd + laid } : undefined;
}

/** Puts code last in the body of a function; undefined where the body is an expression, stands on one line, or ends in a return or throw. */
export function atBodyEnd(
  text: string,
  facts: CodeFacts,
  scope: ScopeId,
  code: string,
  style: TextStyle,
): TextChange | undefined {
  const it = facts.scopes[scope];
  if (!it || it.body.last === 'return' || it.body.last === 'throw') return undefined;
  if (it.body.last === 'none') return atBodyStart(text, facts, scope, code, style);
  const body = text.slice(it.bodySpan.start, it.bodySpan.end);
  const at = it.bodySpan.start + body.trimEnd().length;
  if (facts.language === 'python') {
    const indent = indentAt(text, it.bodySpan.start);
    return { span: { start: at, end: at }, text: style.lineEnd + indent + layOut(code, style, indent) };
  }
  if (text.charAt(it.bodySpan.start - 1) !== '{' || !body.includes('\n')) return undefined;
  const indent = indentAt(text, it.span.start) + style.indent;
  return { span: { start: at, end: at }, text: style.lineEnd + indent + layOut(code, style, indent) };
}

/** Puts a declaration at the end of a file, set off as its language does it: two empty lines in Python, one elsewhere. The end stays as it is. */
export function atFileEnd(text: string, code: string, style: TextStyle): TextChange {
  const end = text.trimEnd().length;
  const gap = style.lineEnd.repeat(style.language === 'python' ? 3 : 2);
  const hasFinalLineEnd = text === '' || text.endsWith('\n');
  return {
    span: { start: end, end: text.length },
    text: (end === 0 ? '' : gap) + layOut(code, style) + (hasFinalLineEnd ? style.lineEnd : ''),
  };
}

/** Where the comments begin that stand right above a line; the line itself where there are none. */
function commentsAbove(text: string, lineStart: number, { language }: TextStyle): number {
  const isComment = language === 'python' ? /^[ \t]*[#@]/ : /^[ \t]*(?:\/\/|\/\*|\*|@)/;
  let at = lineStart;
  while (at > 0) {
    const previous = text.lastIndexOf('\n', at - 2) + 1;
    if (!isComment.test(text.slice(previous, at))) break;
    at = previous;
  }
  return at;
}

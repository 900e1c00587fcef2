import type { Span } from '#base/span.ts';
import type { ParseError } from '#facts/code-facts.ts';

/** `text` of a word is as written, of a quoted name without its quotes, of a comment with its markers. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'punctuation' | 'comment' | 'separator';
  readonly text: string;
  readonly span: Span;
}

export interface SqlTokens {
  readonly tokens: readonly SqlToken[];
  readonly errors: readonly ParseError[];
}

/**
 * Splits SQL of PostgreSQL, MySQL, SQLite and SQL Server into tokens. Whole lines that are for a client and not for the server become
 * separators (`GO`, psql's `\connect`) or vanish (`DELIMITER`, whose delimiter is then a separator; the data below `COPY … FROM stdin`).
 */
export function tokenizeSql(text: string): SqlTokens {
  const tokens: SqlToken[] = [];
  const errors: ParseError[] = [];
  let delimiter: string | undefined;
  let at = 0;
  const push = (kind: SqlToken['kind'], end: number, content = text.slice(at, end)): void => {
    tokens.push({ kind, text: content, span: { start: at, end } });
    at = end;
  };
  const pushClosed = (kind: SqlToken['kind'], opening: number, end: number | undefined, closing: number, what: string): void => {
    const close = end ?? text.length;
    if (end === undefined) errors.push({ message: `This ${what} is never closed`, span: { start: at, end: at + opening } });
    push(kind, close, kind === 'comment' ? undefined : text.slice(at + opening, end === undefined ? close : close - closing));
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (isLineStart(text, at)) {
      const line = CLIENT_LINE.exec(text.slice(at, lineEnd(text, at)));
      if (line?.[1] !== undefined) {
        delimiter = line[1] === ';' ? undefined : line[1];
        at = lineEnd(text, at);
        continue;
      }
      if (line) {
        push(char === '#' ? 'comment' : 'separator', at + line[0].length);
        continue;
      }
    }
    if (/\s/.test(char)) at += 1;
    else if (delimiter !== undefined && text.startsWith(delimiter, at)) push('separator', at + delimiter.length);
    else if (text.startsWith('--', at)) push('comment', lineEnd(text, at));
    else if (text.startsWith('/*', at)) pushClosed('comment', 2, blockCommentEnd(text, at), 2, 'comment');
    else if (char === "'") pushClosed('string', 1, quoteEnd(text, at, "'", isEscapeString(text, at)), 1, 'string');
    else if (char === '"' || char === '`') pushClosed('name', 1, quoteEnd(text, at, char, false), 1, 'quoted name');
    else if (char === '[' && BRACKET_NAME.test(text.slice(at, at + 130)))
      push('name', text.indexOf(']', at) + 1, text.slice(at + 1, text.indexOf(']', at)));
    else if (char === '$' && DOLLAR_TAG.test(text.slice(at, at + 66))) {
      const tag = DOLLAR_TAG.exec(text.slice(at, at + 66))?.[0] ?? '$$';
      const end = text.indexOf(tag, at + tag.length);
      pushClosed('string', tag.length, end < 0 ? undefined : end + tag.length, tag.length, 'dollar quote');
    } else if (char === ';') {
      push(delimiter === undefined ? 'separator' : 'punctuation', at + 1);
      if (isCopyFromStdin(tokens)) at = copyDataEnd(text, at);
    } else if (WORD_START.test(char)) push('word', wordEnd(text, at));
    else push('punctuation', at + 1);
  }
  return { tokens, errors };
}

/** `DELIMITER //`, `GO`, `\connect shop` and MySQL's comments, whose sign is an operator in PostgreSQL and so counts at the start of a line only. */
const CLIENT_LINE = /^(?:DELIMITER[ \t]+(\S+)[ \t]*|GO(?:[ \t]+\d+)?[ \t]*|\\[a-z!?].*|#(?![>-]).*)$/i;
const BRACKET_NAME = /^\[[A-Za-z_][^[\]\r\n]{0,126}\]/;
const DOLLAR_TAG = /^\$(?:[A-Za-z_]\w{0,62})?\$/;
const WORD_START = /[\p{L}\p{N}_@#]/u;
const WORD_PART = /[\p{L}\p{N}_$@#]/u;

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function wordEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && WORD_PART.test(text[at] ?? '')) at += 1;
  return at;
}

/** The offset after the closing quote; a doubled quote is a quote. */
function quoteEnd(text: string, from: number, quote: string, hasEscapes: boolean): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (hasEscapes && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  return undefined;
}

/** PostgreSQL's `E'it\'s'`. A plain string has no escapes in the SQL standard, and one in MySQL that needs them is rare in migrations. */
function isEscapeString(text: string, at: number): boolean {
  return /[eE]/.test(text[at - 1] ?? '') && !WORD_PART.test(text[at - 2] ?? ' ');
}

/** Block comments nest in PostgreSQL and SQL Server. */
function blockCommentEnd(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.indexOf('*/', from) < 0 ? undefined : text.indexOf('*/', from) + 2;
}

function isCopyFromStdin(tokens: readonly SqlToken[]): boolean {
  const isStdin = tokens.at(-2)?.text.toLowerCase() === 'stdin' && tokens.at(-3)?.text.toLowerCase() === 'from';
  return (
    isStdin &&
    tokens.findLast((_, index) => index < tokens.length - 1 && startsStatement(tokens, index))?.text.toUpperCase() === 'COPY'
  );
}

function startsStatement(tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1];
  return tokens[index]?.kind === 'word' && (before === undefined || before.kind === 'separator' || before.kind === 'comment');
}

/** The data below `COPY … FROM stdin;` ends with a line that is `\.`. */
function copyDataEnd(text: string, from: number): number {
  const match = /^\\\.$/m.exec(text.slice(from));
  return match ? from + match.index + 2 : text.length;
}

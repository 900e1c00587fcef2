import { fileName, type Path } from '#base/paths.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { ParseError } from '#facts/code-facts.ts';
import type { EnvFileEntry, EnvFileFacts } from '#facts/manifest-facts.ts';
import { commentFrom, hashColumn, type TextLine, textLines } from './text-lines.ts';

/**
 * Reads an env file in the forms that dotenv, python-dotenv, godotenv and Docker Compose share: `export `, `KEY: value`, single,
 * double and back quotes over several lines, comments after white space, a bare `KEY`. Keys that are commented out are entries too, repeated keys are
 * there once for each line, variables in values stay as written.
 */
export function extractEnvFile(path: Path, text: string): EnvFileFacts {
  const entries: EnvFileEntry[] = [];
  const comments: Comment[] = [];
  const parseErrors: ParseError[] = [];
  let next = 0;
  for (const line of textLines(text)) {
    if (line.start < next || line.text.trim() === '') continue;
    const column = line.text.search(/\S/);
    if (line.text[column] === '#') {
      comments.push(commentFrom(line, column));
      const entry = commentedOut(line, column);
      if (entry) entries.push(entry);
      continue;
    }
    const found = readEntry(text, line);
    if (!found) {
      const end = line.start + line.text.trimEnd().length;
      parseErrors.push({
        message: 'A line of an env file is `KEY=value` or a comment',
        span: { start: line.start + column, end },
      });
      continue;
    }
    entries.push(found.entry);
    if (found.error) parseErrors.push(found.error);
    next = found.entry.span.end;
    const rest = { ...line, text: text.slice(next, lineEnd(text, next)), start: next };
    const hash = hashColumn(rest.text);
    if (hash >= 0) comments.push({ ...commentFrom(rest, hash), line: line.line + newLines(text.slice(line.start, next)) });
  }
  return {
    kind: 'env-file',
    path,
    isExample: isExampleEnvFile(path),
    entries,
    parseErrors,
    directives: readDirectives(comments),
  };
}

/** Tells whether an env file, by its name, lists variables for others instead of setting them. */
export function isExampleEnvFile(path: Path): boolean {
  return EXAMPLE_NAME.test(fileName(path));
}

const EXAMPLE_NAME = /(?:^|[._-])(?:example|sample|template|dist|defaults?)(?:$|[._-])/i;
const ENTRY = /^(\s*(?:export\s+)?)([A-Za-z_][\w.-]*)(?:(\s*=[ \t]*|:[ \t]+)|\s*$|(?=\s+#))/;
/** Only capitals without space around the sign: prose such as `# mode = fast` is no key. */
const COMMENTED_OUT = /^(#+\s*(?:export\s+)?)([A-Z][A-Z0-9_]*)=(.*)$/;

function commentedOut(line: TextLine, column: number): EnvFileEntry | undefined {
  const text = line.text.slice(column).trimEnd();
  const match = COMMENTED_OUT.exec(text);
  if (!match) return undefined;
  const start = line.start + column;
  const key = match[2] ?? '';
  const keyStart = start + (match[1] ?? '').length;
  const raw = (match[3] ?? '').replace(/(^|\s)#.*$/, '').trim();
  return {
    key,
    value: /^(['"`])(.*)\1$/.exec(raw)?.[2] ?? raw,
    isCommentedOut: true,
    span: { start, end: start + text.length },
    keySpan: { start: keyStart, end: keyStart + key.length },
  };
}

function readEntry(text: string, line: TextLine): { entry: EnvFileEntry; error?: ParseError } | undefined {
  const match = ENTRY.exec(line.text);
  if (!match) return undefined;
  const key = match[2] ?? '';
  const keyStart = line.start + (match[1] ?? '').length;
  const keySpan = { start: keyStart, end: keyStart + key.length };
  const start = line.start + line.text.search(/\S/);
  if (match[3] === undefined)
    return { entry: { key, value: '', isCommentedOut: false, span: { start, end: keySpan.end }, keySpan } };
  const at = line.start + match[0].length;
  const quote = text[at];
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = closingQuote(text, at + 1, quote);
    if (end !== undefined) {
      const value = unescaped(text.slice(at + 1, end), quote);
      return { entry: { key, value, isCommentedOut: false, span: { start, end: end + 1 }, keySpan } };
    }
  }
  const value = line.text
    .slice(match[0].length)
    .replace(/(^|\s)#.*$/, '')
    .trimEnd();
  const entry = { key, value, isCommentedOut: false, span: { start, end: at + value.length }, keySpan };
  const isOpen = quote === '"' || quote === "'" || quote === '`';
  return isOpen && value !== ''
    ? { entry, error: { message: 'This quote is never closed', span: { start: at, end: at + 1 } } }
    : { entry };
}

/** Only a double-quoted value has escapes. */
function closingQuote(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

function unescaped(value: string, quote: string): string {
  if (quote !== '"') return value;
  return value.replace(/\\([nrt"\\$])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function lineEnd(text: string, from: number): number {
  const length = text.slice(from).search(/[\r\n]/);
  return length < 0 ? text.length : from + length;
}

function newLines(text: string): number {
  return textLines(text).length - 1;
}

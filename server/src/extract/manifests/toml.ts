import { type AST, parseTOML, ParseError as TomlParseError } from 'toml-eslint-parser';
import type { Span } from '#base/span.ts';
import type { Comment } from '#extract/directives.ts';
import type { ParseError } from '#facts/code-facts.ts';
import { commentsAt, textLines } from './text-lines.ts';

/** A key with its value: a table is there once for each of its keys. */
export interface TomlEntry {
  /** The keys from the root of the file, those of the table headers above included. */
  readonly path: readonly string[];
  readonly value: TomlValue;
  /** Key and value. */
  readonly span: Span;
}

export type TomlValue =
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly TomlValue[]; readonly span: Span }
  | { readonly kind: 'table'; readonly entries: readonly TomlEntry[]; readonly span: Span }
  /** Numbers, booleans and dates. */
  | { readonly kind: 'other'; readonly span: Span };

export interface TomlText {
  readonly entries: readonly TomlEntry[];
  readonly errors: readonly ParseError[];
  readonly comments: readonly Comment[];
}

/**
 * Reads TOML with offsets. The parser stops at the first error, so a line that it cannot read is blanked out and the rest
 * is read again, at most `MAX_REPAIRS` times; only the first error is reported, since the others may follow from it.
 */
export function readToml(text: string): TomlText {
  let readable = text;
  let firstError: ParseError | undefined;
  for (let round = 0; round <= MAX_REPAIRS; round += 1) {
    try {
      const program = parseTOML(readable);
      const errors = firstError ? [firstError] : [];
      const comments = commentsAt(
        text,
        program.comments.map(({ range }) => spanOf(range)),
      );
      return { entries: program.body[0].body.flatMap((node) => entriesOf(node, [])), errors, comments };
    } catch (error) {
      if (!(error instanceof TomlParseError)) throw error;
      const broken = brokenLine(readable, error.index);
      firstError ??= { message: error.message, span: broken ?? { start: 0, end: Math.min(1, text.length) } };
      if (!broken) break;
      readable = readable.slice(0, broken.start) + ' '.repeat(broken.end - broken.start) + readable.slice(broken.end);
    }
  }
  return { entries: [], errors: firstError ? [firstError] : [], comments: [] };
}

const MAX_REPAIRS = 20;

/** The strings among the elements of an array; empty for anything else. */
export function tomlStrings(value: TomlValue): Extract<TomlValue, { kind: 'string' }>[] {
  return value.kind === 'array' ? value.items.filter((item) => item.kind === 'string') : [];
}

/** The text at a path, such as `['project', 'name']`; undefined where there is none. */
export function tomlString(entries: readonly TomlEntry[], path: readonly string[]): string | undefined {
  const value = entries.find(
    (entry) => entry.path.length === path.length && path.every((key, at) => entry.path[at] === key),
  )?.value;
  return value?.kind === 'string' ? value.text : undefined;
}

function entriesOf(node: AST.TOMLTable | AST.TOMLKeyValue, above: readonly string[]): TomlEntry[] {
  if (node.type === 'TOMLTable') {
    const path = node.resolvedKey.map(String);
    return node.body.flatMap((it) => entriesOf(it, path));
  }
  const path = [...above, ...node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
  return [{ path, value: readValue(node.value), span: spanOf(node.range) }];
}

function readValue(node: AST.TOMLContentNode): TomlValue {
  const span = spanOf(node.range);
  if (node.type === 'TOMLArray') return { kind: 'array', items: node.elements.map(readValue), span };
  if (node.type === 'TOMLInlineTable') return { kind: 'table', entries: node.body.flatMap((it) => entriesOf(it, [])), span };
  return node.kind === 'string' ? { kind: 'string', text: node.value, span } : { kind: 'other', span };
}

function spanOf([start, end]: readonly [number, number]): Span {
  return { start, end };
}

/**
 * The line to blank out for an error at an offset: its own, else the last one before it that has text. That a value is missing is noticed
 * at the start of the next line.
 */
function brokenLine(text: string, offset: number): Span | undefined {
  const filled = textLines(text)
    .map((line) => ({
      start: line.start,
      end: line.start + line.text.length,
      first: line.start + line.text.search(/\S|$/),
      text: line.text,
    }))
    .filter((line) => line.first < line.end);
  const own = filled.findLastIndex((line) => line.first <= offset);
  const before = filled[own - 1];
  if (before && filled[own]?.first === offset && /[=.]\s*$/.test(before.text)) return { start: before.start, end: before.end };
  const broken = filled[Math.max(0, own)];
  return broken && { start: broken.start, end: broken.end };
}

import { getLocation, modify, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { Span } from './span.ts';

export type JsonNode = Node;

export interface JsonText {
  /** Undefined for a text without a value. Where the text is broken, the part that could be read. */
  readonly root: JsonNode | undefined;
  readonly errors: readonly { readonly message: string; readonly span: Span }[];
}

/** Reads JSON into a tree with offsets. `lenient` allows comments and trailing commas, `strict` reports them. */
export function readJson(text: string, mode: 'strict' | 'lenient'): JsonText {
  const errors: ParseError[] = [];
  const isLenient = mode === 'lenient';
  const root = parseTree(text, errors, {
    disallowComments: !isLenient,
    allowTrailingComma: isLenient,
    allowEmptyContent: false,
  });
  const placed = errors.map((error) => ({ message: errorMessage(error), span: errorSpan(text, error) }));
  return { root, errors: placed.filter((error, index) => !follows(text, placed[index - 1]?.span, error.span)) };
}

/**
 * The changes that set a value at a path of keys, with the layout and the comments of the text kept; objects on the way are made. Empty
 * where the value is there already; undefined where the text is broken.
 */
export function withJsonValue(
  text: string,
  path: readonly (string | number)[],
  value: unknown,
): readonly { readonly span: Span; readonly text: string }[] | undefined {
  if (readJson(text, 'lenient').errors.length > 0) return undefined;
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return modify(text, [...path], value, { formattingOptions }).map(({ offset, length, content }) => ({
    span: { start: offset, end: offset + length },
    text: content,
  }));
}

/**
 * What stands at an offset of a JSON text that may be half written: the keys and indices that lead there, whether a key or a value is
 * expected, and the string around the offset with its quotes where there is one.
 */
export function jsonPlace(
  text: string,
  offset: number,
): { readonly path: readonly (string | number)[]; readonly isKey: boolean; readonly string: Span | undefined } {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const isInside =
    previousNode !== undefined && previousNode.offset < offset && offset <= previousNode.offset + previousNode.length;
  const isString = previousNode?.type === 'string' || previousNode?.type === 'property' || isAtPropertyKey;
  return { path, isKey: isAtPropertyKey, string: isInside && isString ? jsonSpan(previousNode) : undefined };
}

/** The comments of a JSON text, with their markers and the 0-based line of their first character. */
export function jsonComments(text: string): { text: string; span: Span; line: number }[] {
  const comments: { text: string; span: Span; line: number }[] = [];
  visit(text, {
    onComment: (offset, length, line) => {
      comments.push({ text: text.slice(offset, offset + length), span: { start: offset, end: offset + length }, line });
    },
  });
  return comments;
}

/** The members of an object in the order of the text, repeated keys included; empty for anything else. */
export function jsonMembers(node: JsonNode | undefined): { key: string; value: JsonNode | undefined; property: JsonNode }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).map((property) => ({
    key: String(property.children?.[0]?.value ?? ''),
    value: property.children?.[1],
    property,
  }));
}

/** The value of a key of an object, the last one where the key is repeated; undefined where there is none. */
export function jsonMember(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return jsonMembers(node).findLast((it) => it.key === key)?.value;
}

/** The elements of an array; empty for anything else. */
export function jsonElements(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** The text of a string value; undefined for anything else. */
export function jsonString(node: JsonNode | undefined): string | undefined {
  return node?.type === 'string' ? String(node.value) : undefined;
}

/** The strings among the elements of an array; empty for anything else. */
export function jsonStrings(node: JsonNode | undefined): string[] {
  return jsonElements(node).flatMap((it) => jsonString(it) ?? []);
}

export function jsonSpan(node: JsonNode): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** One mistake makes the parser complain again at the next token; only the first complaint helps. */
function follows(text: string, before: Span | undefined, span: Span): boolean {
  return before !== undefined && text.slice(before.end, span.start).trim() === '';
}

function errorMessage(error: ParseError): string {
  return MESSAGES[printParseErrorCode(error.error)] ?? 'This is not valid JSON';
}

/** An error at the end of a line has no width of its own: it takes the character before it, so that an editor can show it. */
function errorSpan(text: string, { offset, length }: ParseError): Span {
  const start = Math.min(offset, text.length);
  const end = Math.min(start + length, text.length);
  return end > start ? { start, end } : { start: Math.max(0, start - 1), end: start };
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This word is not valid in JSON; strings need double quotes',
  InvalidNumberFormat: 'This number is not valid in JSON',
  PropertyNameExpected: 'A key in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is expected here',
  CommaExpected: 'A comma is expected here',
  CloseBraceExpected: 'A closing brace is expected here',
  CloseBracketExpected: 'A closing bracket is expected here',
  EndOfFileExpected: 'Nothing is expected after the end of the value',
  InvalidCommentToken: 'Comments are not allowed in this file',
  UnexpectedEndOfComment: 'This comment is never closed',
  UnexpectedEndOfString: 'This string is never closed',
  UnexpectedEndOfNumber: 'This number is incomplete',
  InvalidUnicode: 'This Unicode escape is not valid',
  InvalidEscapeCharacter: 'This escape is not valid in JSON',
  InvalidCharacter: 'Control characters must be escaped in JSON',
};

import type { Span } from '#base/span.ts';
import type { Call } from '#facts/code-facts.ts';
import type { ArrayValue, ObjectValue } from '#facts/value.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { indentAt } from './statements.ts';
import type { TextStyle } from './text-style.ts';

/** Adds an argument behind the others; undefined where something unknown stands between the last one and the bracket. */
export function addArgument(text: string, call: Call, argument: string, style: TextStyle): TextChange[] | undefined {
  const spans = [...call.args.map((it) => it.span), ...call.keywords.map((it) => it.span)];
  return addLast(text, { start: call.nameSpan.end, end: call.span.end }, spans, argument, style, '(');
}

/** Adds entries behind the others of an object literal or dict; undefined where something unknown stands between the last one and the brace. */
export function addEntry(
  text: string,
  object: ObjectValue,
  entry: string | readonly string[],
  style: TextStyle,
): TextChange[] | undefined {
  const spans = object.entries.map((it) => it.span);
  // `{ … } as const` is one value.
  const assertion = /\s+(?:as|satisfies)\b[^{}]*$/.exec(text.slice(object.span.start, object.span.end));
  const end = object.span.end - (assertion?.[0].length ?? 0);
  return addLast(text, { start: object.span.start, end }, spans, entry, style, '{');
}

/** Adds an item behind the others of an array; undefined where something unknown stands between the last one and the bracket. */
export function addItem(text: string, { items, span }: ArrayValue, item: string, style: TextStyle): TextChange[] | undefined {
  return addLast(
    text,
    span,
    items.map((it) => it.span),
    item,
    style,
    '[',
  );
}

/** Adds a parameter behind the others of a list that begins at or after `list.start` and whose `)` is the last character. */
export function addParameter(
  text: string,
  list: Span,
  parameters: readonly Span[],
  parameter: string,
  style: TextStyle,
): TextChange[] | undefined {
  return addLast(text, list, parameters, parameter, style, '(');
}

const CLOSING = { '(': ')', '{': '}', '[': ']' } as const;

function addLast(
  text: string,
  list: Span,
  spans: readonly Span[],
  element: string | readonly string[],
  style: TextStyle,
  open: '(' | '{' | '[',
): TextChange[] | undefined {
  const elements = typeof element === 'string' ? [element] : element;
  const close = list.end - 1;
  if (text.charAt(close) !== CLOSING[open]) return undefined;
  const last = spans.toSorted((a, b) => a.end - b.end).at(-1);
  if (!last) {
    const start = text.lastIndexOf(open, close - 1);
    if (start < list.start || text.slice(start + 1, close).trim() !== '') return undefined;
    return [
      {
        span: { start: start + 1, end: close },
        text: open === '{' && style.language !== 'python' ? ` ${elements.join(', ')} ` : elements.join(', '),
      },
    ];
  }
  const rest = /^(,?)([ \t]*(?:(?:\/\/|#)[^\r\n]*)?)(\s*)$/.exec(text.slice(last.end, close));
  if (!rest) return undefined;
  const [, comma = '', comment = '', blank = ''] = rest;
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const isAlone = lineStart > list.start && text.slice(lineStart, last.start).trim() === '';
  const after = { start: last.end, end: last.end };
  if (!isAlone) return [{ span: after, text: `, ${elements.join(', ')}` }];
  const gap = style.lineEnd + indentAt(text, last.start);
  const line = `${gap}${elements.join(`,${gap}`)}${comma}`;
  if (comma === '' && comment.trim() === '') return [{ span: after, text: `,${line}` }];
  if (comment !== '' && !blank.includes('\n')) return undefined;
  const at = last.end + comma.length + comment.trimEnd().length;
  const added = { span: { start: at, end: at }, text: line };
  return comma === '' ? [{ span: after, text: ',' }, added] : [added];
}

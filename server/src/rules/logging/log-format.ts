import type { Span } from '#base/span.ts';
import type { Value } from '#facts/value.ts';
import { indentAt } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';

/** Puts an element before the first one of a list, on a line of its own where that has one. */
export function atFirst(text: string, at: number, element: string, style: TextStyle): TextChange {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const isAlone = text.slice(lineStart, at).trim() === '';
  const between = isAlone ? style.lineEnd + indentAt(text, at) : ' ';
  return { span: { start: at, end: at }, text: `${element},${between}` };
}

/** Writes `request_id` before the message of a format of Python's log; undefined where its message is not to be seen. */
export function withRequestId(text: string, format: Value, styleMark: Value | undefined): readonly TextChange[] | undefined {
  const written = text.slice(format.span.start, format.span.end);
  const mark = styleMark?.kind === 'literal' ? styleMark.value : styleMark ? undefined : '%';
  const [message, id] = mark === '%' ? ['%(message)s', '%(request_id)s'] : mark === '{' ? ['{message}', '{request_id}'] : [];
  if (format.kind !== 'literal' || message === undefined || id === undefined) return undefined;
  if (/request_id/.test(written)) return [];
  const at = written.indexOf(message);
  const start = format.span.start + at;
  const span: Span = { start, end: start };
  return at < 0 ? undefined : [{ span, text: `[${id}] ` }];
}

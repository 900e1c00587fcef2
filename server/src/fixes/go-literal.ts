import type { Span } from '#base/span.ts';
import { applyTextChanges, type TextChange } from '#snippets/text-change.ts';
import { changesBetween } from './changes-between.ts';
import { addedLine } from './configuration/go-alignment.ts';

/** Adds an entry to a composite literal of Go as gofmt sets it; undefined where its last line has an unusual form. */
export function addGoEntry(text: string, { start, end }: Span, key: string, value: string): TextChange[] | undefined {
  const open = text.indexOf('{', start);
  const close = end - 1;
  if (open < 0 || text.charAt(close) !== '}') return undefined;
  const inner = text.slice(open + 1, close);
  const last = open + 1 + inner.trimEnd().length;
  if (inner.trim() === '') return [{ span: { start: open + 1, end: close }, text: `${key}: ${value}` }];
  if (!inner.includes('\n')) return [{ span: { start: last, end: last }, text: `, ${key}: ${value}` }];
  const isLaid = /,[ \t]*(?:\/\/[^\r\n]*)?\r?\n[ \t]*$/.test(inner);
  return isLaid ? [addedLine(text, last - 1, [`${key}:`, `${value},`], cells)] : undefined;
}

/** Adds several entries, in their order. */
export function addGoEntries(
  text: string,
  { start, end }: Span,
  entries: readonly (readonly [key: string, value: string])[],
): readonly TextChange[] | undefined {
  let now = text;
  for (const [key, value] of entries) {
    const changes = addGoEntry(now, { start, end: end + now.length - text.length }, key, value);
    if (!changes) return undefined;
    now = applyTextChanges(now, changes);
  }
  return changesBetween(text, now);
}

function cells(line: string): readonly string[] | undefined {
  const match = /^((?:\w+|"[^"]*"):)[ \t]+(.+,)$/.exec(line);
  return match ? [match[1] ?? '', match[2] ?? ''] : undefined;
}

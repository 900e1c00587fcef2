import type { TextChange } from '#snippets/text-change.ts';

/** The cells of a line as gofmt sets them in columns; undefined for a line of another form. */
type Cells = (line: string) => readonly string[] | undefined;

/** A field of a struct: name, type, tag. */
export const fieldCells: Cells = (line) => {
  const match = /^(\w+(?:, \w+)*)[ \t]+([^`/]*[^`/ \t])(?:[ \t]+(`[^`]*`))?$/.exec(line);
  return match ? [match[1] ?? '', match[2] ?? '', ...(match[3] === undefined ? [] : [match[3]])] : undefined;
};

/** An entry of a composite literal: key and value. */
export const entryCells: Cells = (line) => {
  const match = /^(\w+:)[ \t]+(.+,)$/.exec(line);
  return match ? [match[1] ?? '', match[2] ?? ''] : undefined;
};

/** A constant of a block: name, and what stands behind it. */
export const constantCells: Cells = (line) => {
  const match = /^(\w+)[ \t]+(=.*)$/.exec(line);
  return match ? [match[1] ?? '', match[2] ?? ''] : undefined;
};

/**
 * Adds a line below another, with the columns of the lines around it set anew where gofmt has set them so far; elsewhere it is just added. Both
 * stand in one block without an empty line between.
 * @param offset of any sign in the line above
 */
export function addedLine(text: string, offset: number, line: readonly string[], cells: Cells): TextChange {
  const { at, first, last, block, indent, parsed, isSet, startOf, lineEnd } = blockOf(text, offset, cells);
  const below = at - first + 1;
  const laid = isSet
    ? columns([...parsed.slice(0, below), line, ...parsed.slice(below)], indent)
    : [...block.slice(0, below), indent + line.join(' '), ...block.slice(below)];
  const start = startOf(first);
  const end = startOf(last + 1) - lineEnd.length;
  return { span: { start, end }, text: laid.join(lineEnd) };
}

/**
 * Takes a line away with the comments right above it, and with an empty line that sets off nothing any more; the columns of the lines that stand
 * together then are set anew where gofmt has set them so far.
 * @param offset of any sign in the line
 * @param from where the comments above it begin; the same where there are none
 */
export function withoutLine(text: string, offset: number, from: number, cells: Cells): TextChange {
  const { at, lines, indent, isSet, startOf, lineEnd, cellsOf } = blockOf(text, offset, cells);
  let first = text.slice(0, from).split('\n').length - 1;
  let next = at + 1;
  const isEmpty = (index: number): boolean => lines[index]?.trim() === '';
  if (isEmpty(next) && (isEmpty(first - 1) || /\($/.test(lines[first - 1] ?? ''))) next += 1;
  else if (isEmpty(first - 1) && /^[ \t]*\)/.test(lines[next] ?? '')) first -= 1;
  let top = first;
  while (cellsOf(top - 1)) top -= 1;
  let end = next;
  while (cellsOf(end)) end += 1;
  const rest = [...lines.slice(top, first), ...lines.slice(next, end)];
  const laid = isSet
    ? columns(
        rest.map((it) => cells(it.slice(indent.length)) ?? []),
        indent,
      )
    : rest;
  return { span: { start: startOf(top), end: startOf(end) }, text: laid.map((it) => it + lineEnd).join('') };
}

/** The lines around an offset that gofmt sets in columns together. */
function blockOf(text: string, offset: number, cells: Cells) {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split('\n').map((it) => it.replace(/\r$/, ''));
  const at = text.slice(0, offset).split('\n').length - 1;
  const indent = /^\t*/.exec(lines[at] ?? '')?.[0] ?? '\t';
  const cellsOf = (index: number): readonly string[] | undefined => {
    const it = lines[index] ?? '';
    return it.startsWith(indent) ? cells(it.slice(indent.length)) : undefined;
  };
  let first = at;
  while (cellsOf(first - 1)) first -= 1;
  let last = at;
  while (cellsOf(last + 1)) last += 1;
  const block = lines.slice(first, last + 1);
  const parsed = block.map((it) => cells(it.slice(indent.length)) ?? []);
  const isSet = cellsOf(at) !== undefined && columns(parsed, indent).join('\n') === block.join('\n');
  const startOf = (index: number): number => lines.slice(0, index).reduce((sum, it) => sum + it.length + lineEnd.length, 0);
  return { at, first, last, lines, block, indent, parsed, isSet, startOf, lineEnd, cellsOf };
}

/** Each column as wide as its widest cell in lines that have a further one. */
function columns(lines: readonly (readonly string[])[], indent: string): string[] {
  const count = Math.max(0, ...lines.map((it) => it.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...lines.flatMap((it) => (it.length > column + 1 ? [(it[column] ?? '').length] : []))),
  );
  return lines.map(
    (it) => indent + it.map((cell, column) => (column < it.length - 1 ? cell.padEnd((widths[column] ?? 0) + 1) : cell)).join(''),
  );
}

// What two texts must have in common to be the same program: formatters change layout and trailing commas, nothing else.

/** Whether the texts differ in their layout at most. The indentation of the first line counts, since in Python it has a meaning. */
export function differInLayoutOnly(one: readonly string[], other: readonly string[]): boolean {
  const [first, second] = [one, other].map((lines) => lines.filter((it) => it.trim() !== ''));
  if (first === undefined || second === undefined) return false;
  if (indentation(first[0]) !== indentation(second[0])) return false;
  return normalForm(first) === normalForm(second);
}

/** Whether every bracket that is opened in the lines is closed in them. Brackets in texts and comments are counted too. */
export function isBalanced(lines: readonly string[]): boolean {
  const text = lines.join('\n');
  return ['()', '[]', '{}'].every(([open = '', close = '']) => text.split(open).length === text.split(close).length);
}

function indentation(line: string | undefined): string {
  return /^\s*/.exec(line ?? '')?.[0] ?? '';
}

/** Spaces count between words only, and a comma before a closing bracket not at all; `;` at the end of a line is the formatter's. */
function normalForm(lines: readonly string[]): string {
  return lines
    .map((it) => it.trim().replace(/;$/, ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\W) | (?=\W)/g, '')
    .replace(/,(?=[)\]}])/g, '');
}

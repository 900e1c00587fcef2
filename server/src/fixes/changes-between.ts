import { diffArrays } from 'diff';
import type { TextChange } from '#snippets/text-change.ts';

/** The changes, line by line, that make one text the other; empty for equal texts. */
export function changesBetween(before: string, after: string): readonly TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  let removed = 0;
  let added = '';
  const close = (): void => {
    if (removed > 0 || added !== '') changes.push(trimmed(before, at - removed, at, added));
    removed = 0;
    added = '';
  };
  for (const part of diffArrays(linesOf(before), linesOf(after))) {
    const text = part.value.join('');
    if (part.added) added += text;
    else if (part.removed) {
      at += text.length;
      removed += text.length;
    } else {
      close();
      at += text.length;
    }
  }
  close();
  return changes;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** A change without what stays the same at its two ends; line ends are not cut in two. */
function trimmed(before: string, from: number, to: number, text: string): TextChange {
  let start = from;
  let end = to;
  let first = 0;
  let last = text.length;
  while (start < end && first < last && before.charCodeAt(start) === text.charCodeAt(first)) {
    start += 1;
    first += 1;
  }
  while (end > start && last > first && before.charCodeAt(end - 1) === text.charCodeAt(last - 1)) {
    end -= 1;
    last -= 1;
  }
  return { span: { start, end }, text: text.slice(first, last) };
}

/** A section that is written anew each time; `text` is Markdown without a line end at its end. */
export interface HandoffSection {
  /** Stays the same over versions. */
  readonly id: string;
  readonly text: string;
}

const MARK = /<!-- tiebeam:(begin|end) ([a-z-]+)[^>]*-->/g;
const HINT = 'written by `tiebeam handoff`; what stands between the marks is replaced';

/** Why a document cannot be written anew; the text that is there has to be mended first. */
export interface BrokenMarks {
  readonly kind: 'broken-marks';
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

/**
 * The document with its sections written anew. Everything outside of the marks is the user's and stays to the letter, wherever it stands; sections
 * that are not there yet come at the end, and where a file has no marks at all, so do all of them. Line ends are those of the file.
 */
export function withSections(
  existing: string | undefined,
  sections: readonly HandoffSection[],
): { readonly kind: 'text'; readonly text: string } | BrokenMarks {
  if (existing === undefined || existing.trim() === '') return { kind: 'text', text: `${sections.map(marked).join('\n\n')}\n` };
  const found = marksIn(existing);
  if (!Array.isArray(found)) return found;
  const lineEnd = existing.includes('\r\n') ? '\r\n' : '\n';
  const byId = new Map(sections.map((it) => [it.id, it]));
  let text = '';
  let at = 0;
  for (const { id, start, end } of found) {
    const section = byId.get(id);
    text += existing.slice(at, start) + (section ? marked(section).replaceAll('\n', lineEnd) : existing.slice(start, end));
    at = end;
  }
  text += existing.slice(at);
  const added = sections.filter((it) => found.every(({ id }) => id !== it.id));
  if (added.length === 0) return { kind: 'text', text };
  const tail = added.map((it) => marked(it).replaceAll('\n', lineEnd)).join(lineEnd + lineEnd);
  return { kind: 'text', text: `${text.trimEnd()}${lineEnd}${lineEnd}${tail}${lineEnd}` };
}

function marked({ id, text }: HandoffSection): string {
  return `<!-- tiebeam:begin ${id} (${HINT}) -->\n${text}\n<!-- tiebeam:end ${id} -->`;
}

interface MarkedPart {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

function marksIn(text: string): MarkedPart[] | BrokenMarks {
  const parts: MarkedPart[] = [];
  let open: { readonly id: string; readonly start: number } | undefined;
  for (const match of text.matchAll(MARK)) {
    const [whole, word, id = ''] = match;
    const broken = (reason: string): BrokenMarks => ({
      kind: 'broken-marks',
      line: text.slice(0, match.index).split('\n').length,
      reason,
    });
    if (word === 'begin') {
      if (open) return broken(`the section "${open.id}" has no end before "${id}" begins`);
      if (parts.some((it) => it.id === id)) return broken(`the section "${id}" stands here for the second time`);
      open = { id, start: match.index };
    } else {
      if (open?.id !== id) return broken(`the section "${id}" ends here and does not begin`);
      parts.push({ id, start: open.start, end: match.index + whole.length });
      open = undefined;
    }
  }
  if (!open) return parts;
  const line = text.slice(0, open.start).split('\n').length;
  return { kind: 'broken-marks', line, reason: `the section "${open.id}" begins here and does not end` };
}

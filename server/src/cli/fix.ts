import { readFileSync } from 'node:fs';
import type { Analysis } from '#host/analysis.ts';
import type { Finding } from '#rules/finding.ts';
import type { TextChange } from '#snippets/text-change.ts';

/** A file as it is and as its safe fixes leave it. */
export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What the safe fixes of findings make of their files. Of fixes that touch the same place the first one counts. */
export function safeFixes(analysis: Analysis, findings: readonly Finding[]): FixedFile[] {
  const changes = new Map<string, TextChange[]>();
  for (const finding of findings) {
    const fix = analysis.project.fixes(finding.path, finding.fingerprint).find((it) => it.kind === 'safe');
    if (!fix || fix.edits.some((it) => it.kind === 'create')) continue;
    const edits = fix.edits.flatMap((it) => (it.kind === 'change' ? [it] : []));
    if (edits.some((it) => it.changes.some((change) => overlaps(change, changes.get(it.path) ?? [])))) continue;
    for (const it of edits) changes.set(it.path, [...(changes.get(it.path) ?? []), ...it.changes]);
  }
  return [...changes].map(([path, list]) => {
    const before = analysis.textOf(path) ?? '';
    // From the end, so that offsets stay right; insertions at one place keep their order.
    const after = list
      .toReversed()
      .toSorted((a, b) => b.span.start - a.span.start)
      .reduce((text, it) => text.slice(0, it.span.start) + it.text + text.slice(it.span.end), before);
    return { path, before, after };
  });
}

/** Two insertions at one place are independent; everything else that meets is not. */
function overlaps(change: TextChange, others: readonly TextChange[]): boolean {
  const isInsertion = (it: TextChange): boolean => it.span.start === it.span.end;
  return others.some(
    (it) => !(isInsertion(it) && isInsertion(change)) && change.span.start <= it.span.end && it.span.start <= change.span.end,
  );
}

/** The bytes for the file as it stands on disk, its byte order mark kept; undefined where it is no UTF-8, of which a part would be lost. */
export function fixedBytes(file: string, { before, after }: FixedFile): Buffer | undefined {
  const bytes = readFileSync(file);
  const mark = ['', '\uFEFF'].find((it) => bytes.equals(Buffer.from(it + before)));
  return mark === undefined ? undefined : Buffer.from(mark + after);
}

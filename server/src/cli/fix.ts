import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Analysis } from '#host/analysis.ts';
import type { Finding, TextChange } from '#rules/finding.ts';

/** Applies the safe fixes that touch different places, file by file. Gives the number of files changed; with `isDryRun` prints the changes as a diff. */
export function applySafeFixes(analysis: Analysis, findings: ReadonlyMap<string, readonly Finding[]>, isDryRun: boolean): number {
  const changes = new Map<string, TextChange[]>();
  for (const [at, list] of findings) {
    for (const finding of list) {
      const fix = analysis.project.fixes(at, finding.fingerprint).find((it) => it.kind === 'safe');
      if (!fix || fix.edits.some((it) => it.kind === 'create')) continue;
      const edits = fix.edits.flatMap((it) => (it.kind === 'change' ? [it] : []));
      if (edits.some((it) => it.changes.some((change) => overlaps(change, changes.get(it.path) ?? [])))) continue;
      for (const it of edits) changes.set(it.path, [...(changes.get(it.path) ?? []), ...it.changes]);
    }
  }
  for (const [at, list] of changes) {
    const before = analysis.textOf(at) ?? '';
    const after = [...list]
      .sort((a, b) => b.span.start - a.span.start)
      .reduce((text, it) => text.slice(0, it.span.start) + it.text + text.slice(it.span.end), before);
    if (isDryRun) process.stdout.write(createTwoFilesPatch(`a/${at}`, `b/${at}`, before, after));
    else writeFileSync(path.join(analysis.root, at), after);
  }
  return changes.size;
}

/** Two insertions at one place are independent; everything else that meets is not. */
function overlaps(change: TextChange, others: readonly TextChange[]): boolean {
  const isInsertion = (it: TextChange): boolean => it.span.start === it.span.end;
  return others.some(
    (it) => !(isInsertion(it) && isInsertion(change)) && change.span.start <= it.span.end && it.span.start <= change.span.end,
  );
}

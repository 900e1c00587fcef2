import { createTwoFilesPatch } from 'diff';
import type { FixedTexts } from '#engine/fix-all.ts';
import { FIX_KINDS, type FixKind } from '#fixes/edit.ts';
import type { Analysis } from '#host/analysis.ts';
import { writeFixed } from '#host/write-fixed.ts';
import type { Finding } from '#rules/finding.ts';
import { UsageError } from './exit-code.ts';

/** What `--fix-kind` names: `safe` where it is not given. Throws for a word that is no kind. */
export function fixKinds(text: string | undefined): ReadonlySet<FixKind> {
  const words = (text ?? 'safe').split(',').map((it) => it.trim());
  const wrong = words.find((it) => !FIX_KINDS.some((kind) => kind === it));
  if (wrong !== undefined) throw new UsageError(`--fix-kind takes ${FIX_KINDS.join(', ')}, not "${wrong}"`);
  return new Set(FIX_KINDS.filter((it) => words.includes(it)));
}

/** Computes what fixes of these kinds make of the files of the findings, round by round. */
export function fixedTexts(analysis: Analysis, kinds: ReadonlySet<FixKind>, isMeant: (finding: Finding) => boolean): FixedTexts {
  const steps = analysis.project.fixAll({ wants: (finding, offer) => kinds.has(offer.kind) && isMeant(finding) });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The changes as one unified diff; created files are compared with nothing. */
export function fixDiff({ files }: FixedTexts): string {
  return [...files]
    .map(([path, { before, after }]) =>
      createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${path}`, `b/${path}`, before ?? '', after),
    )
    .join('');
}

/** Writes the fixed files, all or none, and says on the terminal what became of it. Gives false where nothing was written. */
export function writeFixes(analysis: Analysis, fixed: FixedTexts): boolean {
  if (fixed.files.size === 0) return false;
  const troubles = writeFixed(analysis.root, fixed.files);
  for (const it of troubles) process.stderr.write(`tiebeam: ${it}\n`);
  if (troubles.length > 0) process.stderr.write('tiebeam: nothing was fixed\n');
  return troubles.length === 0;
}

import { statSync } from 'node:fs';
import path from 'node:path';
import { coverageOf } from '#engine/coverage.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { coverageText, factsText } from './facts-text.ts';
import { analyse } from './open-analysis.ts';

/** `tiebeam facts FILE` and `tiebeam facts --coverage`. */
export async function facts(
  file: string | undefined,
  options: { readonly root: string; readonly coverage?: boolean; readonly format: 'text' | 'json' },
): Promise<ExitCode> {
  if (file === undefined && !options.coverage) throw new UsageError('say a file, or --coverage');
  const { analysis, check } = await analyse(options.root);
  const { workspace } = analysis.project;
  if (!workspace) throw new Error('the check left no workspace');
  if (options.coverage) {
    const coverage = coverageOf(workspace, [...check.findings.values()].flat());
    process.stdout.write(options.format === 'json' ? `${JSON.stringify(coverage, undefined, 2)}\n` : coverageText(coverage));
    return ExitCode.clean;
  }
  const absolute = path.resolve(file ?? '');
  const at = path.relative(analysis.root, absolute).split(path.sep).join('/');
  const lifted = workspace.files.get(at);
  if (!lifted) {
    const reason = statSync(absolute, { throwIfNoEntry: false })
      ? 'it is ignored, too large, or of a kind that has no extractor'
      : 'it is not there';
    throw new UsageError(`${file} is not read: ${reason}`);
  }
  if (options.format === 'json')
    process.stdout.write(`${JSON.stringify({ facts: lifted.facts, concepts: lifted.concepts }, undefined, 2)}\n`);
  else process.stdout.write(factsText(workspace, lifted, analysis.textOf(at) ?? ''));
  return ExitCode.clean;
}

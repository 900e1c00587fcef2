import { statSync } from 'node:fs';
import path from 'node:path';
import type { Check } from '#engine/project.ts';
import { Analysis } from '#host/analysis.ts';
import type { FolderSnapshot } from '#host/folder-snapshot.ts';
import { UsageError } from './exit-code.ts';

export interface Analysed {
  readonly analysis: Analysis;
  readonly check: Check;
  /** Milliseconds for reading and checking. */
  readonly ms: number;
}

/** Reads and checks a folder, or what was found in it. A broken configuration and a folder that is not there are the user's to mend. */
export async function analyse(root: string, snapshot?: FolderSnapshot): Promise<Analysed> {
  const folder = path.resolve(root);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  const start = performance.now();
  const analysis = new Analysis(folder, {
    snapshot,
    isTrusted: () => true,
    onCrash: (rule, error, at) => {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(
        `tiebeam: rule ${rule} failed${at === undefined ? '' : ` in ${at}`} and is left out there: ${reason}\n`,
      );
    },
  });
  await analysis.scan();
  if (analysis.configurationProblems.length > 0) {
    const { configuration } = analysis;
    const text = configuration?.text ?? '';
    const lines = analysis.configurationProblems.map(({ message, span }) => {
      const line = text.slice(0, span.start).split('\n').length;
      return `  line ${line}: ${message}`;
    });
    throw new UsageError(
      `${configuration?.file ?? 'tiebeam.json'} has ${lines.length} problem${lines.length > 1 ? 's' : ''}:\n${lines.join('\n')}`,
    );
  }
  if (analysis.baselineProblem !== undefined) throw new UsageError(analysis.baselineProblem);
  const check = analysis.project.check();
  if (!check) throw new Error('the check was cut short');
  return { analysis, check, ms: performance.now() - start };
}

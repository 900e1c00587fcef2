import { statSync } from 'node:fs';
import path from 'node:path';
import pico from 'picocolors';
import type { Configuration } from '#decisions/configuration.ts';
import { findLaunch, questionsText } from '#host/launch/find-launch.ts';
import type { Launch } from '#host/launch/launch.ts';
import { loadConfiguration } from '#host/load-configuration.ts';
import { RULES } from '#rules/rules.generated.ts';
import { ownFindings } from '#verify/own-findings.ts';
import { isGreen } from '#verify/report.ts';
import { jsonReport } from '#verify/report-json.ts';
import { junitReport } from '#verify/report-junit.ts';
import { type Palette, plain, probeLine, textReport } from '#verify/report-text.ts';
import { unknownProbes, verify } from '#verify/verify.ts';
import { ExitCode, UsageError } from './exit-code.ts';

export interface VerifyCommandOptions {
  readonly root: string;
  readonly only?: string;
  readonly format: 'text' | 'json' | 'junit';
}

/** `tiebeam verify`. Progress goes to the terminal while it runs, the report to standard output. */
export async function verifyProject(options: VerifyCommandOptions): Promise<ExitCode> {
  const root = path.resolve(options.root);
  const { file, result } = await loadConfiguration(root, { rules: RULES });
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${root}`);
  if (!result.ok) throw new UsageError(`${file} has problems:\n${result.problems.map((it) => `  ${it.message}`).join('\n')}`);
  const only = options.only
    ?.split(',')
    .map((it) => it.trim())
    .filter(Boolean);
  const misnamed = unknownProbes(only ?? []);
  if (misnamed.length > 0) throw new UsageError(misnamed.map((it) => it.message).join('\n'));
  const home = file === undefined ? root : path.dirname(file);
  const launch = result.value.run === undefined ? await launchOf(home, result.value.verify) : undefined;
  const cancel = new AbortController();
  const stop = (): void => cancel.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const isTerminal = process.stderr.isTTY === true;
  const palette = paletteFor(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);
  const report = await verify({
    root: home,
    configuration: result.value,
    launch,
    isTrusted: true,
    only,
    check: ownFindings,
    signal: cancel.signal,
    onProgress: (progress) => {
      if (!isTerminal || options.format !== 'text') return;
      if (progress.kind === 'started') process.stderr.write(`  … ${progress.title} (${progress.index + 1}/${progress.total})`);
      else process.stderr.write(`\r\u001b[2K${probeLine(progress.report, palette)}\n`);
    },
  });
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  if (!report.ok) throw new UsageError(report.problems.map((it) => it.message).join('\n'));
  const text =
    options.format === 'json'
      ? jsonReport(report.value)
      : options.format === 'junit'
        ? junitReport(report.value)
        : textReport(report.value, palette);
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return isGreen(report.value) ? ExitCode.clean : ExitCode.findings;
}

/** How a project that Tiebeam did not make is started; what only a person knows is asked for once, in `tiebeam.json`. */
async function launchOf(root: string, said: Configuration['verify']): Promise<Launch> {
  const found = await findLaunch(root, said);
  if (found.kind === 'launch') return found.launch;
  if (found.kind === 'questions') throw new UsageError(questionsText(found.questions));
  throw new UsageError(`no server was found in ${root}; verify.path and verify.start in tiebeam.json say where one is`);
}

function paletteFor(hasColour: boolean): Palette {
  if (!hasColour) return plain;
  const colours = pico.createColors(true);
  return { good: colours.green, bad: colours.red, dim: colours.dim, strong: colours.bold };
}

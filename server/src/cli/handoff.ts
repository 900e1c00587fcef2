import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Verification } from '#handoff/handoff.ts';
import { isFileError } from '#host/file-error.ts';
import { HANDOFF_FILE, handoffOf, handoffText, readVerification } from '#host/handoff.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { analyse } from './open-analysis.ts';

export interface HandoffOptions {
  readonly root: string;
  readonly format: 'markdown' | 'json';
  readonly verified?: string;
  readonly dryRun?: boolean;
}

/** `tiebeam handoff`: writes `HANDOFF.md`, or prints it. */
export async function handoff(options: HandoffOptions): Promise<ExitCode> {
  const verification = options.verified === undefined ? undefined : verificationIn(options.verified);
  const { analysis, check } = await analyse(options.root);
  const data = handoffOf(analysis.root, analysis.project, check.findings, verification);
  if (options.format === 'json') {
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return ExitCode.clean;
  }
  const text = handoffText(analysis.root, data);
  if (!text.ok) throw new UsageError(text.problems.join('\n'));
  if (options.dryRun === true) {
    process.stdout.write(text.value);
    return ExitCode.clean;
  }
  const file = path.join(analysis.root, HANDOFF_FILE);
  writeFileSync(file, text.value);
  process.stdout.write(`${path.relative(process.cwd(), file)} written\n`);
  return ExitCode.clean;
}

function verificationIn(file: string): Verification {
  let text: string;
  let at: string;
  try {
    text = readFileSync(file, 'utf8');
    at = statSync(file).mtime.toISOString().slice(0, 10);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UsageError(error.code === 'ENOENT' ? `${file} is not there` : `${file} cannot be read: ${error.code}`);
  }
  const read = readVerification(text, at);
  if (!read.ok) throw new UsageError(`${file}: ${read.problems.join(', ')}`);
  return read.value;
}

import path from 'node:path';
import pico from 'picocolors';
import type { Problem } from '#base/result.ts';
import { newCommandLine } from '#decisions/new-command.ts';
import { parseResource } from '#decisions/resource.ts';
import { strangeEntries } from '#host/project-writer.ts';
import { type CreateOutcome, openScaffold, type ProjectPreview, type Scaffold } from '#host/scaffold-project.ts';
import type { ProgressStep } from '#host/step-list.ts';
import type { ProjectInput } from '#scaffold/plan.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { fileTree } from './file-tree.ts';
import { type NewOptions, readAnswers, type Wanted } from './new-answers.ts';

/** `tiebeam new`. Asks in a terminal, unless `--yes` is given; elsewhere it takes the defaults and says so. */
export async function newProject(name: string, options: NewOptions): Promise<ExitCode> {
  const given = readAnswers(name, options);
  const scaffold = await openScaffold({ environment: process.env });
  const wanted = await answer(given, options);
  if (wanted === undefined) {
    process.stderr.write('tiebeam: cancelled, nothing was written\n');
    return ExitCode.usage;
  }
  const parent = path.resolve(options.into);
  const preview = await scaffold.preview(wanted.input, parent);
  if (!preview.ok) throw new UsageError(sentences(preview.problems));
  if (options.dryRun) {
    process.stdout.write(planText(preview.value));
    const strange = await strangeEntries(preview.value.folder);
    if (strange.length > 0) throw new UsageError(notEmpty(preview.value.folder, strange));
    return ExitCode.clean;
  }
  return create(scaffold, wanted, parent);
}

async function answer(input: ProjectInput, { yes, dryRun, git, install }: NewOptions): Promise<Wanted | undefined> {
  const given = { input, git, install };
  if (yes) return given;
  if (process.stdin.isTTY && process.stdout.isTTY) return (await import('./new-prompts.ts')).askAnswers(given);
  if (!dryRun)
    process.stderr.write('tiebeam: this is no terminal, so nothing is asked and the defaults are taken; --yes says so too\n');
  return given;
}

async function create(scaffold: Scaffold, { input, git, install }: Wanted, parent: string): Promise<ExitCode> {
  const cancel = new AbortController();
  const stop = (): void => cancel.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const progress = progressLines();
  try {
    const outcome = await scaffold.create({
      input,
      parent,
      existing: 'refuse',
      git,
      install,
      signal: cancel.signal,
      onProgress: progress,
    });
    return report(outcome, { input, git, install }, parent);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function report(outcome: CreateOutcome, { input, git, install }: Wanted, parent: string): ExitCode {
  switch (outcome.kind) {
    case 'created': {
      for (const note of outcome.notes) process.stderr.write(`tiebeam: ${note}\n`);
      const folder = path.relative(process.cwd(), outcome.folder) || '.';
      const resource = parseResource(input.resource);
      const again =
        resource.ok &&
        newCommandLine({
          name: input.name,
          choices: input.choices,
          resource: resource.value,
          git,
          install,
          into: parent === process.cwd() ? undefined : parent,
        });
      process.stdout.write(
        [
          `Created ${folder}: ${outcome.files} files in ${(outcome.ms / 1000).toFixed(1)} s`,
          '',
          'Next:',
          `  cd ${folder}`,
          ...(install ? [] : ['  install the packages, see README.md']),
          '  tiebeam verify',
          ...(again ? ['', `The same again: ${again}`] : []),
          '',
        ].join('\n'),
      );
      return ExitCode.clean;
    }
    case 'problems':
      throw new UsageError(sentences(outcome.problems));
    case 'conflicts':
      throw new UsageError(notEmpty(outcome.folder, outcome.paths));
    case 'failed':
      for (const line of outcome.log) process.stderr.write(`${line}\n`);
      throw new UsageError(`${outcome.reason} ${outcome.advice}`);
    case 'cancelled':
      process.stderr.write('tiebeam: cancelled, and everything was taken back\n');
      return ExitCode.usage;
  }
}

function notEmpty(folder: string, paths: readonly string[]): string {
  return `${folder} is not empty, and nothing was written; in the way:\n${listed(paths)}\nTake another name, or say --into`;
}

/** Most paths that are listed one by one. */
const MOST_LISTED = 20;

function listed(paths: readonly string[]): string {
  const rest = paths.length - MOST_LISTED;
  const shown = paths.slice(0, MOST_LISTED).map((it) => `  ${it}`);
  return [...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}

function planText({ plan, folder, files }: ProjectPreview): string {
  const bytes = [...files.values()].reduce((sum, it) => sum + Buffer.byteLength(it), 0);
  const lines = [
    folder,
    fileTree([...files.keys()]),
    '',
    `${files.size} files, ${(bytes / 1000).toFixed(1)} kB, for ${plan.decisions.backend}, ${plan.decisions.frontend} and ${plan.decisions.database}; nothing was written`,
  ];
  return `${lines.join('\n')}\n`;
}

function sentences(problems: readonly Problem[]): string {
  return problems.map(({ message }) => message).join('\n  ');
}

/** A line for each step as it ends, and in a terminal one for the step that runs. */
function progressLines(): (steps: readonly ProgressStep[]) => void {
  const isTerminal = process.stderr.isTTY === true;
  const colours = pico.createColors(isTerminal && process.env.NO_COLOR === undefined);
  const told = new Set<string>();
  return (steps) => {
    for (const { id, title, state, ms } of steps) {
      if (state === 'running' && isTerminal) process.stderr.write(`\r\u001b[2K  … ${title}`);
      if (state === 'waiting' || state === 'running' || told.has(id)) continue;
      told.add(id);
      const mark = state === 'done' ? colours.green('✓') : state === 'failed' ? colours.red('✗') : colours.dim('–');
      const time = ms === undefined ? '' : colours.dim(`  ${(ms / 1000).toFixed(1)} s`);
      process.stderr.write(`${isTerminal ? '\r\u001b[2K' : ''}  ${mark} ${title}${time}\n`);
    }
  };
}

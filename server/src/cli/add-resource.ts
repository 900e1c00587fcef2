import path from 'node:path';
import { formatFieldList, type Resource } from '#decisions/resource.ts';
import { type ApplyOutcome, openResources, type ReadyPlan, type ResourcePlan, type Resources } from '#host/add-resource.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { conflictLines, planJson, planText } from './resource-report.ts';

export interface AddResourceOptions {
  readonly root: string;
  readonly fields?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly skipConflicts?: boolean;
  readonly format: 'text' | 'json';
}

/**
 * `tiebeam add resource`. Shows the plan and asks before it writes, or writes at once with `--yes`. Exit 1 where a person has to finish it by
 * hand.
 */
export async function addResource(name: string, options: AddResourceOptions): Promise<ExitCode> {
  const resources = await openResources({ environment: process.env });
  const request = { folder: path.resolve(options.root), wanted: { name, fields: options.fields } };
  const plan = ready(await resources.plan(request));
  if (plan.kind === 'present') return tellPresent(plan.resource, options);
  const isJson = options.format === 'json';
  if (options.dryRun) {
    process.stdout.write(isJson ? json({ kind: 'plan', ...planJson(plan) }) : `${planText(plan)}\nNothing was written\n`);
    return plan.conflicts.length > 0 ? ExitCode.findings : ExitCode.clean;
  }
  if (!isJson) process.stdout.write(planText(plan));
  const skipConflicts = options.skipConflicts ?? false;
  const agreed = await agree(plan, options);
  if (agreed === undefined) {
    process.stderr.write('tiebeam: nothing was written\n');
    return ExitCode.usage;
  }
  return write(resources, { ...request, digest: plan.digest, skipConflicts: skipConflicts || agreed.skipConflicts }, isJson);
}

/** Undefined when the person says no. Without a terminal nobody can be asked, and only `--yes` writes. */
async function agree(
  plan: ReadyPlan,
  { yes, format }: AddResourceOptions,
): Promise<{ readonly skipConflicts: boolean } | undefined> {
  if (yes) return { skipConflicts: false };
  if (format === 'json' || !process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError('this is no terminal, so nothing can be asked; say --yes to write, or --dry-run');
  }
  const { confirm } = await import('@clack/prompts');
  const isWhole = plan.conflicts.length === 0;
  const message = isWhole ? 'Write it?' : `Write the rest? ${plan.conflicts.length} files are left to you`;
  return (await confirm({ message, initialValue: isWhole })) === true ? { skipConflicts: !isWhole } : undefined;
}

async function write(resources: Resources, request: Parameters<Resources['apply']>[0], isJson: boolean): Promise<ExitCode> {
  const cancel = new AbortController();
  const stop = (): void => cancel.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return report(await resources.apply({ ...request, signal: cancel.signal }), isJson);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function report(outcome: ApplyOutcome, isJson: boolean): ExitCode {
  switch (outcome.kind) {
    case 'added': {
      const { plan, notes, undo } = outcome;
      const left = plan.conflicts.length > 0;
      if (isJson) process.stdout.write(json({ kind: 'added', ...planJson(plan), notes, ...(undo !== undefined && { undo }) }));
      else {
        const lines = [
          `Added ${plan.resource.name}: ${plan.created.size} new files, ${plan.changed.size} changed`,
          ...notes,
          ...conflictLines(plan.conflicts),
          '',
          'Next: bring the database up to date as README.md says, then `tiebeam verify`',
          ...(undo === undefined ? [] : [`Take it back: tiebeam undo ${undo}`]),
          '',
        ];
        process.stdout.write(lines.join('\n'));
      }
      return left ? ExitCode.findings : ExitCode.clean;
    }
    case 'conflicts': {
      if (isJson) process.stdout.write(json({ kind: 'conflicts', ...planJson(outcome.plan) }));
      process.stderr.write(
        'tiebeam: nothing was written, because files have to be changed by hand; --skip-conflicts writes the rest and leaves them to you\n',
      );
      return ExitCode.findings;
    }
    case 'outdated':
      throw new UsageError('the files were changed while the plan was looked at, and nothing was written; try again');
    case 'failed':
      throw new UsageError(`${outcome.reason} ${outcome.advice}`);
    case 'cancelled':
      process.stderr.write('tiebeam: cancelled, and nothing was changed\n');
      return ExitCode.usage;
    case 'present':
      return tellPresent(outcome.resource, { format: isJson ? 'json' : 'text' });
    default:
      ready(outcome);
      return ExitCode.usage;
  }
}

function ready(plan: ResourcePlan): Extract<ResourcePlan, { kind: 'plan' | 'present' }> {
  if (plan.kind === 'problems') throw new UsageError(plan.problems.map(({ message }) => message).join('\n  '));
  if (plan.kind === 'refused') throw new UsageError(`${plan.reason}\n  ${plan.advice}`);
  return plan;
}

function tellPresent(resource: Resource, { format }: Pick<AddResourceOptions, 'format'>): ExitCode {
  const fields = formatFieldList(resource.fields);
  process.stdout.write(
    format === 'json'
      ? json({ kind: 'present', resource })
      : `${resource.name} (${fields}) is there already; nothing was changed\n`,
  );
  return ExitCode.clean;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

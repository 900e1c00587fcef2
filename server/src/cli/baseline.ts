import { existsSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from '#base/paths.ts';
import { type BaselineEntries, itemsOf, pruned, replaced } from '#engine/baseline.ts';
import type { Analysis } from '#host/analysis.ts';
import { readBaseline } from '#host/baseline-file.ts';
import { isFileError } from '#host/file-error.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { requireRules } from './known-rule.ts';
import { analyse } from './open-analysis.ts';

export interface BaselineOptions {
  readonly root: string;
  readonly rule: readonly string[];
  readonly format: 'text' | 'json';
}

/** `tiebeam baseline create|update|prune|show`. Only `update` lets a baseline grow, and only where it is told to. */
export async function baseline(action: string, paths: readonly string[], options: BaselineOptions): Promise<ExitCode> {
  requireRules(options.rule);
  const { analysis } = await analyse(options.root);
  const file = analysis.baselineFile;
  const isThere = existsSync(file);
  const { never } = analysis.project.configuration.baseline;
  const current = withoutNever(analysis.project.baselineEntries(), never);
  const isWanted = wanted(analysis, paths, options.rule);
  switch (action) {
    case 'create':
      if (isThere) throw new UsageError(`${file} is there already: use update, or prune`);
      return save(analysis, () => replaced(new Map(), current, isWanted));
    case 'update':
      return save(analysis, (known) => replaced(known, current, isWanted));
    case 'prune':
      if (!isThere) throw new UsageError('there is no baseline yet; tiebeam baseline create makes one');
      return save(analysis, (known) => pruned(known, current));
    case 'show':
      return show(analysis, options.format, isThere);
    default:
      throw new UsageError(`there is no "${action}": say create, update, prune or show`);
  }
}

async function save(analysis: Analysis, change: (known: BaselineEntries) => BaselineEntries): Promise<ExitCode> {
  const before = await readBaseline(analysis.baselineFile);
  try {
    const problem = await analysis.changeBaseline(change);
    if (problem !== undefined) throw new UsageError(problem);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UsageError(`${analysis.baselineFile} cannot be written: ${error.code}`);
  }
  const after = await readBaseline(analysis.baselineFile);
  const [had, has] = [before, after].map((it) => (it.ok ? itemsOf(it.value).length : 0));
  process.stdout.write(`${path.relative(process.cwd(), analysis.baselineFile)}: ${has} findings, ${had} before\n`);
  if (analysis.project.configuration.baseline.mode === 'off')
    process.stderr.write('tiebeam: the baseline is not used yet; set "baseline": { "mode": "hide" } in tiebeam.json\n');
  return ExitCode.clean;
}

/** The debt by rule, and by unit within it. */
async function show(analysis: Analysis, format: BaselineOptions['format'], isThere: boolean): Promise<ExitCode> {
  const read = await readBaseline(analysis.baselineFile);
  if (!read.ok) throw new UsageError(read.problems[0] ?? '');
  const { workspace } = analysis.project;
  const counts = new Map<string, Map<string, number>>();
  for (const { rule, path: at } of itemsOf(read.value)) {
    const units = counts.get(rule) ?? new Map<string, number>();
    counts.set(rule, units);
    const unit = (workspace?.files.has(at) ? workspace.unitOf(at).folder : undefined) ?? '(gone)';
    const name = unit === '' ? '.' : unit;
    units.set(name, (units.get(name) ?? 0) + 1);
  }
  const rows = [...counts]
    .map(([rule, units]) => ({ rule, units: Object.fromEntries(units), count: [...units.values()].reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
  if (format === 'json') process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else if (rows.length === 0)
    process.stdout.write(isThere ? 'The baseline is empty\n' : 'There is no baseline yet; tiebeam baseline create makes one\n');
  else
    for (const { rule, count, units } of rows)
      process.stdout.write(
        `${String(count).padStart(5)}  ${rule.padEnd(38)} ${Object.entries(units)
          .map(([unit, n]) => `${unit}: ${n}`)
          .join(', ')}\n`,
      );
  return ExitCode.clean;
}

function wanted(analysis: Analysis, paths: readonly string[], rules: readonly string[]): (rule: string, at: string) => boolean {
  const roots = paths.map((it) => path.relative(analysis.root, path.resolve(it)).split(path.sep).join('/'));
  return (rule, at) =>
    (rules.length === 0 || rules.includes(rule)) && (roots.length === 0 || roots.some((it) => it === '' || isWithin(it, at)));
}

function withoutNever(entries: BaselineEntries, never: readonly string[]): BaselineEntries {
  return new Map([...entries].filter(([rule]) => !never.includes(rule)));
}

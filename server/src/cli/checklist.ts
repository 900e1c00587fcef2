import { nearestSpelling } from '#base/suggestion.ts';
import type { ListReport } from '#checklist/checklist.ts';
import { CHECKLISTS } from '#decisions/checklist-items.ts';
import { checklistOf } from '#engine/read-checklist.ts';
import { readSurroundings } from '#host/surroundings.ts';
import { RULES } from '#rules/rules.generated.ts';
import { checklistJson, checklistMarkdown, checklistText, type Shown } from './checklist-report.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { analyse } from './open-analysis.ts';

export interface ChecklistOptions {
  readonly root: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly list: readonly string[];
  readonly unit: readonly string[];
  readonly failLevel: 'missing' | 'partly' | 'never';
}

/** `tiebeam checklist`: what a project has of each list, with its evidence. */
export async function checklist(options: ChecklistOptions): Promise<ExitCode> {
  const ids = CHECKLISTS.map((it) => it.id as string);
  for (const it of options.list)
    if (!ids.includes(it)) throw new UsageError(`there is no list "${it}"${hint(it, ids)}; there are ${ids.join(', ')}`);
  const { analysis } = await analyse(options.root);
  const { workspace } = analysis.project;
  if (!workspace) throw new Error('the check gave no workspace');
  const all = checklistOf(workspace, RULES, readSurroundings(analysis.root, workspace), (what, error) => {
    process.stderr.write(`tiebeam: ${what} failed: ${error instanceof Error ? error.message : String(error)}\n`);
  });
  const names = [...new Set(all.map((it) => it.name))].filter((it) => it !== '');
  for (const it of options.unit)
    if (!names.includes(it))
      throw new UsageError(`there is no server or front end "${it}"${hint(it, names)}; there are ${names.join(', ') || 'none'}`);
  const lists = all.filter(
    (it) =>
      (options.list.length === 0 || options.list.includes(it.list.id)) &&
      (options.unit.length === 0 || options.unit.includes(it.name)),
  );
  const shown: Shown = { workspace, lists, textOf: (path) => analysis.textOf(path) };
  process.stdout.write(written(shown, options.format));
  return failed(lists, options.failLevel) ? ExitCode.findings : ExitCode.clean;
}

function written(shown: Shown, format: ChecklistOptions['format']): string {
  switch (format) {
    case 'json':
      return checklistJson(shown);
    case 'markdown':
      return checklistMarkdown(shown);
    case 'text':
      return checklistText(shown, process.stdout.isTTY === true && process.env.NO_COLOR === undefined);
  }
}

function failed(lists: readonly ListReport[], level: ChecklistOptions['failLevel']): boolean {
  const states = lists.flatMap((it) => it.items.map((one) => one.verdict.state));
  return level !== 'never' && (states.includes('missing') || (level === 'partly' && states.includes('partly')));
}

function hint(given: string, known: readonly string[]): string {
  const near = nearestSpelling(given, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

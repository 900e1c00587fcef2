import type { Path } from '#base/paths.ts';
import { formatFieldList } from '#decisions/resource.ts';
import type { ReadyPlan } from '#host/add-resource.ts';
import { conflictReasons } from '#resource/conflict-reasons.ts';
import type { HandStep } from '#resource/merge-texts.ts';
import type { FileConflict } from '#resource/resource-changes.ts';
import { fileTree } from './file-tree.ts';

/** The plan for people: new files as a tree, changed files with the lines they gain, and what has to be done by hand. */
export function planText({ folder, resource, created, changed, conflicts, notes }: ReadyPlan): string {
  return [
    `${resource.name} (${formatFieldList(resource.fields)}) in ${folder}`,
    ...(created.size > 0 ? ['', `New: ${created.size} files`, fileTree([...created.keys()])] : []),
    ...(changed.size > 0 ? ['', `Changed: ${changed.size} files`] : []),
    ...[...changed].map(([path, { before, after }]) => `  ${path}  ${lineCounts(before, after)}`),
    ...conflictLines(conflicts),
    ...notes.flatMap((it) => ['', it]),
    '',
  ].join('\n');
}

/** What a person has to do, file by file; empty where there is nothing. */
export function conflictLines(conflicts: readonly FileConflict[]): readonly string[] {
  if (conflicts.length === 0) return [];
  return [
    '',
    `By hand: ${conflicts.length} files`,
    ...conflicts.flatMap(({ path, reason, byHand }) => [
      `  ${path}: ${conflictReasons[reason]}`,
      ...(reason === 'taken' ? [] : byHand.flatMap(stepLines)),
    ]),
  ];
}

/** The same for programs. Texts of files are not in it. */
export function planJson({ folder, resource, created, changed, conflicts, notes }: ReadyPlan): object {
  const paths = (texts: ReadonlyMap<Path, unknown>): readonly Path[] => [...texts.keys()];
  return { folder, resource, created: paths(created), changed: paths(changed), conflicts, notes };
}

/** Most lines that are shown of one step. */
const mostShown = 30;

function stepLines({ after, instead, lines }: HandStep): readonly string[] {
  const rest = lines.length - mostShown;
  return [
    ...(after !== undefined && after.trim() !== '' ? [`      after  ${after.trim()}`] : []),
    ...instead.map((it) => `    - ${it}`),
    ...lines.slice(0, mostShown).map((it) => `    + ${it}`),
    ...(rest > 0 ? [`      and ${rest} more lines; --format json has them all`] : []),
  ];
}

function lineCounts(before: string, after: string): string {
  const added = after.split('\n').length - before.split('\n').length;
  if (added === 0) return 'changed in place';
  return `${added < 0 ? '' : '+'}${added} ${Math.abs(added) === 1 ? 'line' : 'lines'}`;
}

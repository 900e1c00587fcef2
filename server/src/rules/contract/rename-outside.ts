import { folderOf, isWithin, joinPath, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { FileFacts } from '#facts/file-facts.ts';
import type { ComposeFacts, WorkflowFacts } from '#facts/manifest-facts.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * The new name of a variable where an image of the unit or a pipeline gives it. What only stands for a value from somewhere else keeps its name:
 * a secret of the repository, a variable of the machine.
 * @param renamed the edits so far, which say which env files have the new name
 */
export function renamedOutside(
  workspace: Workspace,
  unit: Unit,
  name: string,
  to: string,
  renamed: readonly FileEdit[],
): FileEdit[] {
  return [...workspace.files.values()].flatMap(({ facts }) => {
    const text = workspace.textOf(facts.path);
    if (text === undefined || !text.includes(name) || workspace.roleOf(facts.path) === 'vendored') return [];
    const changes = changesIn(facts, text, { unit, name, to, renamed, unitOf: workspace.unitOf });
    return changes.length > 0 ? [changeOf(facts.path, changes, worded`Rename ${name}`)] : [];
  });
}

interface Renaming {
  readonly unit: Unit;
  readonly name: string;
  readonly to: string;
  readonly renamed: readonly FileEdit[];
  readonly unitOf: (path: Path) => Unit;
}

function changesIn(facts: FileFacts, text: string, renaming: Renaming): TextChange[] {
  switch (facts.kind) {
    case 'compose':
      return inCompose(facts, text, renaming);
    case 'workflow':
      return inWorkflow(facts, text, renaming);
    case 'dockerfile':
      return renaming.unitOf(facts.path) === renaming.unit
        ? facts.instructions.flatMap((it) => wordsIn(text, it.span, renaming))
        : [];
    default:
      return [];
  }
}

/** The services that are built from the unit. Compose reads the env file beside it, whose names it puts in for `${NAME}`. */
function inCompose({ path, services }: ComposeFacts, text: string, { unit, name, to, renamed }: Renaming): TextChange[] {
  const folder = folderOf(path);
  const readsNew = renamed.some((it) => it.path === joinPath(folder, '.env'));
  const own = services.filter(({ context }) => {
    const from = context === undefined ? undefined : joinPath(folder, context);
    return from !== undefined && (from === unit.folder || isWithin(from, unit.folder));
  });
  const given = own.flatMap((it) => it.given).filter((it) => it.name === name);
  const keys = given.map(({ nameSpan, hasValue }) =>
    hasValue || readsNew ? { span: nameSpan, text: to } : passedOn(text, nameSpan, name, to),
  );
  const values = readsNew ? matches(text, { start: 0, end: text.length }, `(?<=(?<!\\$)\\$\\{?)${name}(?!\\w)`) : [];
  return [...keys, ...values.map((span) => ({ span, text: to }))];
}

/** `- NAME` and `NAME:` take the value of the machine, where it has the old name. */
function passedOn(text: string, { start, end }: Span, name: string, to: string): TextChange {
  const isKey = text.charAt(end) === ':';
  return { span: { start, end: isKey ? end + 1 : end }, text: `${to}${isKey ? ': ' : '='}\${${name}}` };
}

/** `${{ secrets.NAME }}` is what the repository calls it; `env.NAME` is the workflow's own. */
function inWorkflow({ variables, scripts }: WorkflowFacts, text: string, renaming: Renaming): TextChange[] {
  const { name, to } = renaming;
  const keys = variables.filter((it) => it.name === name).map((it) => ({ span: it.nameSpan, text: to }));
  const whole = { start: 0, end: text.length };
  const own = matches(text, whole, `(?<=\\benv\\.)${name}(?!\\w)`).map((span) => ({ span, text: to }));
  return [...keys, ...own, ...scripts.flatMap((it) => wordsIn(text, it, renaming))];
}

/** The name where it is a word of its own and no member of something. */
function wordsIn(text: string, span: Span, { name, to }: Pick<Renaming, 'name' | 'to'>): TextChange[] {
  return matches(text, span, `(?<![\\w.])${name}(?!\\w)`).map((it) => ({ span: it, text: to }));
}

function matches(text: string, { start, end }: Span, pattern: string): Span[] {
  return [...text.matchAll(new RegExp(pattern, 'g'))].flatMap(({ index, 0: { length } }) =>
    index >= start && index + length <= end ? [{ start: index, end: index + length }] : [],
  );
}

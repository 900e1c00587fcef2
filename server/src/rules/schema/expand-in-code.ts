import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { afterStatement, beforeStatement } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type ExpandSteps, expandSteps } from './builder-steps.ts';
import { isBackward } from './table-changes.ts';

/**
 * A new column with the values of the old one in place of a rename by Knex, Sequelize or TypeORM; the way back drops it. Undefined where the type of the
 * column cannot be seen in the migrations beside the file, and where nothing can follow the rename or take it back for certain.
 */
export function expandInCode(workspace: Workspace, path: Path, span: Span): FileEdit[] | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined || !/script$/.test(file.facts.language)) return undefined;
  const { facts } = file;
  const call = facts.calls.find((it) => it.span.start === span.start && it.callee.path.at(-1) === 'renameColumn');
  const steps = call && expandSteps(workspace, file, call);
  if (!call || !steps) return undefined;
  const [from, to] = namesOf(call);
  const style = styleIn(workspace, path);
  const followed = follow(facts, text, steps, style);
  const back = wayBack(facts, call, steps.drop);
  const note = `// The code writes both until a later release drops ${from}, when no version that runs reads it.`;
  const isStatement = text.slice(call.statement.start, call.span.start).replace(/^await\s+/, '') === '';
  const above = beforeStatement(text, isStatement ? call.statement : steps.outer.statement, note, style);
  if (!followed || !back || !above) return undefined;
  const edit = editCode(workspace, path, {
    packages: steps.imports,
    changes: () => [above, { span: call.span, text: steps.added }, followed, ...back],
    note: worded`Add ${to} beside ${from}`,
  });
  return edit && [edit];
}

/** The column's old and new name, behind that of its table where the call is given one. */
function namesOf({ args }: Call): readonly [string, string] {
  const words = args.flatMap((it) => (it.kind === 'literal' && typeof it.value === 'string' ? [it.value] : []));
  const [from = '', to = ''] = words.slice(-2);
  return [from, to];
}

/** The second step behind the first: a statement below an awaited one, or `.then(…)` where a promise is given back. */
function follow(facts: CodeFacts, text: string, { outer, filled }: ExpandSteps, style: TextStyle): TextChange | undefined {
  const { start, end } = outer.statement;
  const before = text.slice(start, outer.span.start);
  const isLast = /^\s*;?$/.test(text.slice(outer.span.end, end));
  if (isLast && /^await\s+$/.test(before)) return afterStatement(text, outer.statement, `await ${filled};`, style);
  const chained = chainedStep(facts, text, outer);
  if (chained !== undefined) {
    const at = outer.span.end;
    return { span: { start: at, end: at }, text: `${chained}.then(() => ${filled})` };
  }
  const isBody = facts.scopes.some((it) => it.fn && it.bodySpan.start === outer.span.start && it.bodySpan.end === outer.span.end);
  const isGivenBack = isBody || (isLast && /^return(?:\s+await)?\s+$/.test(before));
  const at = outer.span.end;
  return isGivenBack ? { span: { start: at, end: at }, text: `.then(() => ${filled})` } : undefined;
}

/** What stands between a call and the `.then(() => …)` that follows it, which takes nothing over from it; undefined where none does. */
function chainedStep({ calls, scopes }: CodeFacts, text: string, outer: Call): string | undefined {
  const next = calls.findIndex((it) => it.callee.receiver !== undefined && calls[it.callee.receiver] === outer);
  const given = scopes.find((it) => it.fn?.argumentOf?.call === next)?.fn;
  if (calls[next]?.callee.path.join('.') !== 'then' || calls[next].args.length !== 1 || given?.parameters.length !== 0)
    return undefined;
  return /^\s*(?=\.)/.exec(text.slice(outer.span.end))?.[0];
}

/** The rename in the other direction becomes a drop; undefined where the way back speaks of the columns in another way. */
function wayBack(facts: CodeFacts, call: Call, drop: string): TextChange[] | undefined {
  const [from, to] = namesOf(call);
  const named = facts.calls.filter(
    (it) =>
      isBackward(facts, it.scope) && it.args.some((one) => one.kind === 'literal' && (one.value === from || one.value === to)),
  );
  const [only, other] = named;
  if (!only) return [];
  const [back, again] = namesOf(only);
  const isReverse =
    only.callee.path.at(-1) === 'renameColumn' && only.args.length === call.args.length && back === to && again === from;
  const [kept, gone] = only.args.filter((it) => it.kind === 'literal').slice(-2);
  if (other || !isReverse || !kept || !gone) return undefined;
  return [
    { span: only.nameSpan, text: drop },
    { span: { start: kept.span.end, end: gone.span.end }, text: '' },
  ];
}

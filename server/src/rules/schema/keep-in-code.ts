import type { Path } from '#base/paths.ts';
import { escaped } from '#base/regular-expression.ts';
import type { Span } from '#base/span.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { indentAt, wholeLines } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isBackward } from './table-changes.ts';

const NOTE = 'For the migration of a later release, when no version that runs reads it:';

/**
 * Leaves a step of a migration in code for a later release: it becomes a comment, with the one step of the way back that would make again what is not
 * dropped. Django only forgets the field or the model, and leaves the table as it is. Undefined where the step shares its lines with others, or the way
 * back does more than that.
 */
export function keepInCode(
  workspace: Workspace,
  path: Path,
  change: { readonly span: Span; readonly name: string },
): FileEdit | undefined {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || file.facts.language === 'go' || text === undefined) return undefined;
  const { facts } = file;
  const style = styleIn(workspace, path);
  const step = callAt(facts, change.span);
  if (!step || isSeveral(text.slice(change.span.start, change.span.end))) return undefined;
  const method = step.callee.path.at(-1) ?? '';
  const note = worded`Keep ${change.name} for now`;
  if (/^(?:RemoveField|DeleteModel)$/.test(method)) {
    const forgotten = onlyForgotten(text, step, style);
    return forgotten && changeOf(path, forgotten, note);
  }
  const name = change.name.split('.').at(-1) ?? change.name;
  const back = wayBack(facts, name);
  const gone = [step, ...(back ?? [])].map((it) => spanOf(text, it));
  if (!back || gone.includes(undefined)) return undefined;
  const changes = gone.flatMap((it, index) => (it ? commented(facts, text, it, gone, index === 0 ? NOTE : '', style) : []));
  return changeOf(path, changes, note);
}

/** The step at a place: the call itself, or the one that is given the text. */
function callAt({ calls }: CodeFacts, { start, end }: Span): Call | undefined {
  const around = calls.filter((it) => it.form !== 'decorator' && it.span.start <= start && end <= it.span.end);
  return around.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** SQL that does more than drop. */
function isSeveral(sql: string): boolean {
  return /;\s*\w/.test(sql) || /,\s*(?:add|alter|modify|change|rename|drop)\b/i.test(sql);
}

/** The steps of the way back that make it again; undefined where that is more than one statement. */
function wayBack(facts: CodeFacts, name: string): readonly Call[] | undefined {
  const made = facts.calls.filter((it) => isBackward(facts, it.scope) && it.args.some((one) => makes(facts, one, it, name)));
  const statements = new Set(made.map((it) => it.statement.start));
  return statements.size > 1 ? undefined : made.slice(0, 1);
}

function makes(facts: CodeFacts, value: Value, call: Call, name: string): boolean {
  if (value.kind === 'call') {
    const inner = facts.calls[value.call];
    return inner?.args.some((it) => it.kind === 'literal' && bare(it.value) === name.toLowerCase()) === true;
  }
  if (value.kind !== 'literal' || typeof value.value !== 'string') return false;
  const isSql = /\s/.test(value.value);
  return isSql
    ? new RegExp(`\\b(?:add|create)\\b[^;]*\\b${escaped(name)}\\b`, 'i').test(value.value)
    : bare(value.value) === name.toLowerCase() &&
        !/^(?:drop|remove|alterTable|table$|hasColumn)/.test(call.callee.path.at(-1) ?? '');
}

function bare(value: unknown): string {
  return String(value).toLowerCase();
}

/** The lines of a step: of its statement, or of the element of a list. */
function spanOf(text: string, call: Call): Span | undefined {
  const isElement =
    /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', call.span.start - 1) + 1, call.span.start)) &&
    text.charAt(call.span.end) === ',';
  const whole = isElement ? { start: call.span.start, end: call.span.end + 1 } : call.statement;
  // What a function gives back its caller waits for.
  if (text.startsWith('return', whole.start)) return undefined;
  const lines = wholeLines(text, whole);
  return lines && !/"""|'''|\/\*|`[^`]*\n/.test(text.slice(whole.start, whole.end)) ? lines : undefined;
}

function commented(
  facts: CodeFacts,
  text: string,
  lines: Span,
  all: readonly (Span | undefined)[],
  note: string,
  style: TextStyle,
): TextChange[] {
  const isPython = facts.language === 'python';
  const sign = isPython ? '# ' : '// ';
  const written = text.slice(lines.start, lines.end);
  const base = indentAt(text, lines.start);
  const body = written.replace(/^.*\S/gm, (line) => `${base}${sign}${line.slice(base.length)}`);
  const around = facts.scopes.findLast((it) => it.bodySpan.start < lines.end && lines.start < it.bodySpan.end);
  const left = around?.body.statements ?? 2;
  const here = all.filter(
    (it) => it && around && it.start >= around.bodySpan.start - base.length && it.end <= around.bodySpan.end + 2,
  ).length;
  const ended = body.endsWith('\n') || body === '' ? body : body + style.lineEnd;
  const pass =
    isPython && around?.kind !== 'class' && around?.kind !== 'module' && left <= here
      ? `${base}pass${written.endsWith('\n') ? style.lineEnd : ''}`
      : '';
  return [
    { span: lines, text: `${note === '' ? '' : `${base}${sign}${note}${style.lineEnd}`}${pass === '' ? body : ended}${pass}` },
  ];
}

/** Django: the operation changes what the models say, and not the table. */
function onlyForgotten(text: string, step: Call, style: TextStyle): TextChange[] | undefined {
  const { start, end } = step.span;
  const base = indentAt(text, start);
  const holder = step.callee.path.slice(0, -1).join('.');
  if (text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() !== '' || holder === '') return undefined;
  const inner = text.slice(start, end).replace(/\n(?=.)/g, `\n${style.indent}${style.indent}`);
  const lines = [
    '# The database keeps it until the migration of a later release, when no version that runs reads it.',
    `${base}${holder}.SeparateDatabaseAndState(`,
    `${base}${style.indent}state_operations=[`,
    `${base}${style.indent}${style.indent}${inner},`,
    `${base}${style.indent}],`,
    `${base})`,
  ];
  return [{ span: step.span, text: lines.join(style.lineEnd) }];
}

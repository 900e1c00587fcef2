import type { Path } from '#base/paths.ts';
import { escaped } from '#base/regular-expression.ts';
import type { Span } from '#base/span.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { fileOfWayBack } from './way-back.ts';

/**
 * Turns a statement of a SQL migration that drops something into a comment, for the release after the one that stops using it. Undefined where the
 * way back would make again what is not dropped, and where the statement shares its lines.
 */
export function keepForNow(
  workspace: Workspace,
  path: Path,
  change: { readonly span: Span; readonly name: string },
): FileEdit | undefined {
  const text = workspace.textOf(path);
  const lines = text === undefined || !path.endsWith('.sql') ? undefined : statementLines(text, change.span);
  if (text === undefined || !lines) return undefined;
  const rest = text.slice(0, lines.start) + text.slice(lines.end);
  if (makesAgain(rest, change.name) || makesAgain(textOfWayBack(workspace, path), change.name)) return undefined;
  const lineEnd = lineEndOf(text);
  const written = text.slice(lines.start, lines.end);
  const base = /^[ \t]*/.exec(written)?.[0] ?? '';
  const commented = written.replace(
    /^.*\S/gm,
    (line) => `${base}-- ${line.startsWith(base) ? line.slice(base.length) : line.trimStart()}`,
  );
  const note = `${base}-- For the migration of a later release, when no version that runs reads it:${lineEnd}`;
  return changeOf(path, [{ span: lines, text: note + commented }], worded`Keep ${change.name} for now`);
}

/** The whole lines of the statement around a place, with its end sign. */
function statementLines(text: string, { start, end }: Span): Span | undefined {
  const from = text.lastIndexOf(';', start - 1) + 1;
  const first = from + (/^(?:\s|--[^\n]*(?:\n|$))*/.exec(text.slice(from, start))?.[0].length ?? 0);
  const semicolon = text.indexOf(';', Math.max(end - 1, start));
  const last = semicolon < 0 ? end : semicolon + 1;
  const lineStart = text.lastIndexOf('\n', first - 1) + 1;
  const next = text.indexOf('\n', last);
  const lineEnd = next < 0 ? text.length : next + 1;
  const around = text.slice(lineStart, first) + text.slice(last, lineEnd).replace(/--.*/, '');
  const statement = text.slice(first, last);
  return around.trim() === '' &&
    /^(?:alter|drop|truncate)\b/i.test(statement) &&
    !/\$\$|\/\*|'[^']*;/.test(statement) &&
    !hasSeveralActions(statement)
    ? { start: lineStart, end: lineEnd }
    : undefined;
}

/** `ALTER TABLE … DROP COLUMN a, ADD COLUMN b` does more than drop. */
function hasSeveralActions(statement: string): boolean {
  return /^alter/i.test(statement) && /,\s*(?:add|alter|modify|change|rename)\b/i.test(statement);
}

function textOfWayBack(workspace: Workspace, path: Path): string {
  const back = fileOfWayBack(path);
  return back === path ? '' : (workspace.textOf(back) ?? '');
}

function makesAgain(text: string, name: string): boolean {
  const last = name.split('.').at(-1) ?? name;
  return new RegExp(`\\b(?:add|create)\\b[^;]*\\b${escaped(last)}\\b`, 'i').test(text);
}

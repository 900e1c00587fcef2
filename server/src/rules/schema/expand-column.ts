import { folderOf, type Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { changeOf, type FileEdit } from '#fixes/edit.ts';
import { indentAt, wholeLines } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import { lineEndOf, type TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { columnType } from './column-type.ts';
import { isPrismaMigration } from './prisma-index-split.ts';
import { backStep } from './way-back.ts';

/**
 * A new column with the values of the old one in place of a rename, so that the version that still runs finds what it knows; the way back drops it.
 * Undefined where the type of the column cannot be seen, where a statement does more or shares its lines, and for Prisma.
 */
export function expandColumn(workspace: Workspace, path: Path, span: Span): FileEdit[] | undefined {
  const text = workspace.textOf(path);
  // Prisma's client writes one of the two only, and its next migration would take the other away.
  if (text === undefined || !path.endsWith('.sql') || isPrismaMigration(path)) return undefined;
  const statement = text.slice(span.start, span.end).trim();
  const renamed = /^alter\s+table\s+(?:only\s+)?([\w."`]+)\s+rename\s+(?:column\s+)?([\w"`]+)\s+to\s+([\w"`]+)$/i.exec(statement);
  const [, table = '', from = '', to = ''] = renamed ?? [];
  const lines = renamed && text.charAt(span.end) === ';' ? wholeLines(text, { start: span.start, end: span.end + 1 }) : undefined;
  const type = lines && columnType(workspace, path, bare(table), bare(from));
  if (!lines || type === undefined) return undefined;
  const name = (it: string): string => `["\`]?${bare(it)}["\`]?`;
  const pattern = `alter\\s+table\\s+(?:only\\s+)?(?:[\\w"\`]+\\.)?${name(table)}\\s+rename\\s+(?:column\\s+)?${name(to)}\\s+to\\s+${name(from)}`;
  const back = backStep(workspace, path, pattern, [bare(from), bare(to)]);
  if (back === 'unknown') return undefined;
  const said = (words: string): string => (statement.startsWith('alter') ? words.toLowerCase() : words);
  const indent = indentAt(text, span.start);
  const added = [
    `-- The code writes both until a later release drops ${bare(from)}, when no version that runs reads it.`,
    `${indent}${said('ALTER TABLE')} ${table} ${said('ADD COLUMN')} ${to} ${type};${isOfDrizzle(workspace, path) ? BREAK : ''}`,
    `${indent}${said('UPDATE')} ${table} ${said('SET')} ${to} = ${from};`,
  ].join(lineEndOf(text));
  const step: TextChange = { span: { start: span.start, end: span.end + 1 }, text: added };
  const note = worded`Add ${bare(to)} beside ${bare(from)}`;
  if (!back) return [changeOf(path, [step], note)];
  const other = workspace.textOf(back.path) ?? '';
  const start = back.span.start + indentAt(other, back.span.start).length;
  const drop: TextChange = {
    span: { start, end: back.span.end },
    text: `${said('ALTER TABLE')} ${table} ${said('DROP COLUMN')} ${to};`,
  };
  return back.path === path
    ? [changeOf(path, [step, drop], note)]
    : [changeOf(path, [step], note), changeOf(back.path, [drop], worded`Drop ${bare(to)} on the way back`)];
}

/** Drizzle hands each statement to the database by itself, and is told so between them. */
const BREAK = '--> statement-breakpoint';

function isOfDrizzle(workspace: Workspace, path: Path): boolean {
  const folder = folderOf(path);
  return [...workspace.files.keys()].some(
    (it) => it.endsWith('.sql') && folderOf(it) === folder && workspace.textOf(it)?.includes(BREAK) === true,
  );
}

/** As facts name it. */
function bare(name: string): string {
  return (name.split('.').at(-1) ?? name).replace(/["`]/g, '').toLowerCase();
}

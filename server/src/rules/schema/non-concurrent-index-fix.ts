import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import { deeper } from '#fixes/block-lines.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { indentAt, wholeLines } from '#fixes/statements.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { inKnexBuilder, inRawText, inSequelize } from './builder-index-fix.ts';
import { CONCURRENTLY, CONCURRENTLY_NOTE } from './index-offer.ts';

/** Builds the index of a migration in code concurrently, which its runner must not do in a transaction; empty where the migration does more. */
export function concurrentInCode(workspace: Workspace, path: string, start: number): readonly Fix[] {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined) return [];
  const string = file.facts.strings.find((it) => it.span.start === start);
  if (string) return inRawText(workspace, file, start, text) ?? inQuery(workspace, file, start, text);
  const call = file.facts.calls.find((it) => it.span.start === start);
  const form = FORMS[call?.callee.path.at(-1) ?? ''];
  return call && form ? form(workspace, file, call, text) : [];
}

type Form = (workspace: Workspace, code: LiftedCode, call: Call, text: string) => readonly Fix[];

/** By the method that builds the index. */
const FORMS: Readonly<Record<string, Form>> = {
  create_index: inAlembic,
  AddIndex: inDjango,
  addIndex: inSequelize,
  index: inKnexBuilder,
};

function inAlembic(workspace: Workspace, { path }: LiftedCode, call: Call, text: string): readonly Fix[] {
  const lines = wholeLines(text, call.statement);
  const last = [...call.args, ...call.keywords].toSorted((a, b) => a.span.end - b.span.end).at(-1);
  if (
    !lines ||
    !last ||
    call.isOpen ||
    text.slice(call.statement.start, call.statement.end) !== text.slice(call.span.start, call.span.end)
  )
    return [];
  const style = styleIn(workspace, path);
  const written = text.slice(lines.start, last.span.end);
  const isBroken = text.slice(call.nameSpan.end, last.span.start).includes('\n');
  const gap = isBroken ? `,${style.lineEnd}${indentAt(text, last.span.start)}` : ', ';
  const body = `${written}${gap}postgresql_concurrently=True${text.slice(last.span.end, lines.end)}`;
  if (/autocommit_block\(\)[^\n]*\n(?:[ \t]+[^\n]*\n)*$/.test(text.slice(0, lines.start)))
    return [{ ...CONCURRENTLY, edits: [changeOf(path, [{ span: lines, text: body }], CONCURRENTLY_NOTE)] }];
  const indent = indentAt(text, call.span.start);
  const block = `${indent}with ${call.callee.path[0]}.get_context().autocommit_block():${style.lineEnd}${deeper(body, style.indent)}`;
  return [{ ...CONCURRENTLY, edits: [changeOf(path, [{ span: lines, text: block }], CONCURRENTLY_NOTE)] }];
}

/** Where other operations stand beside the index, a failure would leave them half done. */
function inDjango(workspace: Workspace, { path, facts }: LiftedCode, call: Call, text: string): readonly Fix[] {
  const operations = facts.calls.filter((it) => it.callee.path[0] === 'migrations' && it.callee.path.length === 2);
  const head = /^class Migration\([^\n]*\):[ \t]*\r?\n/m.exec(text);
  if (!head || operations.some((it) => it.callee.path[1] !== 'AddIndex')) return [];
  const style = styleIn(workspace, path);
  const at = head.index + head[0].length;
  const settings: TextChange[] = /^[ \t]+atomic\s*=/m.test(text)
    ? []
    : [
        {
          span: { start: at, end: at },
          text: `${style.indent}atomic = False${style.lineEnd}${/^\s*\n/.test(text.slice(at)) ? '' : style.lineEnd}`,
        },
      ];
  const edit = editCode(workspace, path, {
    packages: [{ module: 'django.contrib.postgres.operations', names: ['AddIndexConcurrently'] }],
    changes: (written) => [
      ...settings,
      { span: { start: call.span.start, end: call.nameSpan.end }, text: written('AddIndexConcurrently') },
    ],
    note: CONCURRENTLY_NOTE,
  });
  return edit ? [{ ...CONCURRENTLY, edits: [edit] }] : [];
}

/** TypeORM: the text of the query, and the class that says that it wants no transaction. */
function inQuery(workspace: Workspace, { path, facts }: LiftedCode, start: number, text: string): readonly Fix[] {
  const keyword = /^.\s*CREATE\s+(?:UNIQUE\s+)?INDEX\b/is.exec(text.slice(start));
  const queries = facts.calls.filter((it) => it.callee.path.at(-1) === 'query');
  const head = text.includes('MigrationInterface')
    ? /^(?:export (?:default )?class \w+[^{\n]*\bMigrationInterface\b|module\.exports = class \w+)[^{\n]*\{[ \t]*\r?\n/m.exec(
        text,
      )
    : undefined;
  const up = text.search(/\basync\s+up\b|\bup\s*\(/);
  const down = text.search(/\basync\s+down\b|\bdown\s*\(/);
  if (!keyword || !head || queries.filter((it) => it.span.start > up && (down < up || it.span.start < down)).length !== 1)
    return [];
  if (/\btransaction\s*=/.test(text)) return [];
  const style = styleIn(workspace, path);
  const at = head.index + head[0].length;
  const end = style.semicolons ? ';' : '';
  const changes = [
    { span: { start: at, end: at }, text: `${style.indent}transaction = false${end}${style.lineEnd}${style.lineEnd}` },
    { span: { start: start + keyword[0].length, end: start + keyword[0].length }, text: ' CONCURRENTLY' },
  ];
  return [{ ...CONCURRENTLY, edits: [changeOf(path, changes, CONCURRENTLY_NOTE)] }];
}

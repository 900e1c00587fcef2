import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detection, defineRule } from '../rule.ts';
import { expandColumn } from './expand-column.ts';
import { expandInCode } from './expand-in-code.ts';
import { keepAsView } from './keep-as-view.ts';
import { keepDbColumn } from './keep-db-column.ts';
import { keepForNow } from './keep-for-now.ts';
import { keepInCode } from './keep-in-code.ts';
import { batchOf, isNewMigration } from './new-migrations.ts';
import { stillDeclared } from './still-declared.ts';
import { type TableChange, tableChanges } from './table-changes.ts';

interface Data {
  readonly what: string;
  readonly to: string;
}

const Options = z
  .strictObject({
    released: z.boolean().default(true).describe('False while nothing runs in production: nothing is reported then'),
    allowComment: z
      .string()
      .default('contract step|safe[- ]drop')
      .describe('A comment on the line or the line before that lets a change pass, as a regular expression'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'schema/destructive-migration',
  section: 4,
  tier: 1,
  severity: 'error',
  languages: ['sql', 'python', 'typescript', 'javascript'],
  scope: 'file',
  fix: 'suggest',
  options: Options,
  messages: {
    dropsTable: ({ what }) => `Dropping the table \`${what}\` breaks the version that still runs, and its rows are gone`,
    dropsColumn: ({ what }) => `Dropping \`${what}\` breaks the version that still runs, and its values are gone`,
    emptiesTable: ({ what }) => `Every row of \`${what}\` is deleted by a migration`,
    renamesTable: ({ what, to }) =>
      `Renaming the table \`${what}\` ${to === '' ? '' : `to \`${to}\` `}breaks the version that still runs`,
    renamesColumn: ({ what, to }) =>
      `Renaming \`${what}\` to \`${to}\` breaks the version that still runs; add \`${to}\`, write both, and drop the old one in a later release`,
  },
  *check({ workspace, file, options }) {
    if (!options.released || !isNewMigration(workspace, file.path)) return;
    const changes = tableChanges(file);
    if (!changes.some((it) => MESSAGES[it.kind] !== undefined)) return;
    const made = madeHere(workspace, file.path, changes);
    const allowed = new RegExp(options.allowComment, 'i');
    const text = workspace.textOf(file.path) ?? '';
    for (const change of changes) {
      const messageId = MESSAGES[change.kind];
      if (
        messageId === undefined ||
        isHarmless(change, made) ||
        isView(text, change) ||
        allowed.test(linesAround(text, change.span.start))
      )
        continue;
      yield detection(workspace, file.path, change, messageId);
    }
  },
  repair({ workspace }, { path, at, data, offers: [offer] = [] }) {
    const edits =
      offer && at.kind === 'span' ? EDITS[offer.id]?.(workspace, path, { span: at.span, name: data.what }) : undefined;
    return offer && edits ? [{ ...offer, edits }] : [];
  },
});

type Edits = (
  workspace: Workspace,
  path: Path,
  change: { readonly span: Span; readonly name: string },
) => readonly FileEdit[] | undefined;

/** By the id of the offer. */
const EDITS: Readonly<Record<string, Edits>> = {
  'keep-for-now': (workspace, path, change) => {
    const edit = path.endsWith('.sql') ? keepForNow(workspace, path, change) : keepInCode(workspace, path, change);
    return edit && [edit];
  },
  'keep-as-view': (workspace, path, { span }) => keepAsView(workspace, path, span),
  expand: (workspace, path, { span }) =>
    path.endsWith('.sql') ? expandColumn(workspace, path, span) : expandInCode(workspace, path, span),
  'keep-column': (workspace, path, { span }) => keepDbColumn(workspace, path, span),
};

/** What may be offered for a change, best first. */
function offersFor({ kind, column = '', to = '' }: TableChange, what: string): readonly FixOffer[] {
  switch (kind) {
    case 'rename-table':
      return [{ id: 'keep-as-view', kind: 'suggest', title: worded`Keep ${what} as a view until a later release` }];
    case 'rename-column':
      return [
        {
          id: 'expand',
          kind: 'suggest',
          title: worded`Add ${to} with the values of ${column}, and keep both until a later release`,
        },
        { id: 'keep-column', kind: 'multi', title: worded`Rename the field alone, and keep the column ${column}` },
      ];
    default:
      return [{ id: 'keep-for-now', kind: 'suggest', title: worded`Keep ${what} until a later release` }];
  }
}

const MESSAGES: Readonly<Record<TableChange['kind'], string | undefined>> = {
  'create-table': undefined,
  'add-column': undefined,
  'drop-table': 'dropsTable',
  'drop-column': 'dropsColumn',
  'rename-table': 'renamesTable',
  'rename-column': 'renamesColumn',
  'empty-table': 'emptiesTable',
};

function detection(workspace: Workspace, path: Path, change: TableChange, messageId: string): Detection<Data> {
  const { table, column, to = '' } = change;
  const related = stillDeclared(workspace, change);
  const isRename = change.kind === 'rename-column' || change.kind === 'rename-table';
  const what = [table, column].filter((it) => it !== undefined && it !== '').join('.');
  const offer = offersFor(change, what).find((it) => EDITS[it.id]?.(workspace, path, { span: change.span, name: what }));
  return {
    messageId,
    data: { what, to },
    path,
    at: { kind: 'span', span: change.span },
    ...(isRename && related.length === 0 && { severity: 'warning' as const }),
    related,
    ...(offer && { offers: [offer] }),
  };
}

interface Made {
  readonly tables: ReadonlySet<string>;
  /** As `table.column`. */
  readonly columns: ReadonlySet<string>;
  /** Tables that a table made here takes the place of. */
  readonly replaced: ReadonlySet<string>;
}

/** What this migration, or another one that is released with it, makes itself. */
function madeHere(workspace: Workspace, path: Path, changes: readonly TableChange[]): Made {
  const others = batchOf(workspace, path).flatMap((it) => {
    const other = workspace.files.get(it);
    return other ? tableChanges(other) : [];
  });
  const all = [...changes, ...others];
  const tables = new Set(all.filter((it) => it.kind === 'create-table').map((it) => it.table));
  const columns = new Set(all.filter((it) => it.kind === 'add-column').map((it) => `${it.table}.${it.column}`));
  const replaced = new Set(changes.filter((it) => it.kind === 'rename-table' && tables.has(it.table)).map((it) => it.to ?? ''));
  for (const it of changes) if (it.kind === 'rename-table' && tables.has(it.to ?? '')) replaced.add(it.table);
  // `orders_tmp` is made to become `orders`, also where the text ends before it does.
  for (const { table } of changes)
    if ([...tables].some((it) => it !== table && it.includes(table) && /tmp|temp|new|copy/.test(it))) replaced.add(table);
  return { tables, columns, replaced };
}

/** A table is rebuilt where a new one takes the old one's name, as SQLite needs it. */
function isHarmless(change: TableChange, made: Made): boolean {
  if (made.tables.has(change.table) || made.replaced.has(change.table)) return true;
  if (change.table === '' && change.kind !== 'drop-column' && change.kind !== 'rename-column') return true;
  return made.columns.has(`${change.table}.${change.column}`);
}

/** ClickHouse drops and renames a view as a table. */
function isView(text: string, { kind, table, to }: TableChange): boolean {
  if (kind !== 'drop-table' && kind !== 'rename-table') return false;
  return [table, to].some(
    (name) =>
      name !== undefined &&
      new RegExp(`\\bview\\s+(?:if\\s+not\\s+exists\\s+)?(?:[\\w"\`]+\\.)?["\`]?${name}\\b`, 'i').test(text),
  );
}

function linesAround(text: string, at: number): string {
  const line = text.lastIndexOf('\n', at - 1);
  const before = text.lastIndexOf('\n', line - 1);
  const end = text.indexOf('\n', at);
  return text.slice(before + 1, end < 0 ? text.length : end);
}

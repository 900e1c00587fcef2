import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { tablesInSql } from './sql-tables.ts';
import type { Column, Declared, Table } from './tables.ts';

/** What migrations in code declare: Alembic's and Django's operations, builders of schemas such as Kysely's, and SQL in strings. */
export function tablesInCode(code: LiftedCode): Declared {
  const { facts, path } = code;
  const tables: Table[] = [];
  const indexes: { table: string; column: string }[] = [];
  const references: Declared['references'][number][] = [];
  const added: Declared['added'][number][] = [];
  const altered: string[] = [];
  for (const it of facts.strings) {
    if (!it.schema) continue;
    const found = tablesInSql(path, it.schema, it.value, it.span.start + 1);
    tables.push(...found.tables);
    indexes.push(...found.indexes);
    references.push(...found.references);
    added.push(...found.added);
    altered.push(...found.altered);
  }
  facts.calls.forEach((call, id) => {
    const last = call.callee.path.at(-1);
    if (last === 'create_table') tables.push(...alembicTable(code, call));
    else if (last === 'create_index') indexes.push(...alembicIndex(call));
    else if (last === 'add_column') added.push(...alembicColumn(code, call));
    else if (last === 'create_foreign_key') references.push(...alembicReference(call));
    else if (last !== undefined && ALTERS.test(last))
      altered.push(textOf(call.keywords.find((it) => it.name === 'model_name')?.value ?? call.args[0]) ?? '*');
    else if (last === 'CreateModel') tables.push(...djangoTable(code, call));
    else if (last === 'createTable' && textOf(call.args[0]) !== undefined) {
      const table = builtTable(code, call, id);
      if (table) tables.push(table);
    } else if (last === 'createIndex') indexes.push(...builtIndex(facts, id));
  });
  return { tables, indexes, references, added, altered };
}

/** Steps of migrations that change what another one made. */
const ALTERS =
  /^(alter_column|drop_column|batch_alter_table|AddField|AlterField|RemoveField|RenameField|RenameModel|AlterUniqueTogether|alterTable|dropColumn)$/;

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

function callOf(facts: CodeFacts, value: Value | undefined): Call | undefined {
  return value?.kind === 'call' ? facts.calls[value.call] : undefined;
}

function flag(call: Call, name: string): boolean | undefined {
  const value = call.keywords.find((it) => it.name === name)?.value;
  return value?.kind === 'literal' && typeof value.value === 'boolean' ? value.value : undefined;
}

function typeName(facts: CodeFacts, value: Value | undefined): string {
  if (value?.kind === 'reference') return (value.path.at(-1) ?? '').toLowerCase();
  return (callOf(facts, value)?.callee.path.at(-1) ?? '').toLowerCase();
}

function alembicTable({ facts, path }: LiftedCode, call: Call): Table[] {
  const name = textOf(call.args[0]);
  if (name === undefined) return [];
  const parts = call.args.slice(1).flatMap((it) => callOf(facts, it) ?? []);
  const named = (kind: string): readonly Call[] => parts.filter((it) => it.callee.path.at(-1) === kind);
  const firstOf = (it: Call): string | undefined => {
    const [first] = it.args;
    return first?.kind === 'array' ? textOf(first.items[0]) : textOf(first);
  };
  const primary = named('PrimaryKeyConstraint').flatMap((it) => it.args.flatMap((one) => textOf(one) ?? []));
  const unique = named('UniqueConstraint').flatMap((it) => firstOf(it) ?? []);
  const foreign = named('ForeignKeyConstraint').map((it) => ({
    column: firstOf(it),
    saysOnDelete: it.keywords.some((one) => one.name === 'ondelete'),
  }));
  const columns = named('Column').flatMap((it) => columnIn(facts, it, primary, unique, foreign) ?? []);
  return [{ name, path, span: call.span, columns }];
}

/** `sa.Column("id", sa.Uuid(), nullable=False)`, with what the constraints of its table say of it. */
function columnIn(
  facts: CodeFacts,
  it: Call,
  primary: readonly string[],
  unique: readonly string[],
  foreign: readonly { readonly column: string | undefined; readonly saysOnDelete: boolean }[],
): Column | undefined {
  const name = textOf(it.args[0]);
  if (name === undefined) return undefined;
  const key = it.args.map((one) => callOf(facts, one)).find((one) => one?.callee.path.at(-1) === 'ForeignKey');
  const isPrimary = flag(it, 'primary_key') === true || primary.includes(name);
  const reference = key
    ? { saysOnDelete: key.keywords.some((one) => one.name === 'ondelete') }
    : foreign.find((one) => one.column === name);
  return {
    name,
    type: typeName(facts, it.args[1]),
    isPrimary,
    mayBeNull: flag(it, 'nullable') !== false && !isPrimary,
    isIndexed: isPrimary || flag(it, 'unique') === true || flag(it, 'index') === true || unique.includes(name),
    ...(reference && { reference: { saysOnDelete: reference.saysOnDelete } }),
  };
}

function alembicColumn({ facts }: LiftedCode, call: Call): { table: string; column: Column }[] {
  const table = textOf(call.args[0]);
  const given = callOf(facts, call.args[1]);
  const column = given && columnIn(facts, given, [], [], []);
  return table === undefined || !column ? [] : [{ table, column }];
}

/** `op.create_foreign_key(name, table, other, [columns], [others], ondelete=…)` */
function alembicReference(call: Call): Declared['references'][number][] {
  const table = textOf(call.args[1]);
  const column = call.args[3]?.kind === 'array' ? textOf(call.args[3].items[0]) : undefined;
  return table === undefined || column === undefined
    ? []
    : [{ table, column, saysOnDelete: call.keywords.some((it) => it.name === 'ondelete') }];
}

/** `op.create_index(name, table, [columns])`; columns that a loop goes over are those that stand in its line. */
function alembicIndex(call: Call): { table: string; column: string }[] {
  const table = textOf(call.args[1]);
  const columns = call.args[2];
  if (table === undefined || columns?.kind !== 'array') return [];
  const first = columns.items[0];
  const column = textOf(first);
  return column === undefined ? [{ table, column: first?.kind === 'reference' ? '*' : '' }] : [{ table, column }];
}

function djangoTable({ facts, path }: LiftedCode, call: Call): Table[] {
  const name = textOf(call.keywords.find((it) => it.name === 'name')?.value ?? call.args[0]);
  const fields = call.keywords.find((it) => it.name === 'fields')?.value;
  if (name === undefined || fields?.kind !== 'array') return [];
  const columns = fields.items.flatMap((item): Column[] => {
    const column = item.kind === 'array' ? textOf(item.items[0]) : undefined;
    const field = item.kind === 'array' ? callOf(facts, item.items[1]) : undefined;
    if (column === undefined || !field) return [];
    const type = (field.callee.path.at(-1) ?? '').toLowerCase();
    const isReference = /^(foreignkey|onetoonefield)$/.test(type);
    const isPrimary = flag(field, 'primary_key') === true;
    return [
      {
        name: column,
        type: /autofield$/.test(type) ? `${type} auto_increment` : type,
        isPrimary,
        mayBeNull: flag(field, 'null') === true,
        isIndexed: isPrimary || isReference || flag(field, 'unique') === true || flag(field, 'db_index') === true,
        ...(isReference && {
          reference: { saysOnDelete: field.keywords.some((it) => it.name === 'on_delete') || field.args.length > 1 },
        }),
      },
    ];
  });
  return [{ name: name.toLowerCase(), path, span: call.span, columns }];
}

/** `createTable('orders').addColumn('id', 'uuid', (it) => it.primaryKey())…` */
function builtTable({ facts, path }: LiftedCode, call: Call, id: number): Table | undefined {
  const name = textOf(call.args[0]);
  if (name === undefined) return undefined;
  const columns: Column[] = [];
  const foreign: { column: string | undefined; saysOnDelete: boolean }[] = [];
  let last = id;
  for (let next = id + 1; next < facts.calls.length; next += 1) {
    const outer = facts.calls[next];
    if (!outer || outer.callee.receiver !== last) continue;
    last = next;
    const kind = outer.callee.path.at(-1);
    const [first, type, options] = outer.args;
    if (kind === 'addForeignKeyConstraint')
      foreign.push({ column: firstColumn(outer.args[1]), saysOnDelete: onDeleteIn(facts, outer.args.at(-1)) });
    if (kind !== 'addColumn') continue;
    const column = textOf(first);
    if (column === undefined) continue;
    const said =
      options?.kind === 'function'
        ? facts.calls.filter((it) => it.scope === options.scope).map((it) => it.callee.path.at(-1) ?? '')
        : [];
    const isPrimary = said.includes('primaryKey');
    columns.push({
      name: column,
      type: `${textOf(type) ?? ''}${said.some((it) => /autoIncrement|generatedAlwaysAsIdentity/.test(it)) || /serial/.test(textOf(type) ?? '') ? ' auto_increment' : ''}`,
      isPrimary,
      mayBeNull: !said.includes('notNull') && !isPrimary,
      isIndexed: isPrimary || said.includes('unique'),
      ...(said.includes('references') && { reference: { saysOnDelete: said.includes('onDelete') } }),
    });
  }
  return {
    name,
    path,
    span: call.span,
    columns: columns.map((it): Column => {
      const found = foreign.find((one) => one.column === it.name);
      return found ? { ...it, reference: { saysOnDelete: found.saysOnDelete } } : it;
    }),
  };
}

function firstColumn(value: Value | undefined): string | undefined {
  return value?.kind === 'array' ? textOf(value.items[0]) : textOf(value);
}

function onDeleteIn(facts: CodeFacts, value: Value | undefined): boolean {
  return value?.kind === 'function' && facts.calls.some((it) => it.scope === value.scope && it.callee.path.at(-1) === 'onDelete');
}

/** `createIndex('…').on('orders').columns(['customer_id'])` */
function builtIndex(facts: CodeFacts, id: number): { table: string; column: string }[] {
  let table: string | undefined;
  let column: string | undefined;
  let last = id;
  for (let next = id + 1; next < facts.calls.length && next < id + 12; next += 1) {
    const outer = facts.calls[next];
    if (!outer || outer.callee.receiver !== last) continue;
    last = next;
    const kind = outer.callee.path.at(-1);
    if (kind === 'on') table = textOf(outer.args[0]);
    if (kind === 'column' || kind === 'columns') column = firstColumn(outer.args[0]);
  }
  return table === undefined || column === undefined ? [] : [{ table, column }];
}

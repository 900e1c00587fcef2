import { folderOf, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isBackward } from './table-changes.ts';

/** How a migration in code makes a column. */
export interface BuilderColumn {
  /** Knex: the method of the table's builder. Sequelize: the name of the type, with what it is given. TypeORM: ''. */
  readonly type: string;
  /** What comes with it, as it is written: further arguments of Knex's method, entries of TypeORM's object. */
  readonly more: readonly string[];
}

/** Where a migration tool says what a column is; 'more' where it is more than a type, such as a key. */
type Find = (file: LiftedCode, text: string, table: string, column: string) => readonly (BuilderColumn | 'more')[];

/** Undefined where none of the migrations beside a file makes the column, or several in different ways. */
export function builderColumn(
  workspace: Workspace,
  path: Path,
  find: Find,
  table: string,
  column: string,
): BuilderColumn | undefined {
  const found = [...workspace.files.values()].flatMap((file) => {
    const text = folderOf(file.path) === folderOf(path) && isCode(file) ? workspace.textOf(file.path) : undefined;
    return isCode(file) && text !== undefined ? find(file, text, table, column) : [];
  });
  const [first] = found;
  return first !== 'more' && found.every((it) => JSON.stringify(it) === JSON.stringify(first)) ? first : undefined;
}

/** `table.string('name', 120)` in the callback of `createTable('customers', …)`. */
export const knexColumn: Find = ({ facts }, text, table, column) =>
  forward(facts).flatMap((call): (BuilderColumn | 'more')[] => {
    const around = enclosingFunction(facts, call.scope)?.fn;
    const holder = around?.argumentOf && facts.calls[around.argumentOf.call];
    const method = call.callee.path[1] ?? '';
    if (!holder || call.callee.path.length !== 2 || call.callee.path[0] !== around.parameters[0]?.name) return [];
    if (!/^(?:createTable(?:IfNotExists)?|alterTable|table)$/.test(holder.callee.path.at(-1) ?? '')) return [];
    const [name, ...others] = call.args;
    if (!isWord(holder.args[0], table) || !isWord(name, column) || /^(?:drop|rename|index|unique|setNullable)/.test(method))
      return [];
    const isPlain = KNEX_TYPES.test(method) && others.every((it) => it.kind === 'literal') && !call.isOpen;
    const chained = chainOf(facts, call);
    return isPlain && chained.every((it) => /^(?:notNullable|nullable|defaultTo|comment)$/.test(it))
      ? [{ type: method, more: others.map((it) => text.slice(it.span.start, it.span.end)) }]
      : ['more'];
  });

const KNEX_TYPES =
  /^(?:string|text|integer|tinyint|smallint|mediumint|bigint|bigInteger|boolean|date|datetime|dateTime|time|timestamp|decimal|float|double|binary|json|jsonb|uuid)$/;

/** `createTable('customers', { name: Sequelize.STRING })`, `addColumn('customers', 'name', { type: Sequelize.STRING })`. */
export const sequelizeColumn: Find = ({ facts }, text, table, column) =>
  forward(facts).flatMap((call): (BuilderColumn | 'more')[] => {
    const [name, second, third] = call.args;
    const method = call.callee.path.at(-1) ?? '';
    if (!isWord(name, table)) return [];
    if (method === 'changeColumn') return isWord(second, column) ? ['more'] : [];
    const made = second?.kind === 'object' ? second.entries.find((it) => it.key === column)?.value : undefined;
    const value = method === 'createTable' ? made : method === 'addColumn' && isWord(second, column) ? third : undefined;
    if (!value) return [];
    const entries = value.kind === 'object' ? value.entries : [];
    const given = value.kind === 'object' ? entries.find((it) => it.key === 'type')?.value : value;
    const type = given && /^\w+\.([A-Z]\w*(?:\([\d, ]*\))?)$/.exec(text.slice(given.span.start, given.span.end))?.[1];
    const isPlain =
      entries.every((it) => /^(?:type|allowNull|defaultValue|comment)$/.test(it.key)) &&
      !(value.kind === 'object' && value.isOpen);
    return [type !== undefined && isPlain && !/^(?:ENUM|VIRTUAL)/.test(type) ? { type, more: [] } : 'more'];
  });

/** `new Table({ name: 'customers', columns: [{ name: 'name', … }] })`, `addColumn('customers', new TableColumn({ name: 'name', … }))`. */
export const typeormColumn: Find = ({ facts }, text, table, column) =>
  forward(facts).flatMap((call): (BuilderColumn | 'more')[] => {
    const method = call.callee.path.at(-1);
    const [first, second] = call.args;
    if (/^changeColumns?$/.test(method ?? '') && isWord(first, table)) return ['more'];
    const isTable = method === 'Table' && first?.kind === 'object' && isWord(entry(first, 'name'), table);
    const columns = isTable ? entry(first, 'columns') : method === 'addColumn' && isWord(first, table) ? second : undefined;
    return (columns?.kind === 'array' ? columns.items : [columns]).flatMap((it) => {
      const value = it?.kind === 'call' ? facts.calls[it.call]?.args[0] : it;
      if (value?.kind !== 'object' || !isWord(entry(value, 'name'), column)) return [];
      const isPlain =
        !value.isOpen &&
        value.entries.every((one) => /^(?:name|type|length|precision|scale|isNullable|default|comment)$/.test(one.key));
      const more = value.entries.filter((one) => /^(?:type|length|precision|scale)$/.test(one.key));
      return [
        isPlain && more.length > 0 ? { type: '', more: more.map((one) => text.slice(one.span.start, one.span.end)) } : 'more',
      ];
    });
  });

function forward(facts: CodeFacts): readonly Call[] {
  return facts.calls.filter((it) => !isBackward(facts, it.scope));
}

/** The methods that are called on the result of a call, one after the other. */
function chainOf(facts: CodeFacts, call: Call): readonly string[] {
  const next = facts.calls.find((it) => it.callee.receiver !== undefined && facts.calls[it.callee.receiver] === call);
  return next ? [...next.callee.path, ...chainOf(facts, next)] : [];
}

function entry(object: ObjectValue, key: string): Value | undefined {
  return object.entries.find((it) => it.key === key)?.value;
}

function isWord(value: Value | undefined, word: string): boolean {
  return value?.kind === 'literal' && value.value === word;
}

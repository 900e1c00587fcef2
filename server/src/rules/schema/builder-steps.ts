import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { quoted } from '#fixes/text-style.ts';
import { enclosingFunction } from '#link/names.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import { isPostgres } from '#workspace/dialect.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { builderColumn, knexColumn, sequelizeColumn, typeormColumn } from './builder-column.ts';

/** A rename by a migration tool's `renameColumn`, and what takes its place. */
export interface ExpandSteps {
  /** The call that others can follow: the one that is given the callback which renames, else the rename itself. */
  readonly outer: Call;
  /** The call that adds the column. */
  readonly added: string;
  /** The call that gives it its values. */
  readonly filled: string;
  /** The method that takes the column away again. */
  readonly drop: string;
  readonly imports: readonly NeededImport[];
}

type Steps = (workspace: Workspace, file: LiftedCode, call: Call, text: string) => ExpandSteps | undefined;

/** How the tool whose call it is adds a column and fills it; undefined where that is not certain. */
export function expandSteps(workspace: Workspace, file: LiftedCode, call: Call): ExpandSteps | undefined {
  const text = workspace.textOf(file.path);
  const { path, receiver } = call.callee;
  if (text === undefined || receiver !== undefined || path.length !== 2 || call.isOpen) return undefined;
  const [, second, third] = call.args;
  const isOfTable = second !== undefined && third === undefined;
  if (isOfTable) return knexSteps(workspace, file, call, text);
  return handedTo(file, call)?.parameters[0]?.type?.path.at(-1) === 'QueryRunner'
    ? typeormSteps(workspace, file, call, text)
    : sequelizeSteps(workspace, file, call, text);
}

/** `knex.schema.alterTable('customers', (table) => { table.renameColumn('name', 'full_name'); })` */
const knexSteps: Steps = (workspace, file, call, text) => {
  const around = enclosingFunction(file.facts, call.scope)?.fn;
  const outer = around?.argumentOf && file.facts.calls[around.argumentOf.call];
  const [root, schema, method] = outer?.callee.path ?? [];
  const [table, , ...others] = outer?.args ?? [];
  const [from, to] = wordsOf(call);
  if (!outer || schema !== 'schema' || !/^(?:alterTable|table)$/.test(method ?? '') || others.length > 0) return undefined;
  if (call.callee.path[0] !== around.parameters[0]?.name || call.use === 'receiver' || from === undefined || to === undefined)
    return undefined;
  const name = table?.kind === 'literal' && typeof table.value === 'string' ? table.value : undefined;
  const made = name === undefined ? undefined : builderColumn(workspace, file.path, knexColumn, name, from);
  if (!made || !table) return undefined;
  const word = wordIn(workspace, file);
  return {
    outer,
    added: `${call.callee.path[0]}.${made.type}(${[word(to), ...made.more].join(', ')})`,
    filled: `${root}(${text.slice(table.span.start, table.span.end)}).update({ ${key(to, word)}: ${root}.ref(${word(from)}) })`,
    drop: 'dropColumn',
    imports: [],
  };
};

/** `queryInterface.renameColumn('customers', 'name', 'full_name')`, whose function is handed the types as well. */
const sequelizeSteps: Steps = (workspace, file, call, text) => {
  const [table, from, to] = wordsOf(call);
  const [runner = ''] = call.callee.path;
  const [, types] = handedTo(file, call)?.parameters ?? [];
  const [, , , options, ...others] = call.args;
  if (table === undefined || from === undefined || to === undefined || !types?.name || others.length > 0) return undefined;
  const made = builderColumn(workspace, file.path, sequelizeColumn, table, from);
  if (!made) return undefined;
  const word = wordIn(workspace, file);
  // Only the CLI is certain to hand over more than the types.
  const columns = types.name === 'Sequelize' ? types.name : `${runner}.sequelize`;
  const given = options ? `, ${text.slice(options.span.start, options.span.end)}` : '';
  return {
    outer: call,
    added: `${runner}.addColumn(${word(table)}, ${word(to)}, ${types.name}.${made.type}${given})`,
    filled: `${runner}.bulkUpdate(${word(table)}, { ${key(to, word)}: ${columns}.col(${word(from)}) }, {}${given})`,
    drop: 'removeColumn',
    imports: [],
  };
};

/** `queryRunner.renameColumn('customers', 'name', 'full_name')` */
const typeormSteps: Steps = (workspace, file, call) => {
  const [table, from, to] = wordsOf(call);
  const [runner = ''] = call.callee.path;
  const sign = quoteOfNames(workspace, file);
  if (table === undefined || from === undefined || to === undefined || call.args.length > 3 || sign === undefined)
    return undefined;
  const made = builderColumn(workspace, file.path, typeormColumn, table, from);
  if (!made) return undefined;
  const word = wordIn(workspace, file);
  const [column, old] = [to, from].map((it) => sign + it + sign);
  const holder = table
    .split('.')
    .map((it) => sign + it + sign)
    .join('.');
  return {
    outer: call,
    added: `${runner}.addColumn(${word(table)}, new TableColumn({ name: ${word(to)}, ${made.more.join(', ')}, isNullable: true }))`,
    filled: `${runner}.query(${word(`UPDATE ${holder} SET ${column} = ${old}`)})`,
    drop: 'dropColumn',
    imports: [{ module: 'typeorm', names: ['TableColumn'] }],
  };
};

/** The function around that is handed what a call is made on. */
function handedTo({ facts }: LiftedCode, call: Call): FunctionDetails | undefined {
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const fn = facts.scopes[at]?.fn;
    if (fn?.parameters[0]?.name === call.callee.path[0]) return fn;
  }
  return undefined;
}

/** What sets the names of a database off in SQL; undefined where it is not certain which database it is. */
function quoteOfNames(workspace: Workspace, { path }: LiftedCode): string | undefined {
  if (isPostgres(workspace, path)) return '"';
  const drivers = [...workspace.unitOf(path).dependencies].filter((it) =>
    /^(?:pg|mysql2?|sqlite3|better-sqlite3|mssql|oracledb)$/.test(it),
  );
  const [only, other] = drivers;
  if (only === undefined || other !== undefined) return undefined;
  return only.startsWith('mysql') ? '`' : only.endsWith('sqlite3') ? '"' : undefined;
}

/** The names that it is given, as long as they are written. */
function wordsOf({ args }: Call): readonly string[] {
  return args.flatMap((it) => (it.kind === 'literal' && typeof it.value === 'string' ? [it.value] : []));
}

function wordIn(workspace: Workspace, { path }: LiftedCode): (word: string) => string {
  const style = styleIn(workspace, path);
  return (word) => quoted(word, style);
}

function key(name: string, word: (name: string) => string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : word(name);
}

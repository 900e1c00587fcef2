import type { CallId, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { SchemaChange, SchemaChangeAction } from '../kinds/data.ts';

/** A change of the schema by a library whose calls are known. */
export function liftSchemaChange(site: CallSite, model: Extract<CallModel, { is: 'schema-change' }>): Concept[] {
  if (model.requires !== undefined && keyword(site.call, model.requires) === undefined) return [];
  const read = (place: number | string | undefined): string | undefined =>
    textOf(columnOf(site.facts, valueAt(site.facts, site.id, place)));
  return [change(site.facts, site.id, site.framework, model.change, read(model.table), read(model.column), read(model.to))];
}

/**
 * Changes by the builders that migration tools hand to a function called `up`: they come as a parameter without a type,
 * and their methods have names of their own.
 */
export function liftBuilderChanges(facts: CodeFacts): Concept[] {
  if (facts.language === 'go' || !/(^|\/)[\w-]*migrations?\//i.test(facts.path)) return [];
  return facts.calls.flatMap((call, id) => {
    const name = call.callee.path.at(-1) ?? '';
    const found = BUILDERS[name];
    if (!found) return [];
    const read = (place: number | string | undefined): string | undefined => textOf(valueAt(facts, id, place));
    // The methods of a table's builder name the column first; those of a whole schema the table.
    const isOfTable = found.column !== undefined && found.table === undefined;
    const isChained = /^alterTable$/.test(calleeName(facts, call.callee.receiver));
    const isCallback = enclosingFunction(facts, call.scope)?.fn.argumentOf !== undefined;
    const names = call.args.filter((it) => textOf(it) !== undefined).length;
    const isWhole = !isChained && (!isCallback || names > found.names);
    const table = isOfTable && !isWhole ? read(isChained ? 'receiver' : 'callback') : read(0);
    const at = isOfTable && isWhole ? 1 : 0;
    const column = isOfTable ? read((found.column ?? 0) + at) : undefined;
    const to = found.to === undefined ? undefined : read(found.to + (isOfTable ? at : 0));
    return [change(facts, id, 'language', found.change, table, column, to)];
  });
}

function calleeName(facts: CodeFacts, id: CallId | undefined): string {
  return id === undefined ? '' : (facts.calls[id]?.callee.path.at(-1) ?? '');
}

interface Builder {
  readonly change: SchemaChangeAction;
  /** Set for methods of a whole schema. */
  readonly table?: 0;
  readonly column?: 0;
  readonly to?: number;
  /** How many names the method takes where it belongs to a table. */
  readonly names: number;
}

const BUILDERS: Readonly<Record<string, Builder>> = {
  createTable: { change: 'create-table', table: 0, names: 1 },
  createTableIfNotExists: { change: 'create-table', table: 0, names: 1 },
  dropTable: { change: 'drop-table', table: 0, names: 1 },
  dropTableIfExists: { change: 'drop-table', table: 0, names: 1 },
  renameTable: { change: 'rename-table', table: 0, to: 1, names: 2 },
  addColumn: { change: 'add-column', column: 0, names: 1 },
  dropColumn: { change: 'drop-column', column: 0, names: 1 },
  dropColumns: { change: 'drop-column', column: 0, names: 9 },
  removeColumn: { change: 'drop-column', column: 0, names: 1 },
  renameColumn: { change: 'rename-column', column: 0, to: 1, names: 2 },
};

function change(
  facts: CodeFacts,
  id: CallId,
  framework: string,
  action: SchemaChangeAction,
  table: string | undefined,
  column: string | undefined,
  to: string | undefined,
): SchemaChange {
  const call = facts.calls[id];
  return {
    kind: 'schema-change',
    framework,
    scope: call?.scope ?? 0,
    span: call?.span ?? { start: 0, end: 0 },
    call: id,
    change: action,
    ...(table !== undefined && { table }),
    ...(column !== undefined && { column }),
    ...(to !== undefined && { to }),
  };
}

function valueAt(facts: CodeFacts, id: CallId, place: number | string | undefined): Value | undefined {
  const call = facts.calls[id];
  if (!call || place === undefined) return undefined;
  if (typeof place === 'number') return call.args[place];
  if (place === 'receiver') return receiverArgument(facts, id);
  if (place === 'callback') {
    const callback = enclosingFunction(facts, call.scope)?.fn.argumentOf;
    return callback === undefined ? undefined : facts.calls[callback.call]?.args[0];
  }
  const [name = '', index] = place.split('|');
  return keyword(call, name) ?? (index === undefined ? undefined : call.args[Number(index)]);
}

/** `sa.Column('total', …)` is the column of that name. */
function columnOf(facts: CodeFacts, value: Value | undefined): Value | undefined {
  return value?.kind === 'call' ? facts.calls[value.call]?.args[0] : value;
}

/** The first argument of the call that this one is chained to, or that gave the name it is called on. */
function receiverArgument(facts: CodeFacts, id: CallId): Value | undefined {
  const call = facts.calls[id];
  if (call?.callee.receiver !== undefined) return facts.calls[call.callee.receiver]?.args[0];
  const origin = facts.bindings.find((it) => it.name === call?.callee.path[0] && it.span.start < call.span.start)?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'call' ? facts.calls[origin.value.call]?.args[0] : undefined;
}

/** Names of tables and columns compare without case and schema. */
function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'object') {
    const name = value.entries.find((it) => it.key === 'tableName' || it.key === 'name' || it.key === 'table');
    return name && textOf(name.value);
  }
  return value?.kind === 'literal' && typeof value.value === 'string'
    ? value.value.toLowerCase().replace(/^.*\./, '')
    : undefined;
}

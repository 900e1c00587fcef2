import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { changeOf, type Fix } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { CONCURRENTLY, CONCURRENTLY_NOTE } from './index-offer.ts';

/** Sequelize: `addIndex` builds it concurrently where it is told so; empty where the migration opens a transaction. */
export function inSequelize(workspace: Workspace, { path }: LiftedCode, call: Call, text: string): readonly Fix[] {
  if (opensTransaction(text) || call.isOpen) return [];
  const last = call.args.at(-1);
  const style = styleIn(workspace, path);
  const entry = 'concurrently: true';
  const changes =
    last?.kind === 'object'
      ? addEntry(text, last, entry, style)
      : call.args.length === 2 && last?.kind === 'array'
        ? addArgument(text, call, `{ ${entry} }`, style)
        : undefined;
  return changes ? [{ ...CONCURRENTLY, edits: [changeOf(path, changes, CONCURRENTLY_NOTE)] }] : [];
}

/** Knex: its builder knows no such index, so a statement stands for it, and the migration says that it wants no transaction. */
export function inKnexBuilder(workspace: Workspace, code: LiftedCode, call: Call, text: string): readonly Fix[] {
  const { facts, path } = code;
  const style = styleIn(workspace, path);
  const builder = facts.scopes[call.scope];
  const alter = builder?.fn?.argumentOf && facts.calls[builder.fn.argumentOf.call];
  const statement = indexStatement(alter?.args[0], call);
  const [knex, ...rest] = alter?.callee.path ?? [];
  if (!alter || builder.body.statements > 1 || knex === undefined || rest[0] !== 'schema' || rest.length !== 2) return [];
  if (alter.callee.receiver !== undefined || alter.use === 'receiver' || statement === undefined) return [];
  const settings = withoutTransaction(code, alter.scope, text, style);
  const quote = style.quote === "'" ? "'" : '`';
  const raw = `${knex}.raw(${quote}${statement}${quote})`;
  return settings
    ? [{ ...CONCURRENTLY, edits: [changeOf(path, [{ span: alter.span, text: raw }, settings], CONCURRENTLY_NOTE)] }]
    : [];
}

/** Names as Knex gives them: table, columns and `index`, in lower case. */
function indexStatement(table: Value | undefined, { args, isOpen }: Call): string | undefined {
  const [given, named] = args;
  const columns = (given?.kind === 'array' && !given.isOpen ? given.items : given ? [given] : []).map(textOf);
  const on = textOf(table);
  if (isOpen || on === undefined || args.length > 2 || columns.length === 0 || columns.includes(undefined)) return undefined;
  const name = named === undefined ? [on, ...columns, 'index'].join('_').toLowerCase() : textOf(named);
  const names = [name, on, ...columns];
  if (!names.every((it) => it !== undefined && /^\w+$/.test(it))) return undefined;
  return `CREATE INDEX CONCURRENTLY "${name}" ON "${on}" (${columns.map((it) => `"${it}"`).join(', ')})`;
}

/** The statement `CREATE INDEX` in a text that Knex or Sequelize runs as it is; undefined where another tool does. */
export function inRawText(workspace: Workspace, code: LiftedCode, start: number, text: string): readonly Fix[] | undefined {
  const { facts, path } = code;
  const call = facts.calls.find((it) => it.args[0]?.span.start === start);
  const method = call?.callee.path.at(-1);
  const isSequelize = method === 'query' && call?.callee.path.at(-2) === 'sequelize';
  if (!call || (!isSequelize && method !== 'raw')) return undefined;
  const keyword = /^.\s*CREATE\s+(?:UNIQUE\s+)?INDEX\b/is.exec(text.slice(start));
  const argument = call.args[0];
  // Several statements of one text run in one transaction.
  if (!keyword || !argument || /;\s*\S{2}/.test(text.slice(argument.span.start, argument.span.end))) return [];
  const at = start + keyword[0].length;
  const changes: TextChange[] = [{ span: { start: at, end: at }, text: ' CONCURRENTLY' }];
  if (isSequelize)
    return opensTransaction(text) ? [] : [{ ...CONCURRENTLY, edits: [changeOf(path, changes, CONCURRENTLY_NOTE)] }];
  const settings = withoutTransaction(code, call.scope, text, styleIn(workspace, path));
  return settings ? [{ ...CONCURRENTLY, edits: [changeOf(path, [...changes, settings], CONCURRENTLY_NOTE)] }] : [];
}

/** `exports.config = { transaction: false }`; undefined where the migration does more, which a failure would leave half done. */
function withoutTransaction({ facts }: LiftedCode, scope: ScopeId, text: string, style: TextStyle): TextChange | undefined {
  const up = facts.scopes[scope];
  const isRequired = /^\s*exports\.up\s*=/m.test(text);
  const isExported = /^\s*export\s+(?:async\s+function|function|const)\s+up\b/m.test(text);
  if (up?.fn?.name !== 'up' || up.body.statements > 1 || /\bconfig\b/.test(text) || isRequired === isExported) return undefined;
  const line = `${isRequired ? 'exports.config' : 'export const config'} = { transaction: false }${style.semicolons ? ';' : ''}`;
  const end = text.trimEnd().length;
  return { span: { start: end, end }, text: style.lineEnd + style.lineEnd + line };
}

function opensTransaction(text: string): boolean {
  return /\btransaction\b/i.test(text);
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

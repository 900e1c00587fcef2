import type { ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { CallModel } from '../call-model.ts';
import type { CallSite } from '../call-site.ts';
import { literalText } from '../call-site.ts';
import type { Concept } from '../concept.ts';

const READ = /^\s*(?:with\b[\s\S]*?\)\s*)?(select|show|explain|values|pragma)\b/i;
const WRITE = /^\s*(?:with\b[\s\S]*?\)\s*)?(insert|update|delete|replace|merge|upsert|truncate)\b/i;
const PROBE = /^\s*select\s+(1|now\(\)|version\(\)|current_timestamp)\s*;?\s*$/i;

/** What a database call does; SQL text decides where the call itself does not. */
export function liftQuery(site: CallSite, model: Extract<CallModel, { is: 'query' }>): Concept[] {
  const argument = model.sql === undefined ? undefined : site.call.args[model.sql];
  const sql = sqlText(site, argument);
  const operation = operationOf(model.operation, sql);
  const subject = subjectOf(site, model.subject) ?? (sql === undefined ? undefined : tableOf(sql));
  const writes = site.catalog.writesOf(site.framework);
  return [
    {
      kind: 'query',
      framework: site.framework,
      scope: site.call.scope,
      span: site.call.span,
      call: site.id,
      operation,
      isLazy: model.isLazy === true,
      isProbe: model.isProbe === true || (sql !== undefined && PROBE.test(sql)),
      lands: model.isCommit === true ? 'is-commit' : writes === 'at-commit' ? 'at-commit' : 'at-once',
      isInTransaction: operation !== 'read' && site.catalog.isInTransaction(site.linker.callee(site.facts.path, site.id)),
      isDocument: writes === 'documents',
      ...(subject !== undefined && { subject }),
      ...(sql !== undefined && { sql }),
    },
  ];
}

/** What the SQL says counts: `INSERT … RETURNING` is read with `QueryRow` and writes. */
function operationOf(said: QueryModel['operation'], sql: string | undefined): QueryModel['operation'] {
  if (sql === undefined) return said;
  if (READ.test(sql)) return 'read';
  return WRITE.test(sql) ? 'write' : said;
}

function sqlText(site: CallSite, value: Value | undefined): string | undefined {
  if (value?.kind === 'template') return value.text;
  if (value?.kind === 'object') return sqlText(site, value.entries.find((it) => it.key === 'text' || it.key === 'sql')?.value);
  return localText(site, value) ?? literalText(site, value);
}

/** The text that a variable of the function was given last before the call. */
function localText({ facts, call }: CallSite, value: Value | undefined): string | undefined {
  const name = value?.kind === 'reference' && value.path.length === 1 ? value.path[0] : undefined;
  if (name === undefined) return undefined;
  for (let at: ScopeId | undefined = call.scope; at !== undefined && at !== 0; at = facts.scopes[at]?.parent) {
    const scope = at;
    const given = facts.bindings.filter((it) => it.name === name && it.scope === scope && it.span.start < call.span.start).at(-1);
    if (!given) continue;
    const text = given.origin.kind === 'value' ? given.origin.value : undefined;
    if (text?.kind === 'template') return text.text;
    return text?.kind === 'literal' && typeof text.value === 'string' ? text.value : undefined;
  }
  return undefined;
}

type QueryModel = Extract<CallModel, { is: 'query' }>;

function subjectOf(site: CallSite, place: QueryModel['subject']): string | undefined {
  const { meaning } = site;
  if (typeof place === 'number') return literalText(site, site.call.args[place]);
  if (place === 'value') return headArgument(site);
  if (place?.startsWith('entity:')) return entityOf(site, place.slice('entity:'.length));
  if (place !== undefined && 'chain' in meaning) {
    const members = meaning.chain.slice(meaning.chain.indexOf('*') + 1);
    return members[Number(place.slice('member:'.length))];
  }
  if (meaning.kind !== 'external') return undefined;
  return meaning.through?.name ?? meaning.typeArgs?.[0];
}

/** `users` of `db.insert(users).values(row)`. */
function headArgument({ facts, call }: CallSite): string | undefined {
  let head = call;
  for (let id = call.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver) head = facts.calls[id] ?? head;
  const [argument] = head.args;
  return argument?.kind === 'reference' ? argument.path.at(-1) : undefined;
}

/** The first table that a statement names. */
function tableOf(sql: string): string | undefined {
  return /\b(?:from|into|update|join)\s+["'`[]?(?:\w+["'`\]]?\.["'`[]?)?(\w+)/i.exec(sql)?.[1]?.toLowerCase();
}

/** The type of what is stored, as it is declared: `Model(&order)` with `var order Order` gives `Order`. */
function entityOf(site: CallSite, name: string): string | undefined {
  const { facts, call } = site;
  let argument = call.args[0];
  for (let id = call.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    const inner = facts.calls[id];
    if (inner?.callee.path.at(-1) === name) argument = inner.args[0];
  }
  if (argument?.kind === 'object') return argument.type?.at(-1);
  if (argument?.kind !== 'reference') return undefined;
  const [head = ''] = argument.path;
  if (argument.path.length > 1) return argument.path.at(-1);
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const scope = at;
    const parameter = facts.scopes[at]?.fn?.parameters.find((it) => it.name === head);
    const binding = facts.bindings.find((it) => it.scope === scope && it.name === head);
    if (!parameter && !binding) continue;
    const value = binding?.origin.kind === 'value' ? binding.origin.value : undefined;
    const type = parameter?.type ?? binding?.type;
    const written = type?.path.at(-1) ?? (value?.kind === 'object' ? value.type?.at(-1) : undefined);
    return (
      written ??
      type?.text
        .replace(/^[[\]*]+/, '')
        .split('.')
        .at(-1)
    );
  }
  return undefined;
}

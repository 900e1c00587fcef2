import type { Value } from '#facts/value.ts';
import type { CallSite } from './call-site.ts';
import { literalText } from './call-site.ts';
import type { Concept } from './concept.ts';
import type { CallModel } from './framework-model.ts';

const READ = /^\s*(?:with\b[\s\S]*?\)\s*)?(select|show|explain|values|pragma)\b/i;
const WRITE = /^\s*(?:with\b[\s\S]*?\)\s*)?(insert|update|delete|replace|merge|upsert|truncate)\b/i;
const PROBE = /^\s*select\s+(1|now\(\)|version\(\)|current_timestamp)\s*;?\s*$/i;

/** What a database call does; SQL text decides where the call itself does not. */
export function liftQuery(site: CallSite, model: Extract<CallModel, { is: 'query' }>): Concept[] {
  const argument = model.sql === undefined ? undefined : site.call.args[model.sql];
  const sql = sqlText(site, argument);
  const operation =
    model.operation === 'raw' && sql !== undefined
      ? READ.test(sql)
        ? 'read'
        : WRITE.test(sql)
          ? 'write'
          : 'raw'
      : model.operation;
  const subject = subjectOf(site, model.subject) ?? (sql === undefined ? undefined : tableOf(sql));
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
      ...(subject !== undefined && { subject }),
      ...(sql !== undefined && { sql }),
    },
  ];
}

function sqlText(site: CallSite, value: Value | undefined): string | undefined {
  if (value?.kind === 'template') return value.text;
  if (value?.kind === 'object') return sqlText(site, value.entries.find((it) => it.key === 'text' || it.key === 'sql')?.value);
  return literalText(site, value);
}

function subjectOf(site: CallSite, place: number | `member:${number}` | undefined): string | undefined {
  const { meaning } = site;
  if (typeof place === 'number') return literalText(site, site.call.args[place]);
  if (place !== undefined && 'chain' in meaning) {
    const members = meaning.chain.slice(meaning.chain.indexOf('*') + 1);
    return members[Number(place.slice('member:'.length))];
  }
  if (meaning.kind !== 'external') return undefined;
  return meaning.through?.name ?? meaning.typeArgs?.[0];
}

/** The first table that a statement names. */
function tableOf(sql: string): string | undefined {
  return /\b(?:from|into|update|join)\s+["'`[]?(?:\w+["'`\]]?\.["'`[]?)?(\w+)/i.exec(sql)?.[1]?.toLowerCase();
}

import { z } from 'zod';
import type { BuiltSql, BuiltSqlPart } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import { applicationCode, symbolAround } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { isHarmless } from './harmless-sql-part.ts';
import { comesFromRequest } from './request-value.ts';
import { positionOf, type SqlPosition } from './sql-position.ts';
import { passAsParameters } from './string-built-sql-fix.ts';

interface Data {
  readonly call: string;
  readonly part: string;
}

const Options = z
  .strictObject({
    identifiers: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('Report names of tables and columns, and sort orders, that come from a request'),
  })
  .prefault({});

const STATEMENT = /\b(?:select|insert|update|delete|replace|merge)\b/i;
/** What defines a schema or sets up a session takes no parameters. */
const DEFINITION =
  /^[\s(]*(?:create|alter|drop|vacuum|set|grant|revoke|pragma|explain|attach|truncate|use|comment|reindex|analyze|listen|notify|show|copy|lock|savepoint|release|rollback|call)\b/i;

export default defineRule<z.output<typeof Options>, Data>({
  id: 'db/string-built-sql',
  section: 4,
  tier: 1,
  severity: 'error',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'file',
  speaksOf: ['built-sql'],
  fix: 'suggest',
  options: Options,
  messages: {
    valueInSql: ({ call, part }) => `\`${call}\` runs SQL with \`${part}\` written into it instead of passed as a parameter`,
    nameInSql: ({ call, part }) => `\`${call}\` runs SQL in which \`${part}\` of the request names a table, a column or an order`,
  },
  *check({ workspace, file, options }) {
    const code = applicationCode(workspace, file);
    if (!code) return;
    const seen = new Set<CallId>();
    for (const sql of conceptsOf(code, 'built-sql')) {
      if (sql.call === undefined || seen.has(sql.call) || isTestHelper(code, sql.scope)) continue;
      if (!sql.isFragment && (!STATEMENT.test(sql.text) || DEFINITION.test(sql.text))) continue;
      seen.add(sql.call);
      const text = workspace.textOf(code.path) ?? '';
      const open = sql.parts.map((part, index) => ({ part, position: positionOf(sql.text, index) }));
      const value = open.find((it) => isValue(code, it) && !isHarmless(workspace, code, text, it.part));
      if (value) {
        yield {
          ...detection(code, sql, 'valueInSql', written(text, value.part.value)),
          offers: passAsParameters(workspace, code, sql).map(({ id, kind, title }) => ({ id, kind, title })),
        };
        continue;
      }
      if (options.identifiers === 'off') continue;
      const name = open.find(
        (it) =>
          it.position === 'name' &&
          !isHarmless(workspace, code, text, it.part) &&
          comesFromRequest(code, it.part.scope, it.part.value),
      );
      if (name) yield { ...detection(code, sql, 'nameInSql', written(text, name.part.value)), severity: options.identifiers };
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    if (!code || at.kind !== 'span' || messageId !== 'valueInSql') return [];
    const sql = conceptsOf(code, 'built-sql').find(
      (it) => it.call !== undefined && code.facts.calls[it.call]?.nameSpan.start === at.span.start,
    );
    return sql ? passAsParameters(workspace, code, sql) : [];
  },
});

/** A number of rows is a number unless the client writes it, and what calls itself SQL is a piece of SQL. */
function isValue(code: LiftedCode, { part, position }: { readonly part: BuiltSqlPart; readonly position: SqlPosition }): boolean {
  switch (position) {
    case 'value':
      return true;
    case 'count':
      return comesFromRequest(code, part.scope, part.value);
    case 'bare-value':
      return !PIECE.test(nameOf(code, part.value));
    default:
      return false;
  }
}

const PIECE = /(?:sql|query|clause|conditions?|expr(?:ession)?|fragment|where|filters?|stmt)$|^sql[A-Z_]|(?:^|_)now$/i;

function nameOf({ facts }: LiftedCode, value: Value): string {
  if (value.kind === 'reference') return value.path.at(-1) ?? '';
  return value.kind === 'call' ? (facts.calls[value.call]?.callee.path.at(-1) ?? '') : '';
}

/** A Go function that is given the test helps tests, wherever it stands. */
function isTestHelper({ facts }: LiftedCode, scope: ScopeId): boolean {
  const fn = facts.language === 'go' ? enclosingFunction(facts, scope)?.fn : undefined;
  return fn?.parameters.some((it) => it.type?.path[0] === 'testing') === true;
}

function detection(code: LiftedCode, sql: BuiltSql, messageId: string, part: string): Detection<Data> {
  const call = sql.call === undefined ? undefined : code.facts.calls[sql.call];
  return {
    messageId,
    data: { call: call?.callee.path.join('.') ?? 'query', part },
    path: code.path,
    at: { kind: 'span', span: call ? { start: call.nameSpan.start, end: call.span.end } : sql.span },
    symbol: symbolAround(code, sql.scope),
  };
}

function written(text: string, value: Value): string {
  const all = text.slice(value.span.start, value.span.end).replace(/\s+/g, ' ');
  return all.length > 40 ? `${all.slice(0, 39)}…` : all;
}

import { styleIn } from '#fixes/file-style.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { goPlaceholder } from '../db/go-placeholder.ts';
import { MOST_ROWS, USUAL_ROWS } from './page-limit-fix.ts';
import type { Paged, RowsQuery } from './paged-rows.ts';

/** What gives a parameter of the query as text, by the type of what a handler is given; %s stands for its name. */
const READS: Readonly<Record<string, string>> = {
  '*gin.Context': '%s.Query',
  'echo.Context': '%s.QueryParam',
  '*fiber.Ctx': '%s.Query',
  '*http.Request': '%s.URL.Query().Get',
};

/** Reads `limit` and `offset` above the query, and hands them to it; undefined for other frameworks and for queries of another form. */
export function pageGoRows(query: RowsQuery, framework: string): Paged | undefined {
  const { workspace, code, handler, call, text } = query;
  const [read] = (code.facts.scopes[handler]?.fn?.parameters ?? []).flatMap(
    ({ name, type }) => READS[type?.text ?? '']?.replace('%s', name) ?? [],
  );
  const limited = framework === 'gorm' ? inGorm(query) : inSql(query, framework);
  if (read === undefined || !limited) return undefined;
  const lines = [
    `limit, offset := ${USUAL_ROWS}, 0`,
    `if asked, err := strconv.Atoi(${read}("limit")); err == nil && asked > 0 {`,
    '\tlimit = asked',
    '}',
    `if limit > ${MOST_ROWS} {`,
    `\tlimit = ${MOST_ROWS}`,
    '}',
    `if asked, err := strconv.Atoi(${read}("offset")); err == nil && asked > 0 {`,
    '\toffset = asked',
    '}',
  ];
  const lineStart = text.lastIndexOf('\n', call.statement.start) + 1;
  const from = lineStart + indentAt(text, call.statement.start).length;
  const before = beforeStatement(text, { start: from, end: call.statement.end }, lines.join('\n'), styleIn(workspace, code.path));
  return before && { changes: [before, ...limited], packages: [{ module: 'strconv' }] };
}

function inGorm({ call, text }: RowsQuery): TextChange[] | undefined {
  const dot = call.nameSpan.start - 1;
  if (call.callee.path.at(-1) !== 'Find' || text.charAt(dot) !== '.') return undefined;
  return [{ span: { start: dot, end: dot }, text: '.Limit(limit).Offset(offset)' }];
}

/** Which argument of a method is the statement; in pgx the context comes first. */
const STATEMENTS: Readonly<Record<string, number>> = {
  Query: 0,
  Queryx: 0,
  QueryContext: 1,
  QueryxContext: 1,
  Select: 1,
  SelectContext: 2,
};

/** A statement that stands at the call, takes no parameters yet and has an order, or names the key that gives one. */
function inSql({ workspace, code, call, text }: RowsQuery, framework: string): TextChange[] | undefined {
  const placeholder = goPlaceholder(workspace, code.path, framework);
  const index = framework === 'pgx' ? 1 : (STATEMENTS[call.callee.path.at(-1) ?? ''] ?? -1);
  const statement = call.args[index];
  if (!placeholder || call.isOpen || call.args.length !== index + 1) return undefined;
  if (statement?.kind !== 'literal' || typeof statement.value !== 'string') return undefined;
  const columns = /^\s*select\s+([\s\S]*?)\sfrom\s/i.exec(statement.value)?.[1] ?? '';
  const hasKey = columns.split(',').some((it) => it.trim() === 'id');
  const isOrdered = /\border\s+by\b/i.test(statement.value);
  const source = text.slice(statement.span.start, statement.span.end);
  const end = /(\s*);?(\s*)(["`])$/.exec(source);
  if (!end || (!isOrdered && !hasKey) || source.split('"').length > 3) return undefined;
  const at = statement.span.start + end.index;
  const last = source.slice(0, end.index);
  const lead = last.includes('\n') ? `${text.includes('\r\n') ? '\r\n' : '\n'}${indentAt(text, at)}` : ' ';
  const order = isOrdered ? '' : `${lead}ORDER BY id`;
  return [
    {
      span: { start: at, end: statement.span.end },
      text: `${order}${lead}LIMIT ${placeholder(1, 'limit')} OFFSET ${placeholder(2, 'offset')}${end[1]}${end[2]}${end[3]}, limit, offset`,
    },
  ];
}

import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { addArgument, addEntry } from '#fixes/last-element.ts';
import { beforeStatement, indentAt } from '#fixes/statements.ts';
import type { TextStyle } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import { MOST_ROWS, USUAL_ROWS } from './page-limit-fix.ts';
import type { Paged, RowsQuery } from './paged-rows.ts';

/** Reads `limit` and `offset` above the query, and hands them to it; undefined for handlers without a request and for queries of another form. */
export function pageScriptRows(query: RowsQuery, framework: string): Paged | undefined {
  const { workspace, code, handler, call, text } = query;
  const style = styleIn(workspace, code.path);
  const request = requestOf(code, handler);
  const limited = request && limitedQuery(query, framework, style);
  const typing = limited && typingOf(code, handler);
  if (!limited || typing === 'closed' || (typing === 'unknown' && !isFree(code.facts, handler, 'query'))) return undefined;
  const read = typing === 'unknown' ? 'query' : `${request}.query`;
  const lines = [
    ...(typing === 'unknown' ? [`const query = ${request}.query as { limit?: string; offset?: string };`] : []),
    `const limit = Math.min(Number(${read}.limit) || ${USUAL_ROWS}, ${MOST_ROWS});`,
    `const offset = Math.max(Number(${read}.offset) || 0, 0);`,
  ];
  const before = beforeStatement(text, call.statement, lines.join('\n'), style);
  return before && { changes: [before, ...limited] };
}

/** Fastify's types know nothing of a query that no one has declared. */
function typingOf(code: LiftedCode, handler: ScopeId): 'open' | 'unknown' | 'closed' {
  const { facts } = code;
  if (facts.language !== 'typescript') return 'open';
  const route = conceptsOf(code, 'route').find((it) => it.handler === handler && it.framework === 'fastify');
  const type = facts.scopes[handler]?.fn?.parameters[0]?.type;
  if (!route && type?.path.at(-1) !== 'FastifyRequest') return 'open';
  const generics = route?.call === undefined ? [] : (facts.calls[route.call]?.typeArgs ?? []);
  return /Querystring/.test([type, ...generics].map((it) => it?.text ?? '').join(' ')) ? 'closed' : 'unknown';
}

/** Entries of the options, by library and method. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'prisma findMany': ['skip: offset', 'take: limit'],
  'sequelize findAll': ['offset', 'limit'],
  'typeorm find': ['skip: offset', 'take: limit'],
  'drizzle findMany': ['limit', 'offset'],
};

/** Builders take them as steps at the end of their chain. */
const STEPS: Readonly<Record<string, string>> = {
  mongoose: '.skip(offset).limit(limit)',
  drizzle: '.limit(limit).offset(offset)',
  knex: '.limit(limit).offset(offset)',
};

function limitedQuery({ code, call, id, text }: RowsQuery, framework: string, style: TextStyle): TextChange[] | undefined {
  const method = call.callee.path.at(-1) ?? '';
  const options = OPTIONS[`${framework} ${method}`];
  if (options) return inOptions(text, call, options, style);
  const steps = STEPS[framework];
  if (steps === undefined) return undefined;
  if (framework === 'mongoose') {
    const isAll =
      call.args.length === 0 || (call.args.length === 1 && call.args[0]?.kind === 'object' && call.args[0].entries.length === 0);
    return method === 'find' && isAll ? [{ span: { start: call.span.end, end: call.span.end }, text: steps }] : undefined;
  }
  const last = lastOf(code.facts, id) ?? call;
  // A chain over lines gets a line for each step.
  const lead = text.slice(text.lastIndexOf('\n', last.nameSpan.start) + 1, last.nameSpan.start);
  const gap = /^[ \t]*\.$/.test(lead) ? style.lineEnd + indentAt(text, last.nameSpan.start) : '';
  return [{ span: { start: last.span.end, end: last.span.end }, text: steps.replaceAll(/\.(?=\w+\()/g, `${gap}.`) }];
}

/** The options are the only argument; behind the entity where an entity manager of TypeORM is asked. */
function inOptions(text: string, call: Call, entries: readonly string[], style: TextStyle): TextChange[] | undefined {
  const [first] = call.args;
  const hasEntity = first?.kind === 'reference' && /^[A-Z]/.test(first.path.at(-1) ?? '');
  const index = hasEntity ? 1 : 0;
  const options = call.args[index];
  if (call.args.length > index + 1) return undefined;
  if (!options) return addArgument(text, call, `{ ${entries.join(', ')} }`, style);
  return options.kind === 'object' && !options.isOpen ? addEntry(text, options, entries, style) : undefined;
}

/** The last step of the chain that a call begins or goes on. */
function lastOf({ calls }: CodeFacts, id: number): Call | undefined {
  let last = id;
  for (let next = id + 1; next < calls.length && next < id + 12; next += 1)
    if (calls[next]?.callee.receiver === last) last = next;
  return calls[last];
}

/** The request of a handler of Express; `ctx` of Koa has the query too. */
function requestOf({ facts }: LiftedCode, handler: ScopeId): string | undefined {
  const [first] = facts.scopes[handler]?.fn?.parameters ?? [];
  return first && /^(?:req|request|_req|ctx)$/.test(first.name) ? (first.name === '_req' ? undefined : first.name) : undefined;
}

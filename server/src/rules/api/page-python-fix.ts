import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isFree } from '#fixes/free-name.ts';
import { beforeStatement } from '#fixes/statements.ts';
import { quoted } from '#fixes/text-style.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { MOST_ROWS, USUAL_ROWS } from './page-limit-fix.ts';
import { isOrdered } from './row-order.ts';

interface Paged {
  readonly changes: readonly TextChange[];
  readonly packages?: readonly NeededImport[];
  readonly by: 'page' | 'page and per_page';
}

/** `Order.objects.all()` of a view of Django as one page of it, by the parameter `page`. The answer keeps its form. */
export function pageDjangoRows(workspace: Workspace, code: LiftedCode, handler: ScopeId, id: CallId): Paged | undefined {
  const { facts } = code;
  const text = workspace.textOf(code.path) ?? '';
  const fn = facts.scopes[handler]?.fn;
  const last = outermost(code, id);
  const chain = chainOf(code, last);
  const whole = facts.calls[last];
  const request = fn?.parameters.find((it) => it.name === 'request');
  if (!fn || !whole || !request || fn.isAsync || !chain.every((it) => KEPT.test(it.callee.path.at(-1) ?? ''))) return undefined;
  const order = isOrdered(workspace, code, chain);
  const use = useOf(code, text, handler, whole);
  if (order === undefined || !use || !isFree(facts, 0, 'Paginator')) return undefined;
  const style = styleIn(workspace, code.path);
  const isRest = fn.decorators.some((it) => it.path.at(-1) === 'api_view');
  const rows = text.slice(whole.span.start, whole.span.end) + (order ? '' : `.order_by(${quoted('pk', style)})`);
  const page = `Paginator(${rows}, ${USUAL_ROWS}).get_page(request.${isRest ? 'query_params' : 'GET'}.get(${quoted('page', style)}))`;
  const packages = [{ module: 'django.core.paginator', names: ['Paginator'] }];
  if (use === 'held') return { changes: [{ span: whole.span, text: page }], packages, by: 'page' };
  const name = ['page', 'rows'].find((it) => isFree(facts, handler, it));
  const before = name && beforeStatement(text, whole.statement, `${name} = ${page}`, style);
  return before && name !== undefined ? { changes: [before, { span: whole.span, text: name }], packages, by: 'page' } : undefined;
}

/** Steps after which a query of Django can still be cut into pages. */
const KEPT = /^(?:all|order_by|select_related|prefetch_related|values|values_list|only|defer|reverse)$/;

/** `Order.query.all()` of Flask-SQLAlchemy, whose `paginate` reads `page` and `per_page` of the request itself. */
export function pageFlaskRows(workspace: Workspace, code: LiftedCode, handler: ScopeId, id: CallId): Paged | undefined {
  const { facts } = code;
  const call = facts.calls[id];
  const isRoute = conceptsOf(code, 'route').some((it) => it.handler === handler && it.framework === 'flask');
  const chain = chainOf(code, id);
  const head = chain.at(-1)?.callee.path ?? [];
  const isOwn = workspace.unitOf(code.path).dependencies.has('flask-sqlalchemy');
  if (!call || !isRoute || !isOwn || call.callee.path.at(-1) !== 'all' || call.args.length > 0 || head.at(-2) !== 'query')
    return undefined;
  if (!chain.slice(1).every((it) => /^(?:order_by|options)$/.test(it.callee.path.at(-1) ?? ''))) return undefined;
  const model = head.slice(0, -2).join('.');
  const order = isOrdered(workspace, code, chain);
  if (order === undefined || model === '') return undefined;
  const sorted = order ? '' : `order_by(${model}.id).`;
  const paged = `${sorted}paginate(max_per_page=${MOST_ROWS}, error_out=False).items`;
  return { changes: [{ span: { start: call.nameSpan.start, end: call.span.end }, text: paged }], by: 'page and per_page' };
}

/** 'held' where a name takes the rows and is only handed on or gone through; 'given' where they are an argument. Undefined for other uses. */
function useOf(code: LiftedCode, text: string, handler: ScopeId, whole: Call): 'held' | 'given' | undefined {
  const { facts } = code;
  const around = text.slice(whole.statement.start, whole.span.start);
  const behind = text.slice(whole.span.end, whole.statement.end);
  const name = /^(\w+)(?:\s*:[^=]+)?\s*=\s*$/.exec(around)?.[1];
  if (name === undefined) {
    const isArgument = /[([,=]\s*$|\bin\s+$/.test(around) && /^\s*[)\],]/.test(behind);
    return isArgument && whole.scope === handler ? 'given' : undefined;
  }
  if (behind.trim() !== '') return undefined;
  const body = facts.scopes[handler]?.bodySpan;
  const rest = text.slice(whole.span.end, body?.end);
  // A page has no methods of a query, and knows its own number of rows alone.
  const isMore = new RegExp(`\\b${name}\\b\\s*[.[]|\\blen\\(${name}\\)|^[ \\t]*${name}\\s*[-+|&]?=`, 'm');
  return isMore.test(rest) ? undefined : 'held';
}

function outermost({ facts }: LiftedCode, id: CallId): CallId {
  let last = id;
  for (;;) {
    const next = facts.calls.findIndex((it) => it.callee.receiver === last);
    if (next < 0) return last;
    last = next;
  }
}

/** The calls of a chain from its end to its head. */
function chainOf({ facts }: LiftedCode, id: CallId): Call[] {
  const chain: Call[] = [];
  for (let at: CallId | undefined = id; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const call = facts.calls[at];
    if (call) chain.push(call);
  }
  return chain;
}

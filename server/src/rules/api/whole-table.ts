import type { Query } from '#concepts/kinds/data.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';

/** A read of all rows of a table that a function makes or has made for it. */
export interface WholeTable {
  readonly subject: string;
  /** The call in the function itself: the query, or the call of the function that queries. */
  readonly call: CallId;
}

/** The first read of a whole table in a function, or one call further; undefined where there is none. */
export function wholeTable(workspace: Workspace, code: LiftedCode, fn: ScopeId): WholeTable | undefined {
  const own = wholeRead(code, fn);
  if (own && !isIndex(workspace, code, own.call)) return own;
  const { linker } = workspace;
  for (const [call, it] of code.facts.calls.entries()) {
    if (!isInside(code, it.scope, fn) || isLimited(code, call)) continue;
    const found = linker.functionOf(linker.callee(code.path, call));
    const file = found && workspace.files.get(found.path);
    if (!found || !file || file.facts.kind !== 'code' || file.effects.get(found.scope)?.reads !== true) continue;
    const inner = { ...file, facts: file.facts };
    if (isLimitedInside(inner, found.scope)) continue;
    const read = wholeRead(inner, found.scope);
    if (read) return { subject: read.subject, call };
  }
  return undefined;
}

/** `{row.id for row in …}` looks things up later; no answer can be made of a set. */
function isIndex(workspace: Workspace, { path, facts }: LiftedCode, id: CallId): boolean {
  const call = facts.calls[id];
  const text = workspace.textOf(path) ?? '';
  return (
    facts.language === 'python' &&
    call !== undefined &&
    facts.scopes.some(
      ({ loop, span }) =>
        loop?.form === 'comprehension' &&
        text[span.start] === '{' &&
        span.start < call.span.start &&
        span.end >= call.span.end &&
        !/^\{[^{}]*?:[^{}]*? for /.test(text.slice(span.start, call.span.start)),
    )
  );
}

/** Whether a function or its parameters speak of pages anywhere. */
export function isLimitedInside(code: LiftedCode, fn: ScopeId): boolean {
  const parameters = code.facts.scopes[fn]?.fn?.parameters ?? [];
  return (
    parameters.some((it) => LIMIT.test(it.name) || LIMIT.test(it.type?.text ?? '')) ||
    code.facts.calls.some((it, id) => isInside(code, it.scope, fn) && isLimited(code, id)) ||
    code.facts.bindings.some((it) => LIMIT.test(it.name) && isInside(code, it.scope, fn))
  );
}

const LIMIT = /limit|pag(e|ing|inat)|per_?page|offset|cursor|\btake\b|skip|chunk|batch|stream|slice|\btop\b|export|csv|filter/i;
const MANY =
  /^(findMany|findAll|find|all|scalars|exec|execute|Find|query|Query|Queryx|QueryContext|Select|SelectContext|fetch|fetch_all|fetchall)$/;

function wholeRead(code: LiftedCode, fn: ScopeId): WholeTable | undefined {
  for (const query of conceptsOf(code, 'query')) {
    const call = query.call === undefined ? undefined : code.facts.calls[query.call];
    if (!call || query.call === undefined || query.operation !== 'read' || query.isProbe || !isInside(code, query.scope, fn))
      continue;
    const chain = [...outward(code, query.call), ...chainOf(code, call)];
    // In Go the rows go into an argument.
    if (!takesAll(query, call, chain, call.use === 'discarded' && code.facts.language !== 'go')) continue;
    return { subject: query.subject ?? subjectOf(code, chain) ?? '', call: query.call };
  }
  return undefined;
}

/** The calls that are made on the result of a call: `.populate('user')`, `.sort()`. */
function outward(code: LiftedCode, id: CallId): Call[] {
  const found: Call[] = [];
  let receiver = id;
  for (let next = id + 1; next < code.facts.calls.length && next < id + 12; next += 1) {
    const call = code.facts.calls[next];
    if (call?.callee.receiver !== receiver) continue;
    found.push(call);
    receiver = next;
  }
  return found;
}

/** The calls of a chain from its end to its head. */
function chainOf(code: LiftedCode, call: Call): Call[] {
  const chain = [call];
  for (let id = call.callee.receiver; id !== undefined; id = code.facts.calls[id]?.callee.receiver) {
    const inner = code.facts.calls[id];
    if (inner) chain.push(inner);
  }
  return chain;
}

function takesAll(query: Query, call: Call, chain: readonly Call[], isDiscarded: boolean): boolean {
  if (query.sql !== undefined)
    return (
      sqlTakesAll(query.sql) &&
      chain.every((it) => !/One|Rowx?$|Rowx?Context$|^Get(?:Context)?$|first|scalar/i.test(it.callee.path.at(-1) ?? ''))
    );
  const names = chain.flatMap((it) => it.callee.path);
  const steps = BUILDERS[query.framework];
  if (steps) {
    if (chain.every((it) => steps.test(it.callee.path.at(-1) ?? '')) && !chain.some(countsRows)) return !isDiscarded;
    if (query.framework === 'knex') return false;
  }
  if (!MANY.test(call.callee.path.at(-1) ?? '')) return false;
  if (names.some((it) => NARROW.test(it)) || chain.some((it) => !SHAPING.test(it.callee.path.at(-1) ?? '') && narrowed(it)))
    return false;
  return !isDiscarded;
}

/** The steps of query builders that leave the number of rows as it is; the name that a builder of Knex is called by makes the first one. */
const BUILDERS: Readonly<Record<string, RegExp>> = {
  drizzle: /^(?:select|from|orderBy)$/,
  knex: /^(?:select|from|orderBy|db|knex)$/,
};

/** `db.select({ total: count() })`, `db('orders').select(db.raw('count(*)'))`. */
function countsRows({ args }: Call): boolean {
  return args.some(
    (it) => it.kind === 'call' || (it.kind === 'object' && it.entries.some((entry) => entry.value.kind === 'call')),
  );
}

const NARROW =
  /^(where|Where|filter|filter_by|exclude|limit|Limit|take|first|First|one|one_or_none|offset|skip|slice|paginate|count|Count|exists|distinct|group_by|Joins|join|innerJoin|Scopes|Raw|related|in_|func|Pluck|Preload)$/;

/** Steps that change the order or the width of rows, never their number. */
const SHAPING = /^(sort|order\w*|Order|populate|select|Select|include|lean|with\w*|options)$/;

const OPTION =
  /^(orderBy|order|include|select|attributes|relations|raw|sort|withDeleted|nest|subQuery|cache|lean|projection|with|paranoid)$/;

/** Conditions and limits in the arguments. */
function narrowed({ callee, args, keywords, isOpen }: Call): boolean {
  if (isOpen) return true;
  // `db.Find(&orders, "buyer_id = ?", id)`, `engine.find(Order, Order.buyer == id)`.
  const [first, second] = args;
  if (second && /^[fF]ind$/.test(callee.path.at(-1) ?? '') && first?.kind === 'reference' && second.kind !== 'object')
    return true;
  const holds = (value: Value): boolean => {
    if (value.kind === 'object')
      return (
        value.isOpen ||
        // Whatever is no option narrows the rows.
        value.entries.some((it) => !OPTION.test(it.key))
      );
    return (
      value.kind === 'reference' &&
      value.path.length === 1 &&
      /filter|where|quer|criteria|option|cond|params|ids$/i.test(value.path[0] ?? '')
    );
  };
  return args.some(holds) || keywords.some((it) => /limit|where|filter/.test(it.name));
}

function sqlTakesAll(sql: string): boolean {
  return (
    /^\s*select\b/i.test(sql) &&
    !/\b(where|limit|fetch\s+first|count\(|sum\(|max\(|min\(|avg\(|exists|group\s+by|join)\b|\uFFFC/i.test(sql)
  );
}

function isLimited(code: LiftedCode, id: CallId): boolean {
  const call = code.facts.calls[id];
  if (!call) return false;
  return (
    call.callee.path.some((it) => LIMIT.test(it)) ||
    call.keywords.some((it) => LIMIT.test(it.name)) ||
    call.args.some(
      (it) =>
        (it.kind === 'reference' && LIMIT.test(it.path.at(-1) ?? '')) ||
        (it.kind === 'object' && it.entries.some((entry) => /^(take|limit|first|skip|cursor|offset|page\w*)$/i.test(entry.key))),
    )
  );
}

/** The class or model at the head of a chain: `Order.find()`, `select(Order)`. In Go the variable that gets the rows: `db.Find(&orders)`. */
function subjectOf(code: LiftedCode, chain: readonly Call[]): string | undefined {
  for (const it of [...chain].reverse()) {
    const head = code.facts.language === 'go' ? undefined : it.callee.path.find((name) => /^[A-Z]/.test(name));
    if (head !== undefined && it.callee.path.length > 1) return head;
    const argument = it.args.find((value) => value.kind === 'reference');
    if (argument?.kind === 'reference') return argument.path.at(-1);
  }
  return undefined;
}

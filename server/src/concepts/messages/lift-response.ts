import type { Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Catalog } from '../catalog.ts';
import type { Concept } from '../concept.ts';
import type { Response } from '../kinds/responses.ts';
import { statusOf } from './http-status.ts';

type Model = Extract<CallModel, { is: 'response' }>;

/** A call that answers, or that makes an exception which a framework turns into an answer. */
export function liftResponse(site: CallSite, model: Model): Concept[] {
  const { call, meaning, facts } = site;
  if (model.writesToHandler === true && !writesToHandler(site)) return [];
  // A class of the application may take its arguments in any order.
  const isOwnClass = meaning.kind === 'external' && meaning.through !== undefined;
  const status = first(isOwnClass ? [] : (model.status ?? []), (place) => statusOf(valueAt(site, place))) ?? model.code;
  const body = isOwnClass ? call.args[0] : first(model.body ?? [], (place) => valueAt(site, place));
  const isRaised = model.isRaised ?? (call.use === 'thrown' && facts.language !== 'go');
  return [response(site.framework, call.scope, { span: call.span, call: site.id }, { status, body, isRaised })];
}

/** Answers that are no calls: what a handler returns, and what is assigned to a reply (`ctx.body = …`). */
export function liftOtherResponses(facts: CodeFacts, linker: Linker, catalog: Catalog, concepts: readonly Concept[]): Concept[] {
  const calls = new Set(concepts.flatMap((it) => (it.kind === 'response' && it.call !== undefined ? [it.call] : [])));
  const handlers = new Map<ScopeId, { readonly framework: string; readonly form: 'body' | 'body-status' }>();
  for (const it of concepts) {
    const form = it.kind === 'route' && it.handler !== undefined ? catalog.returnedAnswer(it.framework) : undefined;
    if (form && it.kind === 'route' && it.handler !== undefined) handlers.set(it.handler, { framework: it.framework, form });
  }
  for (const it of methodHandlers(facts, linker, catalog)) handlers.set(it, { framework: 'flask', form: 'body-status' });
  return [
    ...(handlers.size > 0 ? returned(facts, handlers, calls) : []),
    ...catalog.responseMembers.flatMap(({ framework, body, status }) => assigned(facts, framework, body, status)),
  ];
}

function returned(
  facts: CodeFacts,
  handlers: ReadonlyMap<ScopeId, { readonly framework: string; readonly form: 'body' | 'body-status' }>,
  calls: ReadonlySet<CallId>,
): Concept[] {
  return facts.returns.flatMap((it): Concept[] => {
    const fn = enclosingFunction(facts, it.scope);
    const handler = fn && handlers.get(fn.id);
    const [value] = it.values;
    if (!handler || !value) return [];
    const isTuple = handler.form === 'body-status' && value.kind === 'array' && value.items.length > 1;
    const body = isTuple && value.kind === 'array' ? value.items[0] : value;
    if (body?.kind === 'call' && calls.has(body.call)) return [];
    const status = isTuple && value.kind === 'array' ? statusOf(value.items[1]) : undefined;
    return [response(handler.framework, it.scope, { span: it.span }, { status, body, isRaised: false })];
  });
}

/** Methods of Flask's `MethodView` and `Resource` answer with what they return. */
function methodHandlers(facts: CodeFacts, linker: Linker, catalog: Catalog): ScopeId[] {
  if (facts.language !== 'python') return [];
  const owners = facts.classes.filter((it) =>
    it.bases.some((base) => {
      const meaning = base.path.length > 0 ? linker.reference(facts.path, 0, base.path) : undefined;
      return meaning?.kind === 'external' && /^flask/.test(meaning.module) && catalog.baseRole(meaning) === 'controller';
    }),
  );
  if (owners.length === 0) return [];
  return facts.scopes.flatMap((it, id) =>
    owners.some((owner) => owner.name === it.fn?.owner) && /^(get|post|put|patch|delete)$/.test(it.fn?.name ?? '') ? [id] : [],
  );
}

/** `ctx.body = …` in a function that takes the context, with the status that the same function assigns. */
function assigned(facts: CodeFacts, framework: string, body: string, status: string): Concept[] {
  return facts.assignments.flatMap((it): Concept[] => {
    const [context, member] = it.target;
    if (it.target.length !== 2 || member !== body || !/^(ctx|context)$/.test(context ?? '')) return [];
    const code = facts.assignments.findLast(
      (other) =>
        other.target.length === 2 && other.target[0] === context && other.target[1] === status && other.scope === it.scope,
    );
    return [response(framework, it.scope, { span: it.span }, { status: statusOf(code?.value), body: it.value, isRaised: false })];
  });
}

function response(
  framework: string,
  scope: ScopeId,
  place: Pick<Response, 'span' | 'call'>,
  {
    status,
    body,
    isRaised,
  }: { readonly status: number | undefined; readonly body: Value | undefined; readonly isRaised: boolean },
): Response {
  return {
    kind: 'response',
    framework,
    scope,
    ...place,
    isRaised,
    ...(status !== undefined && { status }),
    ...(body && { body }),
  };
}

function valueAt(site: CallSite, place: number | string): Value | undefined {
  const { call, facts } = site;
  if (typeof place === 'number') return call.args[place];
  const [how = '', name = ''] = place.split(':');
  switch (how) {
    case 'from': {
      const items = call.args.slice(Number(name));
      return items.length > 1 ? { kind: 'array', items, isOpen: false, span: call.span } : items[0];
    }
    case 'chain':
      return chained(facts, call, name)?.args[0];
    case 'before':
      return before(facts, call, name);
    case 'tuple':
      return facts.returns.flatMap((it) => {
        const [value] = it.values;
        if (value?.kind !== 'array' || it.span.start > call.span.start || it.span.end < call.span.end) return [];
        const [head, second] = value.items;
        return head?.kind === 'call' && head.call === site.id && second ? [second] : [];
      })[0];
    case 'outer': {
      const outer = facts.calls.find((it) => it.args[0]?.kind === 'call' && it.args[0].call === site.id);
      return outer?.callee.path.at(-1) === name ? outer.args[1] : undefined;
    }
    default:
      return keyword(call, place);
  }
}

/** An earlier call of the chain: `res.status(404).json(…)`. */
function chained(facts: CodeFacts, call: Call, name: string): Call | undefined {
  for (let id = call.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    const inner = facts.calls[id];
    if (inner?.callee.path.at(-1) === name) return inner;
  }
  return undefined;
}

/** A call or an assignment of the same block that comes first: `w.WriteHeader(404)`, `res.statusCode = 404`. */
function before(facts: CodeFacts, call: Call, name: string): Value | undefined {
  const earlier = facts.calls.findLast(
    (it) => it.scope === call.scope && it.span.end < call.span.start && it.callee.path.at(-1) === name && it.use === 'discarded',
  );
  if (earlier) return earlier.args.length > 1 ? earlier.args[1] : earlier.args[0];
  return facts.assignments.findLast(
    (it) => it.scope === call.scope && it.span.end < call.span.start && it.target.at(-1) === name && it.target.length > 1,
  )?.value;
}

/** `json.NewEncoder(w).Encode(…)`, `fmt.Fprint(w, …)`: an answer only where `w` is the writer of a handler. */
function writesToHandler({ call, facts, linker, catalog }: CallSite): boolean {
  let root = call;
  while (root.callee.receiver !== undefined) {
    const inner = facts.calls[root.callee.receiver];
    if (!inner) break;
    root = inner;
  }
  const [writer] = root.args;
  return writer !== undefined && catalog.isHandlerType(linker.value(facts.path, root.scope, writer));
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

import type { Call, CallId, CodeFacts, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import type { ObjectEntry, ObjectValue, Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, literalText } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { HttpRequest } from '../kinds/effects.ts';

/** A call of an HTTP client with its method, address and options, as far as they are written. */
export function liftRequest(site: CallSite, model: Extract<CallModel, { is: 'http-request' }>): Concept[] {
  const { call } = site;
  const made = model.options === 1 ? requestMade(site, call.args[0]) : undefined;
  const first = model.url === 'none' ? undefined : (made?.args[0] ?? call.args[model.url ?? 0] ?? named(call, 'url'));
  const isConfig = first?.kind === 'object';
  const last = model.options === undefined ? undefined : (call.args[model.options] ?? made?.args[1]);
  const options = isConfig ? first : (keywordsOf(call) ?? last);
  const url = isConfig ? entry(first, 'url') : first;
  // A key that is no address stands for something else: `useSWR(['orders', id], …)`, `get('name')` of a cache.
  if (model.form === 'declared' && (!mayBeAddress(site, url) || isLeftAside(site, call.args[1]))) return [];
  const method = methodOf(site, model, options);
  return [
    requestConcept(site, model, { ...(method !== undefined && { method }), ...(url && { url }), ...(options && { options }) }),
  ];
}

/** `fetch(request)` with `const request = new Request('/orders', { method: 'POST' })`. */
function requestMade({ facts, call }: CallSite, value: Value | undefined): Call | undefined {
  const name = value?.kind === 'reference' && value.path.length === 1 ? value.path[0] : undefined;
  const origin = facts.bindings.findLast((it) => it.name === name && it.span.start < call.span.start)?.origin;
  const given = origin?.kind === 'value' ? origin.value : value;
  const made = given?.kind === 'call' ? facts.calls[given.call] : undefined;
  return made?.form === 'new' && made.callee.path.join('.') === 'Request' ? made : undefined;
}

/** The endpoints of an API that is declared as a whole: each address that a function gives. */
export function liftEndpoints(site: CallSite, model: Extract<CallModel, { is: 'endpoint-builder' }>): Concept[] {
  const { facts } = site;
  const settings = site.call.args[0];
  const endpoints = settings?.kind === 'object' ? entry(settings, model.endpoints) : undefined;
  if (endpoints?.kind !== 'function') return [];
  const base = settings?.kind === 'object' ? baseEntry(site, entry(settings, 'baseQuery')) : [];
  return facts.calls.flatMap((call, id) => {
    if (call.callee.path.length !== 2 || !isWithin(site, call.scope, endpoints.scope)) return [];
    const isChange = call.callee.path[1] === 'mutation';
    const declared = call.args[0];
    const address = declared?.kind === 'object' ? entry(declared, model.address) : undefined;
    return address ? endpointOf(site, id, call, isChange ? 'POST' : 'GET', address, base) : [];
  });
}

/** What the client of the API puts before its addresses: `fetchBaseQuery({ baseUrl: '/api' })`. */
function baseEntry(site: CallSite, client: Value | undefined): readonly ObjectEntry[] {
  const settings = client?.kind === 'call' ? site.facts.calls[client.call]?.args[0] : undefined;
  return settings?.kind === 'object' ? settings.entries.filter((it) => it.key === 'baseUrl') : [];
}

function endpointOf(
  site: CallSite,
  id: CallId,
  call: Call,
  usual: string,
  address: Value,
  base: readonly ObjectEntry[],
): Concept[] {
  const value =
    address.kind === 'function'
      ? site.facts.returns.find((it) => enclosingFunction(site.facts, it.scope)?.id === address.scope)?.values[0]
      : address;
  if (!value) return [];
  const isConfig = value.kind === 'object';
  const url = isConfig ? entry(value, 'url') : value;
  const written = isConfig ? entry(value, 'method') : undefined;
  const method = written ? literalText(site, written)?.toUpperCase() : isConfig || usual === 'GET' ? 'GET' : undefined;
  return [
    {
      ...requestConcept(
        site,
        { form: 'declared' },
        {
          ...(method !== undefined && { method }),
          ...(url && { url }),
          options: {
            kind: 'object',
            entries: [...(isConfig ? value.entries : []), ...base],
            isOpen: isConfig && value.isOpen,
            span: value.span,
          },
        },
      ),
      scope: call.scope,
      span: call.span,
      call: id,
    },
  ];
}

function requestConcept(
  site: CallSite,
  model: Pick<Extract<CallModel, { is: 'http-request' }>, 'form' | 'onErrorStatus'>,
  said: Pick<HttpRequest, 'method' | 'url' | 'options'>,
): HttpRequest {
  return {
    kind: 'http-request',
    framework: site.framework,
    scope: site.call.scope,
    span: site.call.span,
    call: site.id,
    form: model.form ?? 'call',
    onErrorStatus: model.onErrorStatus ?? 'throws',
    ...said,
  };
}

function methodOf(
  site: CallSite,
  { method }: Extract<CallModel, { is: 'http-request' }>,
  options: Value | undefined,
): string | undefined {
  if (method === 'unknown') return undefined;
  if (method === 'name') return verb(site.call.callee.path.at(-1) ?? '');
  if (method?.startsWith('argument:')) {
    const place = Number(method.slice('argument:'.length));
    const text = literalText(site, site.call.args[place] ?? named(site.call, 'method'));
    return text?.toUpperCase();
  }
  if (method !== undefined) return method;
  if (options === undefined) return site.call.isOpen ? undefined : 'GET';
  if (options.kind !== 'object') return undefined;
  const written = entry(options, 'method') ?? entry(options, 'type');
  if (written) return literalText(site, written)?.toUpperCase();
  return options.isOpen ? undefined : 'GET';
}

/** `del` stands for DELETE, `PostForm` for POST. */
function verb(name: string): string {
  const upper = name.toUpperCase();
  if (upper === 'DEL') return 'DELETE';
  return upper.startsWith('POST') ? 'POST' : upper;
}

function mayBeAddress(site: CallSite, url: Value | undefined): boolean {
  const text = url?.kind === 'template' ? url.text : literalText(site, url);
  return text !== undefined && /^(\/|https?:|\uFFFC\/)/.test(text);
}

/** `useSWR('/team', loadTeam)` with a `loadTeam` that takes nothing: it asks an address of its own, and the key is a name. */
function isLeftAside({ facts }: CallSite, fetcher: Value | undefined): boolean {
  const fn = fetcher && functionOf(facts, fetcher);
  return fn?.parameters.length === 0;
}

/** A function written in place or held by a name, also by way of `useCallback`; undefined where it comes from elsewhere. */
function functionOf(facts: CodeFacts, value: Value): FunctionDetails | undefined {
  if (value.kind === 'function') return facts.scopes[value.scope]?.fn;
  if (value.kind === 'call') {
    const wrapper = facts.calls[value.call];
    const [wrapped] = wrapper?.callee.path.at(-1) === 'useCallback' ? wrapper.args : [];
    return wrapped?.kind === 'function' ? facts.scopes[wrapped.scope]?.fn : undefined;
  }
  if (value.kind !== 'reference' || value.path.length !== 1) return undefined;
  const origin = facts.bindings.find((it) => it.name === value.path[0])?.origin;
  if (origin?.kind === 'value') return origin.value.kind === 'reference' ? undefined : functionOf(facts, origin.value);
  return undefined;
}

function entry(object: ObjectValue, key: string): Value | undefined {
  return object.entries.find((it) => it.key === key)?.value;
}

function named(call: Call, name: string): Value | undefined {
  return call.keywords.find((it) => it.name === name)?.value;
}

function keywordsOf(call: Call): ObjectValue | undefined {
  if (call.keywords.length === 0) return undefined;
  const entries = call.keywords.map((it) => ({ key: it.name, value: it.value, span: it.span }));
  return { kind: 'object', entries, isOpen: call.isOpen, span: call.span };
}

function isWithin(site: CallSite, inner: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = inner; at !== undefined && at >= outer; at = site.facts.scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

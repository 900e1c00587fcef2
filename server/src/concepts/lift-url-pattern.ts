import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow } from '#link/follow.ts';
import { resolveImport } from '#link/resolve-import.ts';
import { type CallSite, keyword } from './call-site.ts';
import type { Concept } from './concept.ts';
import type { CallModel } from './framework-model.ts';
import type { FunctionPlace, Mount, Route, RouterId } from './kinds/routing.ts';
import { linksOf } from './middleware-role.ts';
import { constantText, constantTexts, type Seen } from './route-text.ts';
import { functionOfValue, functionPlace, receiverPlace, routerPlace } from './router-place.ts';
import { classAnswers, viewClass, viewMembers } from './view-class.ts';

/** The list that Django reads unless another one is named. */
const MAIN_LIST = 'urlpatterns';

/** An entry of a list of URL patterns: a route to a view, or another list hung in. */
export function liftUrlPattern(site: CallSite, model: Extract<CallModel, { is: 'url-pattern' }>): Concept[] {
  const { facts, call, linker, id } = site;
  const [pattern, target] = [call.args[0] ?? keyword(call, 'route'), call.args[1] ?? keyword(call, 'view')];
  if (!pattern || !target) return [];
  const text = constantText(linker, here(site, pattern));
  const path = text === undefined ? undefined : model.isExpression === true ? pathOfExpression(text) : text;
  const list = listAround(facts, id);
  // `admin.site.urls`, `router.urls`: the address goes on below what it is a member of.
  const isList = target.kind === 'reference' && target.path.length > 1 && target.path.at(-1) === 'urls';
  const included = isList
    ? { child: includedPlace(site, target) }
    : target.kind === 'call'
      ? includeOf(site, target.call)
      : undefined;
  if (included) return [{ ...mountOf(site, list, included.child), ...(path !== undefined && { path }) }];
  return [viewRoute(site, here(site, target), list, path)];
}

/** `include(…)` outside of a pattern hangs nothing in; inside one the pattern does. */
export function liftUrlInclude(_site: CallSite): Concept[] {
  return [];
}

/** `router.register('orders', OrderViewSet)`: a list route, a detail route, and one for each further action. */
export function liftResource(site: CallSite, model: Extract<CallModel, { is: 'resource' }>): Concept[] {
  const { facts, call, linker, id } = site;
  const prefix = call.args[model.path] ?? keyword(call, 'prefix');
  const view = call.args[model.view] ?? keyword(call, 'viewset');
  if (!prefix || !view) return [];
  const text = constantText(linker, here(site, prefix));
  const path = text === undefined ? undefined : pathOfExpression(text).replace(/^\/|\/$/g, '');
  const router = receiverPlace(site, facts.path, id);
  const found = viewClass(site, here(site, view));
  const members = found ? viewMembers(site, found.path, found.name) : undefined;
  const routes =
    found && members
      ? actionsOf(site, found, members)
      : [
          { suffix: '', methods: ['ANY'], answers: {} },
          { suffix: '{pk}/', methods: ['ANY'], answers: {} },
        ];
  return routes.map(
    ({ suffix, methods, answers }): Route => ({
      ...routeBase(site),
      ...(router !== undefined && { router }),
      ...(path !== undefined && { path: `${path === '' ? '' : `${path}/`}${suffix}` }),
      method: methods.length === 1 ? (methods[0] ?? 'ANY') : 'ANY',
      ...(methods.length > 1 && { methods }),
      answers,
      chain: members?.chain ?? [],
    }),
  );
}

function actionsOf(
  site: CallSite,
  view: { readonly path: Path; readonly name: string },
  members: NonNullable<ReturnType<typeof viewMembers>>,
): { readonly suffix: string; readonly methods: readonly string[]; readonly answers: Readonly<Record<string, FunctionPlace>> }[] {
  const own = site.linker.names(view.path)?.facts;
  const lookup = own?.classes.find((it) => it.name === view.name)?.fields.find((it) => it.name === 'lookup_field')?.value;
  const name = lookup?.kind === 'literal' && typeof lookup.value === 'string' ? lookup.value : 'pk';
  const has = (it: string) => members.methods.has(it) || members.provided.has(it);
  const allowed = (it: string) => members.allowed?.includes(it) ?? true;
  const grouped = (suffix: string, actions: readonly (readonly [string, string])[]) => {
    const present = actions.filter(([action, method]) => has(action) && allowed(method));
    if (present.length === 0) return [];
    const answers = Object.fromEntries(
      present.flatMap(([action, method]) => {
        const place = functionPlace(site, members.methods.get(action));
        return place ? [[method, place] as const] : [];
      }),
    );
    return [{ suffix, methods: present.map(([, method]) => method), answers }];
  };
  const extra = [...members.methods].flatMap(([action, at]) => {
    const facts = site.linker.names(at.path)?.facts;
    const decorator = facts?.scopes[at.scope]?.fn?.decorators.find((it) => it.path.at(-1) === 'action');
    const call = decorator?.call === undefined ? undefined : facts?.calls[decorator.call];
    if (!facts || !call) return [];
    const seen = (value: Value): Seen => ({ path: at.path, scope: 0, value });
    const list = keyword(call, 'methods');
    const named = keyword(call, 'url_path');
    const detail = keyword(call, 'detail');
    const methods = (list ? constantTexts(site.linker, seen(list)) : undefined)?.map((it) => it.toUpperCase()) ?? ['GET'];
    const path = named ? constantText(site.linker, seen(named)) : action;
    const place = functionPlace(site, at);
    if (path === undefined) return [];
    const isDetail = detail?.kind === 'literal' && detail.value === true;
    const suffix = `${isDetail ? `{${name}}/` : ''}${pathOfExpression(path)}/`;
    return [{ suffix, methods, answers: place ? Object.fromEntries(methods.map((it) => [it, place])) : {} }];
  });
  return [
    ...extra,
    ...grouped('', [
      ['list', 'GET'],
      ['create', 'POST'],
    ]),
    ...grouped(`{${name}}/`, [
      ['retrieve', 'GET'],
      ['update', 'PUT'],
      ['partial_update', 'PATCH'],
      ['destroy', 'DELETE'],
    ]),
  ];
}

function viewRoute(site: CallSite, seen: Seen, router: RouterId, path: string | undefined): Route {
  const view = viewClass(site, seen);
  const answers = view ? classAnswers(site, view.path, view.name, view.actions) : undefined;
  const fn = view ? undefined : functionOfValue(site, seen.path, seen.scope, seen.value);
  const methods = answers?.methods ?? (fn ? methodsOfFunction(site, fn) : undefined) ?? ['ANY'];
  const handledBy = functionPlace(site, fn);
  const meaning = site.linker.value(seen.path, seen.scope, seen.value);
  const decorated = fn ? decoratorsOf(site, fn) : undefined;
  return {
    ...routeBase(site),
    router,
    method: methods.length === 1 ? (methods[0] ?? 'ANY') : 'ANY',
    answeredBy:
      meaning.kind === 'local'
        ? [`${meaning.file}#${[meaning.name, ...meaning.chain.filter((it) => it !== '*')].join('.')}`]
        : [],
    chain: [...(decorated?.chain ?? []), ...(answers?.chain ?? [])],
    isChainOpen: decorated?.isOpen ?? false,
    ...(methods.length > 1 && { methods }),
    ...(path !== undefined && { path }),
    ...(handledBy && { handledBy }),
    ...(fn?.path === site.facts.path && { handler: fn.scope }),
    ...(answers && { answers: answers.answers }),
  };
}

/** The methods that the decorators of a view let through; undefined where they say nothing. */
function methodsOfFunction(site: CallSite, at: { readonly path: Path; readonly scope: ScopeId }): readonly string[] | undefined {
  const { linker, catalog } = site;
  const facts = linker.names(at.path)?.facts;
  for (const decorator of facts?.scopes[at.scope]?.fn?.decorators ?? []) {
    const found = catalog.viewMethods(linker.reference(at.path, facts?.scopes[at.scope]?.parent ?? 0, decorator.path));
    if (!found || !facts) continue;
    if (found !== 'argument') return found;
    const value = decorator.call === undefined ? undefined : facts.calls[decorator.call]?.args[0];
    // `@api_view()` without a list lets GET through.
    return value ? constantTexts(linker, { path: at.path, scope: 0, value })?.map((it) => it.toUpperCase()) : ['GET'];
  }
  return undefined;
}

function decoratorsOf(site: CallSite, at: { readonly path: Path; readonly scope: ScopeId }): ReturnType<typeof linksOf> {
  const facts = site.linker.names(at.path)?.facts;
  const parent = facts?.scopes[at.scope]?.parent ?? 0;
  const decorators = facts?.scopes[at.scope]?.fn?.decorators ?? [];
  return linksOf(
    site,
    decorators.flatMap((it): Seen[] => {
      // `@permission_classes([IsAuthenticated])` lists what runs.
      const call = it.call === undefined ? undefined : facts?.calls[it.call];
      if (call && /^(permission_classes|throttle_classes)$/.test(it.path.at(-1) ?? ''))
        return call.args.map((value) => ({ path: at.path, scope: parent, value }));
      return [{ path: at.path, scope: parent, value: { kind: 'reference', path: it.path, span: it.span } }];
    }),
  );
}

function includeOf(site: CallSite, id: CallId): { readonly child: RouterId | undefined } | undefined {
  const { facts, linker, catalog } = site;
  const call = facts.calls[id];
  if (!call) return undefined;
  const { path } = call.callee;
  // `path('admin/', admin.site.urls)` is a reference; only calls of `include` come here.
  const isInclude = catalog
    .callsOf(catalog.normalise(linker.callee(facts.path, id)), facts.language)
    .some((it) => it.model.is === 'url-include');
  if (!isInclude && path.at(-1) !== 'include') return undefined;
  const [first] = call.args;
  // `include((patterns, 'shop'))` names a namespace too; `include([path(…)])` holds the list itself.
  if (first?.kind === 'array' && first.items[0]?.kind === 'call') return { child: includedList(facts, id) };
  const target = first?.kind === 'array' ? first.items[0] : first;
  if (target?.kind === 'array') return { child: includedList(facts, id) };
  return { child: target ? includedPlace(site, target) : undefined };
}

function includedPlace(site: CallSite, value: Value): RouterId | undefined {
  const { facts, linker, call } = site;
  if (value.kind === 'literal' && typeof value.value === 'string') {
    const resolution = resolveImport(linker.folder, facts, { module: value.value, imported: MAIN_LIST });
    return resolution.kind === 'file' ? `${resolution.path}#${MAIN_LIST}` : undefined;
  }
  if (value.kind === 'reference') {
    if (value.path.at(-1) === 'urls' && value.path.length > 1)
      return routerPlace(site, facts.path, call.scope, { ...value, path: value.path.slice(0, -1) });
    const found = follow(linker, facts.path, call.scope, value.path);
    if (found?.kind === 'module') return `${found.path}#${MAIN_LIST}`;
    if (found?.kind === 'value' && found.name !== undefined) return `${found.path}#${found.name}`;
    if (found?.kind === 'variable') return `${found.path}#${found.binding.name}`;
  }
  return undefined;
}

/** `urlpatterns = router.urls`, `urlpatterns += router.urls`, `urlpatterns = [...] + router.urls`: the router hangs in the list. */
export function liftUrlLists(site: Pick<CallSite, 'facts' | 'linker' | 'catalog'>): Concept[] {
  const { facts } = site;
  if (facts.language !== 'python') return [];
  const binding = facts.bindings.find((it) => it.scope === 0 && it.name === MAIN_LIST);
  const included = new Set(facts.calls.flatMap((it) => (it.callee.path.at(-1) === 'include' ? it.mentions : [])));
  const sources = [
    ...(binding ? [{ span: binding.span, names: binding.mentions }] : []),
    ...facts.assignments.flatMap(({ target, value }) => {
      if (target.join('.') !== MAIN_LIST) return [];
      return [
        {
          span: value.span,
          names: value.kind === 'opaque' ? value.mentions : value.kind === 'reference' ? [value.path[0] ?? ''] : [],
        },
      ];
    }),
  ];
  return sources.flatMap(({ span, names }): Concept[] => {
    // What an `include` names hangs below its path, not in the list itself.
    return names
      .filter((it) => !included.has(it))
      .flatMap((name): Concept[] => {
        const child = listNamed(site, name, span);
        if (child === undefined || child === `${facts.path}#${MAIN_LIST}`) return [];
        return [
          {
            kind: 'mount',
            framework: 'language',
            scope: 0,
            span,
            target: '',
            router: name,
            parent: `${facts.path}#${MAIN_LIST}`,
            child,
            path: '',
            chain: [],
            isChainOpen: false,
            isAlias: true,
            order: 0,
          },
        ];
      });
  });
}

/** A router, or another list of patterns that is added whole: `urlpatterns = [*orders, *users]`. */
function listNamed(site: Pick<CallSite, 'facts' | 'linker' | 'catalog'>, name: string, span: Span): RouterId | undefined {
  const { facts, linker } = site;
  const router = routerPlace(site, facts.path, 0, { kind: 'reference', path: [name], span });
  if (router !== undefined) return router;
  const found = follow(linker, facts.path, 0, [name]);
  const isList = found?.kind === 'value' && (found.value.kind === 'array' || found.value.kind === 'opaque');
  return isList && found.name !== undefined && found.rest.length === 0 ? `${found.path}#${found.name}` : undefined;
}

/** The list that a pattern stands in: one that a variable holds by itself, else the main one. */
function listAround(facts: CodeFacts, id: CallId): RouterId {
  const holds = (value: Value): boolean =>
    value.kind === 'array' &&
    value.items.some((it) => it.kind === 'call' && (it.call === id || holdsInside(facts, it.call, holds)));
  for (const it of facts.bindings) {
    if (it.scope === 0 && it.name !== MAIN_LIST && it.origin.kind === 'value' && holds(it.origin.value))
      return `${facts.path}#${it.name}`;
  }
  for (const it of facts.assignments) {
    if (it.scope === 0 && it.target[0] !== MAIN_LIST && holds(it.value)) return `${facts.path}#${it.target[0]}`;
  }
  // `path('api/', include([path('orders/', …)]))`: the inner list hangs at its own include.
  const outer = facts.calls.findIndex((it) => {
    const [first] = it.callee.path.at(-1) === 'include' ? it.args : [];
    return (
      first !== undefined && (holds(first) || (first.kind === 'array' && first.items[0] !== undefined && holds(first.items[0])))
    );
  });
  return outer < 0 ? `${facts.path}#${MAIN_LIST}` : includedList(facts, outer);
}

/** A list that stands in the call that includes it, by the number of that call. */
function includedList(facts: CodeFacts, id: CallId): RouterId {
  return `${facts.path}#include${facts.calls.slice(0, id).filter((it) => it.callee.path.at(-1) === 'include').length}`;
}

function holdsInside(facts: CodeFacts, id: CallId, holds: (value: Value) => boolean): boolean {
  // Wrappers such as `i18n_patterns(path(…))` pass their patterns on.
  return (
    facts.calls[id]?.callee.path.at(-1) !== 'include' &&
    facts.calls[id]?.callee.path.at(-1) !== 'path' &&
    (facts.calls[id]?.args.some(holds) ?? false)
  );
}

/** A path with parameters for a regular expression: `^orders/(?P<pk>\d+)/$` is `orders/{pk}/`. */
export function pathOfExpression(text: string): string {
  let path = text.replace(/^\^/, '').replace(/(\\Z|\$)$/, '');
  let depth = 0;
  let out = '';
  let count = 0;
  for (let index = 0; index < path.length; index += 1) {
    const it = path[index] ?? '';
    if (it === '(' && path[index - 1] !== '\\') {
      if (depth === 0) {
        const name = /^\(\?P<(\w+)>/.exec(path.slice(index))?.[1];
        const isSilent = path.startsWith('(?:', index) || path.startsWith('(?=', index);
        const isRest = /^\((\?P<\w+>)?\.[*+]\)/.test(path.slice(index));
        out += isSilent ? '' : `{${name ?? `p${count}`}${isRest ? ':path' : ''}}`;
        count += 1;
      }
      depth += 1;
    } else if (it === ')' && path[index - 1] !== '\\') depth -= 1;
    else if (depth === 0) out += it;
  }
  path = out
    .replace(/\/\?$/, '/')
    .replace(/\\(.)/g, '$1')
    .replace(/[?+*]$/, '');
  return path;
}

function mountOf(site: CallSite, parent: RouterId, child: RouterId | undefined): Mount {
  const { call, id, order, framework } = site;
  return {
    kind: 'mount',
    framework,
    scope: call.scope,
    span: call.span,
    call: id,
    target: '',
    router: '',
    parent,
    ...(child !== undefined && { child }),
    chain: [],
    isChainOpen: false,
    isAlias: false,
    order,
  };
}

function routeBase(site: CallSite): Route {
  const { call, id, order, framework } = site;
  return {
    kind: 'route',
    framework,
    scope: call.scope,
    span: call.span,
    call: id,
    method: 'ANY',
    target: '',
    answeredBy: [],
    chain: [],
    isChainOpen: false,
    isFallback: false,
    order,
  };
}

function here(site: CallSite, value: Value): Seen {
  return { path: site.facts.path, scope: site.call.scope, value };
}

import type { Path } from '#base/paths.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow } from '#link/follow.ts';
import { resolveImport } from '#link/resolve-import.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { Mount, Route, RouterId } from '../kinds/routing.ts';
import { pathOfExpression } from '../requests/url-expression.ts';
import { constantText, constantTexts, type Seen } from './constant-text.ts';
import { linksOf } from './middleware-role.ts';
import { functionOfValue, functionPlace, routerPlace } from './router-place.ts';
import { includedList, listAround, MAIN_LIST } from './url-lists.ts';
import { classAnswers, viewClass } from './view-class.ts';

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

/** What all routes of URL patterns have in common. */
export function routeBase(site: CallSite): Route {
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

/** An expression as the call sees it. */
export function here(site: CallSite, value: Value): Seen {
  return { path: site.facts.path, scope: site.call.scope, value };
}

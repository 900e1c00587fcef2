import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow, followValue, functionAt } from '#link/follow.ts';
import { type CallSite, keyword } from './call-site.ts';
import type { Concept } from './concept.ts';
import type { CallModel } from './framework-model.ts';
import type { Mount, RouterId } from './kinds/routing.ts';
import { type Row, rowsOf } from './loop-rows.ts';
import { linkOf, linksOf, nameOf, roleByName } from './middleware-role.ts';
import { isConditional, targetOf } from './registration.ts';
import { constantText, constantTexts, isPathLike, type Seen } from './route-text.ts';
import { createdPlace, parameterPlace, receiverPlace, routerPlace } from './router-place.ts';

/** A router hung in by a call that does nothing else. */
export function liftMount(site: CallSite, model: Extract<CallModel, { is: 'mount' }>): Concept[] {
  const { facts, call, linker } = site;
  return rowsOf(linker, facts, call).flatMap((row): Concept[] => {
    const values = call.args.slice(model.router);
    const argument = values[0] ?? (model.keyword === undefined ? undefined : keyword(call, model.keyword));
    if (!argument || isStatic(site, argument)) return [];
    const links = (model.chainKeywords ?? []).flatMap((name) => keyword(call, name) ?? []).map(row);
    const { chain, isOpen } = linksOf(site, [...links, ...values.slice(1).map(row)]);
    const path = mountPath(site, model, row);
    const mount = mountOf(site, row(argument), path, { chain, isOpen });
    return [model.replacesPrefix === true && path !== '' ? { ...mount, replacesPrefix: true } : mount];
  });
}

/** Files serve paths of their own, but no route: FastAPI's `mount('/', StaticFiles(…))`. */
function isStatic({ facts, linker, catalog, call }: CallSite, argument: Value): boolean {
  return catalog.middlewareRole(linker.value(facts.path, call.scope, argument)) === 'static';
}

/** A part of a router that other registrations are made on: gin's `Group`, Express's `route`. */
export function liftGroup(site: CallSite, model: Extract<CallModel, { is: 'group' }>): Concept[] {
  const { facts, call, id, linker } = site;
  const row = rowsOf(linker, facts, call)[0];
  if (!row) return [];
  const parent = receiverPlace(site, facts.path, id);
  const place = createdPlace(site, facts.path, id);
  const from = model.path === undefined ? 0 : model.path + 1;
  const { chain, isOpen } = linksOf(
    site,
    call.args
      .slice(from)
      .filter((it) => it.kind !== 'function' || model.callback !== true)
      .map(row),
  );
  const argument = model.path === undefined ? undefined : call.args[model.path];
  const path = argument === undefined ? '' : constantText(linker, row(argument));
  const group: Mount = {
    ...base(site),
    ...link(parent, place),
    router: call.targets[0] ?? '',
    chain,
    isChainOpen: isOpen || call.isOpen,
    isAlias: false,
    ...withPath(path),
  };
  const callback =
    model.callback === true ? call.args.findLast((it) => it.kind === 'function' || it.kind === 'reference') : undefined;
  const inner = callback ? callbackPlace(site, row(callback)) : undefined;
  return inner === undefined ? [group] : [{ ...group, child: inner }];
}

/** An app or router comes to be; only what holds for all its routes is worth a concept, but each has one, so that its place is seen by others. */
export function liftRouter(site: CallSite, model: Extract<CallModel, { is: 'router' }>): Concept[] {
  const { facts, call, linker, id } = site;
  const row: Row = (value) => ({ path: facts.path, scope: call.scope, value });
  const router = model.isOwn === false ? receiverPlace(site, facts.path, id) : createdPlace(site, facts.path, id);
  if (router === undefined) return [];
  const named = (model.prefixKeywords ?? []).flatMap((name) => keyword(call, name) ?? [])[0];
  const prefix = named ?? (model.prefix === undefined ? undefined : call.args[model.prefix]);
  const text = prefix && prefix.kind !== 'object' ? constantText(linker, row(prefix)) : '';
  const { chain, isOpen } = linksOf(site, (model.chainKeywords ?? []).flatMap((name) => keyword(call, name) ?? []).map(row));
  const exceptions = model.isForControllers === true ? exceptionsOf(site, row) : undefined;
  const versioning = model.versioning === true ? versioningOf(site, row) : undefined;
  const outer = model.parent === undefined ? undefined : call.args[model.parent];
  const parent = outer ? routerPlace(site, facts.path, call.scope, outer) : undefined;
  const hung: Mount[] =
    parent === undefined
      ? []
      : [{ ...base(site), parent, child: router, router: '', path: '', chain: [], isChainOpen: false, isAlias: true }];
  return [
    ...hung,
    {
      kind: 'router',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: id,
      router,
      chain,
      isChainOpen: isOpen,
      isApp: model.isApp === true,
      isController: false,
      isForControllers: model.isForControllers === true || model.versioning === true,
      ...(text !== undefined && { prefix: text }),
      ...(exceptions && { exceptions }),
      ...(versioning && { versioning }),
    },
  ];
}

/** `use(path?, …)`: routers become mounts, everything else a middleware with the role that its own meaning gives it. */
export function liftUse(site: CallSite, model: Extract<CallModel, { is: 'use' }>): Concept[] {
  const { facts, call, linker } = site;
  return rowsOf(linker, facts, call).flatMap((row): Concept[] => {
    const [first, ...rest] = call.args;
    const hasPath = model.firstMayBePath && first !== undefined && (isPathLike(linker, row(first)) || isUnknownPath(site, first));
    const named = (model.prefixKeywords ?? []).flatMap((name) => keyword(call, name) ?? [])[0];
    const paths = named
      ? (constantTexts(linker, row(named)) ?? [undefined])
      : hasPath && first
        ? (constantTexts(linker, row(first)) ?? [undefined])
        : [''];
    const values = (hasPath ? rest : call.args).flatMap((it) => (it.kind === 'array' ? it.items : [it])).map(row);
    const isPlugin = model.takesPlugins === true;
    const options = isPlugin ? values.slice(0, 1) : values;
    return paths.flatMap((path) =>
      options.flatMap((seen, index): Concept[] => {
        const isRouting = isRouter(site, seen, hasPath, isPlugin);
        if (!isRouting) return seen.value.kind === 'literal' ? [] : [middlewareOf(site, seen, hasPath ? path : undefined)];
        const before = options.slice(0, index).filter((it) => !isRouter(site, it, hasPath, isPlugin));
        return [mountOf(site, seen, path, linksOf(site, before))];
      }),
    );
  });
}

function base(
  site: CallSite,
): Pick<Mount, 'kind' | 'framework' | 'scope' | 'span' | 'call' | 'target' | 'order'> & { readonly call: number } {
  const { facts, call, id, order } = site;
  return {
    kind: 'mount',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: id,
    target: targetOf(facts, call),
    order,
  };
}

function link(parent: RouterId | undefined, child: RouterId | undefined): Pick<Mount, 'parent' | 'child'> {
  return { ...(parent !== undefined && { parent }), ...(child !== undefined && { child }) };
}

function withPath(path: string | undefined): Pick<Mount, 'path'> {
  return path === undefined ? {} : { path };
}

function mountOf(site: CallSite, seen: Seen, path: string | undefined, links: ReturnType<typeof linksOf>): Mount {
  const { facts, id, linker } = site;
  const child = routerPlace(site, seen.path, seen.scope, seen.value) ?? callbackPlace(site, seen);
  const other = linker.names(seen.path)?.facts ?? facts;
  return {
    ...base(site),
    ...link(receiverPlace(site, facts.path, id), child),
    router: nameOf(other, seen.value),
    chain: links.chain,
    isChainOpen: links.isOpen,
    isAlias: false,
    ...withPath(path),
  };
}

/** What a function registers on that takes the router as its first parameter, also inside calls that wrap it. */
function callbackPlace(site: CallSite, seen: Seen): RouterId | undefined {
  const found = callbackOf(site, seen, 0);
  const facts = found ? site.linker.names(found.path)?.facts : undefined;
  const fn = found ? facts?.scopes[found.scope]?.fn : undefined;
  return found && facts && fn && fn.parameters.length > 0 ? parameterPlace(facts, found.scope, 0) : undefined;
}

function callbackOf(site: CallSite, { path, scope, value }: Seen, depth: number): { path: string; scope: ScopeId } | undefined {
  if (value.kind === 'function') return { path, scope: value.scope };
  const origin = followValue(site.linker, path, scope, value);
  const found = functionAt(origin);
  if (found || depth > 2 || origin?.kind !== 'value' || origin.value.kind !== 'call' || origin.rest.length > 0) return found;
  const inner = site.linker.names(origin.path)?.facts.calls[origin.value.call]?.args[0];
  return inner ? callbackOf(site, { path: origin.path, scope: origin.scope, value: inner }, depth + 1) : undefined;
}

function mountPath(site: CallSite, model: Extract<CallModel, { is: 'mount' }>, row: Row): string | undefined {
  const { call, linker } = site;
  const argument = model.path === undefined ? undefined : call.args[model.path];
  const value = argument ?? (model.prefixKeywords ?? ['prefix']).flatMap((name) => keyword(call, name) ?? [])[0];
  if (!value || (value.kind === 'literal' && value.value === null)) return '';
  return constantText(linker, row(value));
}

/** A first argument that is computed and that others follow is a path more often than a middleware. */
function isUnknownPath(site: CallSite, value: Value): boolean {
  const { facts, linker, call } = site;
  if (call.args.length < 2) return false;
  if (value.kind === 'opaque') return true;
  if (value.kind !== 'reference') return false;
  const name = value.path.at(-1) ?? '';
  if (!/(path|prefix|route|url|base|endpoint|_STR|version)$/i.test(name)) return false;
  return (
    routerPlace(site, facts.path, call.scope, value) === undefined &&
    linker.value(facts.path, call.scope, value).kind !== 'external'
  );
}

function isRouter(site: CallSite, seen: Seen, hasPath: boolean, isPlugin: boolean): boolean {
  const { linker, catalog } = site;
  const { path, scope, value } = seen;
  if (value.kind === 'literal' || value.kind === 'template' || value.kind === 'object') return false;
  const meaning = linker.value(path, scope, value);
  if (catalog.isRouter(meaning)) return true;
  if (isPlugin) return callbackPlace(site, seen) !== undefined;
  if (routerPlace(site, path, scope, value) !== undefined) return value.kind !== 'reference' || isNamedRouter(site, seen);
  if (value.kind === 'function') return false;
  if (value.kind === 'call') {
    const callee = linker.callee(path, value.call);
    return callee.kind === 'global' && callee.chain[0] === 'require' ? hasPath : false;
  }
  // What is hung in at a path and cannot be followed is a router more often than not, unless its name says otherwise.
  const name = value.kind === 'reference' ? (value.path.at(-1) ?? '') : '';
  if (name === '' || !hasPath) return false;
  return (
    /rout(er?|es?)$/i.test(name) ||
    (meaning.kind === 'unknown' &&
      roleByName(name) === 'other' &&
      functionAt(followValue(linker, path, scope, value)) === undefined)
  );
}

/** A parameter or field without a known type is a router where it is called one; a created one always is. */
function isNamedRouter(site: CallSite, { path, scope, value }: Seen): boolean {
  if (value.kind !== 'reference') return true;
  const origin = follow(site.linker, path, scope, value.path);
  return origin?.kind === 'value' || /rout(er?|es?)$|^app$/i.test(value.path.at(-1) ?? '');
}

function middlewareOf(site: CallSite, seen: Seen, path: string | undefined): Concept {
  const { facts, call, id } = site;
  const router = receiverPlace(site, facts.path, id);
  return {
    kind: 'middleware',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: id,
    ...linkOf(site, seen),
    target: targetOf(facts, call),
    order: site.order,
    isConditional: isConditional(facts, call.scope),
    ...(path !== undefined && { path }),
    ...(router !== undefined && { router }),
  };
}

function exceptionsOf({ call, linker }: CallSite, row: Row): readonly string[] | undefined {
  const value = keyword(call, 'exclude');
  if (value?.kind !== 'array') return undefined;
  return value.items.flatMap((it) => {
    const path = it.kind === 'object' ? it.entries.find((entry) => entry.key === 'path')?.value : it;
    return path ? (constantText(linker, row(path)) ?? []) : [];
  });
}

function versioningOf({ call, linker }: CallSite, row: Row): { before: string; default?: string } | undefined {
  const type = keyword(call, 'type');
  if (type?.kind !== 'reference' || type.path.at(-1) !== 'URI') return undefined;
  const before = keyword(call, 'prefix');
  const standard = keyword(call, 'defaultVersion');
  const text = standard ? constantText(linker, row(standard)) : undefined;
  return { before: before ? (constantText(linker, row(before)) ?? '') : 'v', ...(text !== undefined && { default: text }) };
}

/** A router that is handed to a function of the workspace: its parameter is another name of the router. */
export function liftArguments(site: AliasContext, id: CallId, order: number): Concept[] {
  const { facts, linker } = site;
  const call = facts.calls[id];
  if (!call || call.args.length === 0 || call.form === 'decorator') return [];
  return call.args.flatMap((value, index): Concept[] => {
    if (!isRouterValue(site, call.scope, value)) return [];
    const fn = calledFunction(site, id, call);
    const other = fn ? linker.names(fn.path)?.facts : undefined;
    const parameters = fn ? (other?.scopes[fn.scope]?.fn?.parameters ?? []) : [];
    if (!fn || !other || index >= parameters.length) return [];
    return aliasOf(call, routerPlace(site, facts.path, call.scope, value), parameterPlace(other, fn.scope, index), order);
  });
}

/** A router that is kept in a field or a variable that is there already. */
export function liftAliases(site: AliasContext): Concept[] {
  const { facts, linker } = site;
  const found = facts.assignments.flatMap((it): Concept[] => {
    if (it.value.kind !== 'reference' || !isRouterValue(site, it.scope, it.value)) return [];
    const holder = follow(linker, facts.path, it.scope, it.target);
    if (holder?.kind !== 'field' && holder?.kind !== 'variable') return [];
    const child = routerPlace(site, facts.path, it.scope, { kind: 'reference', path: it.target, span: it.span });
    return aliasOf(it, routerPlace(site, facts.path, it.scope, it.value), child, LAST);
  });
  return facts.language === 'go' ? [...found, ...aliasesOfLiterals(site)] : found;
}

type AliasContext = Pick<CallSite, 'facts' | 'linker' | 'catalog'>;

/** Where an alias stands among registrations is not known of assignments; all that is registered holds for it. */
const LAST = 1_000_000;

function isRouterValue({ facts, linker, catalog }: AliasContext, scope: ScopeId, value: Value): boolean {
  return (value.kind === 'reference' || value.kind === 'call') && catalog.isRouter(linker.value(facts.path, scope, value));
}

function aliasOf(
  { scope, span }: { readonly scope: ScopeId; readonly span: Call['span'] },
  parent: RouterId | undefined,
  child: RouterId | undefined,
  order: number,
): Concept[] {
  if (parent === undefined || child === undefined || parent === child) return [];
  return [
    {
      kind: 'mount',
      framework: 'language',
      scope,
      span,
      target: '',
      router: '',
      parent,
      child,
      path: '',
      chain: [],
      isChainOpen: false,
      isAlias: true,
      order,
    },
  ];
}

/** `&Server{router: r}`. */
function aliasesOfLiterals(site: AliasContext): Concept[] {
  const { facts, linker } = site;
  const values = [
    ...facts.bindings.flatMap((it) => (it.origin.kind === 'value' ? [{ scope: it.scope, value: it.origin.value }] : [])),
    ...facts.returns.flatMap((it) => it.values.slice(0, 1).map((value) => ({ scope: it.scope, value }))),
    ...facts.assignments.map((it) => ({ scope: it.scope, value: it.value })),
  ];
  return values.flatMap(({ scope, value }): Concept[] => {
    if (value.kind !== 'object' || !value.type) return [];
    return value.entries.flatMap((entry): Concept[] => {
      if (!isRouterValue(site, scope, entry.value)) return [];
      const owner = linker.classOf(linker.value(facts.path, scope, value));
      if (!owner) return [];
      const place = `${owner.path}#${owner.declaration.name}.${entry.key}`;
      return aliasOf({ scope, span: entry.span }, routerPlace(site, facts.path, scope, entry.value), place, LAST);
    });
  });
}

function calledFunction(
  site: Pick<CallSite, 'facts' | 'linker' | 'catalog'>,
  id: number,
  call: Call,
): { path: string; scope: ScopeId } | undefined {
  const { facts, linker } = site;
  if (call.callee.receiver !== undefined) {
    const value = { kind: 'call', call: call.callee.receiver, path: call.callee.path, span: call.span } as const;
    return functionAt(followValue(linker, facts.path, call.scope, value)) ?? linker.functionOf(linker.callee(facts.path, id));
  }
  const callee = linker.callee(facts.path, id);
  const made = callee.kind === 'local' && callee.chain.length === 0 ? linker.classOf(callee) : undefined;
  if (made) {
    const scopes = linker.names(made.path)?.facts.scopes ?? [];
    const scope = scopes.findIndex(
      (it) => it.fn?.owner === made.declaration.name && (it.fn.form === 'constructor' || it.fn.name === '__init__'),
    );
    return scope < 0 ? undefined : { path: made.path, scope };
  }
  return functionAt(follow(linker, facts.path, call.scope, call.callee.path)) ?? linker.functionOf(callee);
}

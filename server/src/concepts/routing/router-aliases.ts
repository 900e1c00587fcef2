import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow, followValue, functionAt } from '#link/follow.ts';
import type { CallSite } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { RouterId } from '../kinds/routing.ts';
import { parameterPlace, routerPlace } from './router-place.ts';

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

export type AliasContext = Pick<CallSite, 'facts' | 'linker' | 'catalog'>;

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

/** The function of the workspace that a call runs, a constructor among them; undefined for all others. */
export function calledFunction(site: AliasContext, id: number, call: Call): { path: string; scope: ScopeId } | undefined {
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

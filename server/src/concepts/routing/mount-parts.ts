import type { ScopeId } from '#facts/code-facts.ts';
import { followValue, functionAt } from '#link/follow.ts';
import type { CallSite } from '../call-site.ts';
import type { Mount, RouterId } from '../kinds/routing.ts';
import type { Seen } from './constant-text.ts';
import { type linksOf, nameOf } from './middleware-role.ts';
import { targetOf } from './registration.ts';
import { parameterPlace, registeredOn, routerPlace } from './router-place.ts';

/** A router, or a function that takes one, hung into the router that a call is made on. */
export function mountOf(site: CallSite, seen: Seen, path: string | undefined, links: ReturnType<typeof linksOf>): Mount {
  const { facts, linker } = site;
  const child = routerPlace(site, seen.path, seen.scope, seen.value) ?? callbackPlace(site, seen);
  const other = linker.names(seen.path)?.facts ?? facts;
  return {
    ...mountBase(site),
    ...hungIn(registeredOn(site), child),
    router: nameOf(other, seen.value),
    chain: links.chain,
    isChainOpen: links.isOpen,
    isAlias: false,
    ...withPath(path),
  };
}

/** What a function registers on that takes the router as its first parameter, also inside calls that wrap it. */
export function callbackPlace(site: CallSite, seen: Seen): RouterId | undefined {
  const found = callbackOf(site, seen, 0);
  const facts = found ? site.linker.names(found.path)?.facts : undefined;
  const fn = found ? facts?.scopes[found.scope]?.fn : undefined;
  return found && facts && fn && fn.parameters.length > 0 ? parameterPlace(facts, found.scope, 0) : undefined;
}

/** What all mounts that a call makes have in common. */
export function mountBase(
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

/** Both ends of a mount, those that are known. */
export function hungIn(parent: RouterId | undefined, child: RouterId | undefined): Pick<Mount, 'parent' | 'child'> {
  return { ...(parent !== undefined && { parent }), ...(child !== undefined && { child }) };
}

/** The path of a mount where it is known. */
export function withPath(path: string | undefined): Pick<Mount, 'path'> {
  return path === undefined ? {} : { path };
}

function callbackOf(site: CallSite, { path, scope, value }: Seen, depth: number): { path: string; scope: ScopeId } | undefined {
  if (value.kind === 'function') return { path, scope: value.scope };
  const origin = followValue(site.linker, path, scope, value);
  const found = functionAt(origin);
  if (found || depth > 2 || origin?.kind !== 'value' || origin.value.kind !== 'call' || origin.rest.length > 0) return found;
  const inner = site.linker.names(origin.path)?.facts.calls[origin.value.call]?.args[0];
  return inner ? callbackOf(site, { path: origin.path, scope: origin.scope, value: inner }, depth + 1) : undefined;
}

import { followValue, returnedValues } from '#link/follow.ts';
import type { CallSite } from '../call-site.ts';
import type { Mount, RouterId } from '../kinds/routing.ts';
import { constantText, type Seen } from './constant-text.ts';
import { linksOf } from './middleware-role.ts';
import { hungIn, mountBase, withPath } from './mount-parts.ts';
import { receiverPlace, routerPlace } from './router-place.ts';

interface HungRouter {
  readonly router: RouterId;
  /** The part of the path that is cut off before the router sees it. */
  readonly stripped: string | undefined;
  readonly wrappers: readonly Seen[];
}

/** net/http: `mux.Handle("/api/", http.StripPrefix("/api", auth(orders)))` hangs a router in. */
export function hungRouter(site: CallSite, seen: Seen, depth: number): HungRouter | undefined {
  const { linker, catalog } = site;
  const { path, scope, value } = seen;
  if ((value.kind !== 'reference' && value.kind !== 'call') || depth > 6) return undefined;
  if (value.kind === 'reference') {
    const found = followValue(linker, path, scope, value);
    if (found?.kind === 'value' && found.rest.length === 0 && found.value.kind === 'call')
      return hungRouter(site, found, depth + 1);
    if (!catalog.isRouter(linker.value(path, scope, value))) return undefined;
  }
  const router = routerPlace(site, path, scope, value);
  if (router !== undefined) return { router, stripped: '', wrappers: [] };
  const call = value.kind === 'call' ? linker.names(path)?.facts.calls[value.call] : undefined;
  if (value.kind !== 'call' || !call) return undefined;
  for (const argument of call.args) {
    const inner = hungRouter(site, { ...seen, value: argument }, depth + 1);
    if (!inner) continue;
    const isStrip = call.callee.path.at(-1) === 'StripPrefix';
    const cut = isStrip && call.args[0] ? constantText(linker, { ...seen, value: call.args[0] }) : '';
    const stripped = cut === undefined || inner.stripped === undefined ? undefined : cut + inner.stripped;
    return { router: inner.router, stripped, wrappers: isStrip ? inner.wrappers : [seen, ...inner.wrappers] };
  }
  return returnedRouter(site, path, value.call, depth);
}

/** The mount of a router that a pattern hangs in. */
export function hungOf(site: CallSite, hung: HungRouter): Mount {
  const { chain, isOpen } = linksOf(site, hung.wrappers);
  return {
    ...mountBase(site),
    ...hungIn(receiverPlace(site, site.facts.path, site.id), hung.router),
    ...withPath(hung.stripped),
    router: '',
    chain,
    isChainOpen: isOpen,
    isAlias: false,
  };
}

/** A function of the workspace that wraps the router that it gives. */
function returnedRouter(site: CallSite, path: string, id: number, depth: number): HungRouter | undefined {
  const callee = site.linker.callee(path, id);
  const fn = callee.kind === 'local' ? site.linker.functionOf(callee) : undefined;
  const facts = fn ? site.linker.names(fn.path)?.facts : undefined;
  if (!fn || !facts) return undefined;
  for (const { scope, value } of returnedValues(facts, fn.scope)) {
    const inner = hungRouter(site, { path: fn.path, scope, value }, depth + 1);
    if (inner) return inner;
  }
  return undefined;
}

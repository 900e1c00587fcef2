import type { ChainLink } from '#concepts/kinds/routing.ts';
import type { Neighbour } from './route-beside.ts';

/** Tells whether a middleware asks who somebody is; `jwt({ secret }).unless({ path })` is called `unless` by its last word. */
export function isGuard({ role, name }: ChainLink): boolean {
  return role === 'auth' || (role === 'other' && /auth|jwt|token|session|login|protect|guard|^unless$/i.test(name));
}

/**
 * The neighbour whose place is below all that guards its router: what stands above a guard is open to everybody. That is behind the first route below
 * the last guard, else behind the guard itself.
 */
export function belowGuards(neighbour: Neighbour): Neighbour {
  const { code, route, registered, place } = neighbour;
  // Python's frameworks run what guards a router for all its routes.
  if (code.facts.language === 'python') return neighbour;
  const registrations = code.visible.flatMap((it) => {
    if ((it.kind !== 'middleware' && it.kind !== 'route') || it.target !== route.target || it.framework !== route.framework)
      return [];
    const call = it.call === undefined ? undefined : code.facts.calls[it.call];
    return call && call.scope === registered.scope && call.span.start > place.end ? [{ it, place: call.statement }] : [];
  });
  const below = registrations.toSorted((a, b) => a.place.start - b.place.start);
  const guard = below.findLast(({ it }) => it.kind === 'middleware' && isGuard(it));
  const next = guard && below.find(({ it, place: { start } }) => it.kind === 'route' && start > guard.place.end);
  return guard ? { ...neighbour, place: (next ?? guard).place } : neighbour;
}

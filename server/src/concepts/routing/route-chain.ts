import type { Parameter, ScopeId } from '#facts/code-facts.ts';
import { follow } from '#link/follow.ts';
import type { CallSite } from '../call-site.ts';
import type { ChainLink } from '../kinds/routing.ts';
import type { Seen } from './constant-text.ts';
import { linksOf, providerOf } from './middleware-role.ts';
import { functionOfValue } from './router-place.ts';

/** `requireAuth(list)` is passed before `list`. */
export function wrappersOf(site: CallSite, seen: Seen | undefined): ChainLink[] {
  if (seen?.value.kind !== 'call') return [];
  const call = site.linker.names(seen.path)?.facts.calls[seen.value.call];
  const inner = call?.args.find((it) => functionOfValue(site, seen.path, seen.scope, it) !== undefined);
  if (!call || !inner || /^(HandlerFunc|as_view)$/.test(call.callee.path.at(-1) ?? '')) return [];
  return [...linksOf(site, [seen]).chain, ...wrappersOf(site, { ...seen, value: inner })];
}

/** What else decorates a function, and what its parameters ask to be provided: FastAPI's `Depends(current_user)`. */
export function decoratorsOf(site: CallSite, scope: ScopeId): ChainLink[] {
  const { facts, linker } = site;
  const fn = facts.scopes[scope]?.fn;
  const at = facts.scopes[scope]?.parent ?? 0;
  const others = (fn?.decorators ?? []).filter((it) => {
    if (it.call === undefined) return true;
    return (
      it.call !== site.id &&
      !site.catalog.callsOf(site.catalog.normalise(linker.callee(facts.path, it.call)), facts.language).length
    );
  });
  const decorated = others.map(
    (it): Seen => ({
      path: facts.path,
      scope: at,
      value:
        it.call === undefined
          ? { kind: 'reference', path: it.path, span: it.span }
          : { kind: 'call', call: it.call, path: [], span: it.span },
    }),
  );
  const provided = (fn?.parameters ?? []).flatMap((it) => providersOf(site, it, at));
  return [...linksOf(site, [...decorated, ...provided]).chain];
}

/** What is asked to provide a parameter, in its default, in its type, or in the type that it names. */
function providersOf(site: CallSite, parameter: Parameter, scope: ScopeId): Seen[] {
  const { facts, linker } = site;
  const here = [parameter.defaultValue, ...(parameter.type?.annotations ?? [])].flatMap((value): Seen[] =>
    value ? [{ path: facts.path, scope, value }] : [],
  );
  const alias =
    parameter.type && parameter.type.path.length > 0 ? follow(linker, facts.path, scope, parameter.type.path) : undefined;
  const type = alias?.kind === 'variable' && alias.binding.origin.kind === 'type' ? alias.binding.origin.type : undefined;
  const there = alias && type ? (type.annotations ?? []).map((value): Seen => ({ path: alias.path, scope: 0, value })) : [];
  return [...here, ...there].filter((it) => it.value.kind === 'call' && providerOf(site, it) !== it);
}

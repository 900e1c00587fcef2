import type { Span } from '#base/span.ts';
import type { CallId, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow } from '#link/follow.ts';
import type { CallSite } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { RouterId } from '../kinds/routing.ts';
import { routerPlace } from './router-place.ts';

/** The list that Django reads unless another one is named. */
export const MAIN_LIST = 'urlpatterns';

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

/** The list that a pattern stands in: one that a variable holds by itself, else the main one. */
export function listAround(facts: CodeFacts, id: CallId): RouterId {
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

/** A router, or another list of patterns that is added whole: `urlpatterns = [*orders, *users]`. */
function listNamed(site: Pick<CallSite, 'facts' | 'linker' | 'catalog'>, name: string, span: Span): RouterId | undefined {
  const { facts, linker } = site;
  const router = routerPlace(site, facts.path, 0, { kind: 'reference', path: [name], span });
  if (router !== undefined) return router;
  const found = follow(linker, facts.path, 0, [name]);
  const isList = found?.kind === 'value' && (found.value.kind === 'array' || found.value.kind === 'opaque');
  return isList && found.name !== undefined && found.rest.length === 0 ? `${found.path}#${found.name}` : undefined;
}

/** A list that stands in the call that includes it, by the number of that call. */
export function includedList(facts: CodeFacts, id: CallId): RouterId {
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

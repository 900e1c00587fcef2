import type { Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { defineRule } from '../rule.ts';
import { callByMethod, fittingMethod, ownMethod } from './call-edit.ts';
import { routerObstacle } from './django-router-obstacle.ts';
import { newRoute } from './new-route.ts';
import { pathText, routePlace, understoodLinks } from './understood-links.ts';

interface Data {
  /** `DELETE /orders/:id`. */
  readonly call: string;
  /** The methods that the path takes. */
  readonly methods: readonly string[];
}

export default defineRule<unknown, Data>({
  id: 'contract/method-mismatch',
  section: 5,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go', 'vue'],
  scope: 'workspace',
  fix: 'suggest',
  messages: {
    otherMethod: ({ call, methods }) => `No route serves \`${call}\`; the path takes ${listed(methods)}`,
  },
  *check({ workspace }) {
    const seen = new Set<string>();
    for (const link of understoodLinks(workspace, workspace.configuration.contract.minMatchRate)) {
      const { call, asked, routes } = link;
      if (link.outcome !== 'other-method' || call.method === undefined || mayOverride(link)) continue;
      const place = `${call.path} ${call.concept}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const text = `${call.method} ${pathText(asked)}`;
      yield {
        messageId: 'otherMethod',
        data: { call: text, methods: [...new Set(routes.map((it) => it.method))].sort() },
        path: call.path,
        at: { kind: 'concept', index: call.concept },
        symbol: `${call.symbol} ${text}`,
        offers: fixesFor(workspace, link).map(({ id, kind, title }) => ({ id, kind, title })),
        related: routes.slice(0, 4).map(routePlace),
      };
    }
  },
  repair({ workspace }, { path, at }) {
    if (at.kind !== 'concept') return [];
    for (const link of workspace.contract().linksAt(path, at.index)) {
      const fixes = link.outcome === 'other-method' ? fixesFor(workspace, link) : [];
      if (fixes.length > 0) return fixes;
    }
    return [];
  },
  obstacle({ workspace }, { path, at }) {
    if (at.kind !== 'concept') return undefined;
    const links = workspace.contract().linksAt(path, at.index);
    return routerObstacle(
      workspace,
      links.flatMap((it) => (it.outcome === 'other-method' ? it.routes : [])),
    );
  },
});

/** Either side may be the one that is wrong: the call takes a method that the path has, or the server gets a route for the call. */
function fixesFor(workspace: Workspace, link: ContractLink): readonly Fix[] {
  const method = fittingMethod(link);
  const changed = method === undefined ? undefined : callByMethod(workspace, link, method);
  // A wrapper that sends everything in one way says nothing of what the server lacks.
  const made = ownMethod(workspace, link) ? newRoute(workspace, link, link.routes.toReversed()) : undefined;
  return [
    ...(method !== undefined && changed
      ? [{ id: 'change-method', kind: 'suggest' as const, title: worded`Call it with ${method}`, edits: [changed] }]
      : []),
    ...(made ? [{ id: 'add-route', kind: 'multi' as const, title: made.title, edits: made.edits }] : []),
  ];
}

/** A form that says `_method` is sent with POST and served by another method. */
function mayOverride({ rate, call }: ContractLink): boolean {
  return call.method === 'POST' && rate.servers.some((it) => it.dependencies.has('method-override'));
}

function listed(methods: readonly string[]): string {
  const last = methods.at(-1) ?? '';
  return methods.length < 2 ? last : `${methods.slice(0, -1).join(', ')} and ${last}`;
}

import type { ContractLink } from '#workspace/contract.ts';
import { defineRule } from '../rule.ts';
import { callByMethod, fittingMethod } from './call-edit.ts';
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
      const method = fittingMethod(link);
      const title = `Call it with ${method}`;
      const isMendable = method !== undefined && callByMethod(workspace, link, method) !== undefined;
      yield {
        messageId: 'otherMethod',
        data: { call: text, methods: [...new Set(routes.map((it) => it.method))].sort() },
        path: call.path,
        at: { kind: 'concept', index: call.concept },
        symbol: `${call.symbol} ${text}`,
        ...(isMendable && { offers: [{ id: 'change-method', kind: 'suggest' as const, title }] }),
        related: routes.slice(0, 4).map(routePlace),
      };
    }
  },
  repair({ workspace }, { path, at, offers: [offer] = [] }) {
    if (!offer || at.kind !== 'concept') return [];
    for (const link of workspace.contract().linksAt(path, at.index)) {
      const method = link.outcome === 'other-method' ? fittingMethod(link) : undefined;
      const edit = method === undefined ? undefined : callByMethod(workspace, link, method);
      if (edit) return [{ ...offer, edits: [edit] }];
    }
    return [];
  },
});

/** A form that says `_method` is sent with POST and served by another method. */
function mayOverride({ rate, call }: ContractLink): boolean {
  return call.method === 'POST' && rate.servers.some((it) => it.dependencies.has('method-override'));
}

function listed(methods: readonly string[]): string {
  const last = methods.at(-1) ?? '';
  return methods.length < 2 ? last : `${methods.slice(0, -1).join(', ')} and ${last}`;
}

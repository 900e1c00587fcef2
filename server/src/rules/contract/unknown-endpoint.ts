import { z } from 'zod';
import { globMatcher } from '#base/glob.ts';
import type { FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type Detection, defineRule } from '../rule.ts';
import { callTheRoute } from './call-edit.ts';
import { routerObstacle } from './django-router-obstacle.ts';
import { type Miss, missOf } from './nearest-route.ts';
import { newRoute } from './new-route.ts';
import { type Family, familyOf } from './route-family.ts';
import { pathText, routePlace, routeText, understoodLinks } from './understood-links.ts';

interface Data {
  /** `GET /orders/:id`. */
  readonly call: string;
  readonly nearest?: string;
  readonly prefix?: string;
  readonly family?: string;
  readonly count?: number;
}

interface Options {
  readonly ignore: readonly string[];
  readonly minMatchRate?: number | undefined;
  readonly families: Readonly<Record<string, 'external'>>;
}

export default defineRule<Options, Data>({
  id: 'contract/unknown-endpoint',
  section: 5,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go', 'vue'],
  scope: 'workspace',
  fix: 'suggest',
  options: z
    .strictObject({
      ignore: z
        .array(z.string())
        .readonly()
        .default([])
        .describe('Globs of paths that something outside of the workspace serves, without the first slash'),
      minMatchRate: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe(
          'Share of a client’s calls that must arrive before one that does not is reported; `contract.minMatchRate` without it',
        ),
      families: z
        .record(z.string(), z.literal('external'))
        .default({})
        .describe('Families of paths, such as `/api/billing`, that another repository serves'),
    })
    .prefault({}),
  messages: {
    unknown: ({ call }) => `No route serves \`${call}\``,
    typo: ({ call, nearest }) => `No route serves \`${call}\`; the nearest is \`${nearest}\``,
    doubledPrefix: ({ call, prefix }) => `\`${call}\` has \`${prefix}\` twice, and no route serves it`,
    missingPrefix: ({ call, prefix }) => `No route serves \`${call}\`, which lacks \`${prefix}\` before it`,
    family: ({ family, count = 1 }) => `No route in this workspace serves \`${family}/*\` (${count} call${count > 1 ? 's' : ''})`,
  },
  *check({ workspace, options }) {
    const rate = options.minMatchRate ?? workspace.configuration.contract.minMatchRate;
    const isIgnored = globMatcher([
      ...options.ignore,
      ...Object.keys(options.families).flatMap((it) => [it.replace(/^\//, ''), `${it.replace(/^\//, '')}/**`]),
    ]);
    const strangers = new Map<string, ContractLink[]>();
    const seen = new Set<string>();
    for (const link of understoodLinks(workspace, rate)) {
      if (link.outcome !== 'unserved' || isIgnored(pathText(link.asked).slice(1))) continue;
      const place = `${link.call.path} ${link.call.concept}`;
      if (seen.has(place)) continue;
      const routes = routesOf(workspace, link);
      const miss = missOf(link.asked, link.call.method, routes, usualBeginning(link));
      const family = familyOf(link.asked, routes);
      if (miss.kind === 'other' && (!family || (!family.exists && isHungIn(workspace, link, family)))) continue;
      seen.add(place);
      if (miss.kind === 'other' && family && !family.exists) {
        const name = pathText(family.segments);
        strangers.set(name, [...(strangers.get(name) ?? []), link]);
      } else yield known(link, miss, family, offerFor(workspace, link, miss));
    }
    for (const [family, links] of strangers) yield* grouped(family, links);
  },
  repair({ workspace }, { path, at, offers: [offer] = [] }) {
    if (!offer || at.kind !== 'concept') return [];
    for (const link of workspace.contract().linksAt(path, at.index)) {
      if (link.outcome !== 'unserved') continue;
      const miss = missOf(link.asked, link.call.method, routesOf(workspace, link), usualBeginning(link));
      if (miss.kind === 'other') {
        const made = newRoute(workspace, link, miss.near);
        if (made) return [{ ...offer, edits: made.edits }];
        continue;
      }
      const edit = callTheRoute(workspace, link, miss);
      if (edit) return [{ ...offer, edits: [edit] }];
    }
    return [];
  },
  obstacle({ workspace }, { path, at }) {
    if (at.kind !== 'concept') return undefined;
    for (const link of workspace.contract().linksAt(path, at.index)) {
      if (link.outcome !== 'unserved') continue;
      const miss = missOf(link.asked, link.call.method, routesOf(workspace, link), usualBeginning(link));
      const found = miss.kind === 'other' ? routerObstacle(workspace, miss.near) : undefined;
      if (found) return found;
    }
    return undefined;
  },
});

/** The call takes the path of the route that was meant; where none was, the server gets the route. */
function offerFor(workspace: Workspace, link: ContractLink, miss: Miss): FixOffer | undefined {
  if (miss.kind === 'other') {
    const made = newRoute(workspace, link, miss.near);
    return made && { id: 'add-route', kind: 'multi', title: made.title };
  }
  if (!callTheRoute(workspace, link, miss)) return undefined;
  return { id: 'call-route', kind: 'suggest', title: worded`Call ${routeText(miss.route)}` };
}

function known(link: ContractLink, miss: Miss, family: Family | undefined, offer: FixOffer | undefined): Detection<Data> {
  const call = callText(link);
  const near = miss.kind === 'other' ? miss.near : [miss.route];
  const nearest = miss.kind === 'other' ? undefined : routeText(miss.route);
  const prefix = miss.kind === 'doubled' || miss.kind === 'missing' ? miss.prefix : undefined;
  return {
    messageId: MESSAGES[miss.kind],
    data: {
      call,
      ...(nearest !== undefined && { nearest }),
      ...(prefix !== undefined && { prefix }),
      ...(family && { family: pathText(family.segments) }),
    },
    path: link.call.path,
    at: { kind: 'concept', index: link.call.concept },
    symbol: `${link.call.symbol} ${call}`,
    ...(offer && { offers: [offer] }),
    related: near.map(routePlace),
  };
}

/** Whole families are often served by another repository or an edition that is not here: one finding for all calls, as information. */
function* grouped(family: string, links: readonly ContractLink[]): Iterable<Detection<Data>> {
  const [first, ...others] = links;
  if (!first) return;
  yield {
    messageId: 'family',
    data: { call: callText(first), family, count: links.length },
    path: first.call.path,
    at: { kind: 'concept', index: first.call.concept },
    severity: 'info',
    symbol: family,
    related: others.slice(0, 20).map(({ call }) => ({
      path: call.path,
      at: { kind: 'concept', index: call.concept },
      message: `calls ${call.method ?? 'ANY'} ${call.written}`,
    })),
  };
}

const MESSAGES: Readonly<Record<Miss['kind'], string>> = {
  doubled: 'doubledPrefix',
  missing: 'missingPrefix',
  typo: 'typo',
  other: 'unknown',
};

function callText({ call, asked }: ContractLink): string {
  return `${call.method ?? 'ANY'} ${pathText(asked)}`;
}

function routesOf(workspace: Workspace, { rate }: ContractLink): readonly ComposedRoute[] {
  return rate.servers.flatMap((it) => workspace.routesOf(it).routes);
}

/** A server that hangs a router in under this name has routes there, even if none of them could be followed. */
function isHungIn(workspace: Workspace, { rate }: ContractLink, { segments }: Family): boolean {
  const last = segments.at(-1);
  const name = last?.kind === 'literal' ? last.text.toLowerCase() : '';
  return rate.servers.some((server) =>
    server.files.some((path) =>
      workspace.files.get(path)?.visible.some(
        (it) =>
          it.kind === 'mount' &&
          it.path
            ?.toLowerCase()
            .split('/')
            .findLast((word) => word !== '') === name,
      ),
    ),
  );
}

/** The generic beginning that a call may have lost: the one that the routes of its server share. */
function usualBeginning({ rate, asked }: ContractLink): readonly string[] {
  const [first] = rate.servers;
  const begins = first ? rate.usualBeginnings.get(first) : undefined;
  const head = asked[0];
  return begins && !(head?.kind === 'literal' && head.text === begins[0]) ? begins : [];
}

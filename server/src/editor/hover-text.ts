import type { Span } from '#base/span.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute, RouteMiddleware } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { callersOf, type PlacedCall } from './call-places.ts';
import type { CodePlace } from './code-place.ts';
import { distinctRoutes } from './navigation.ts';
import { answerPlace, handlerOf, type PlacedRoutes, registrationPlace, routeText } from './route-places.ts';
import type { VariableView } from './variable-places.ts';

/** A hover as Markdown, with the place that it is about. */
export interface HoverText {
  readonly markdown: string;
  readonly span: Span;
}

/** Writes a link to a place, with its path and line as the words; only the host knows addresses. */
export type LinkTo = (place: CodePlace) => string;

/** More places are counted instead of listed. */
const MAX_LISTED = 5;

/** A route: method and path, who answers, what runs before, which front-end requests go there. */
export function routeHover(workspace: Workspace, placed: PlacedRoutes, linkTo: LinkTo): HoverText {
  const routes = distinctRoutes(placed.routes, routeText);
  const [first] = routes;
  const callers = callersOf(workspace, placed.routes);
  const parts = [
    ...routes.slice(0, MAX_LISTED).map((it) => `**\`${routeText(it)}\`**`),
    ...(routes.length > MAX_LISTED ? [`and ${routes.length - MAX_LISTED} more`] : []),
    ...(first ? [servedBy(workspace, first, placed, linkTo), passes(first)] : []),
    callers.length === 0
      ? 'No front end of this workspace calls it.'
      : `Called from ${callers.length === 1 ? '1 place' : `${callers.length} places`}:\n${listed(callers, linkTo)}`,
  ];
  return { markdown: parts.filter((it) => it !== '').join('\n\n'), span: placed.span };
}

/** A front-end request: method and path as the server sees them, who answers, what runs before; why nobody does. */
export function callHover(workspace: Workspace, { span, links }: PlacedCall, linkTo: LinkTo): HoverText {
  const parts = links.slice(0, MAX_LISTED).flatMap((link) => callParts(workspace, link, linkTo));
  return { markdown: parts.filter((it) => it !== '').join('\n\n'), span };
}

/** An environment variable: where it is declared, whether the example file has it, where else it is read. */
export function variableHover(
  { name, declared, examples, reads, isOfPlatform }: VariableView,
  span: Span,
  linkTo: LinkTo,
): HoverText {
  const missing = examples.filter((it) => it.entry === undefined);
  const lines = [
    ...declared.map((it) => `Declared in ${linkTo(it)}, ${it.isOptional ? 'optional' : 'required'}`),
    ...(declared.length === 0 && !isOfPlatform ? ['Declared in no schema'] : []),
    ...examples.flatMap(({ entry }) => (entry ? [`Written down in ${linkTo(entry)}`] : [])),
    ...(isOfPlatform ? ['Set by the platform, so no example file needs it'] : missing.map((it) => `Missing in \`${it.path}\``)),
    ...(examples.length === 0 && !isOfPlatform ? ['There is no `.env.example` to write it down in'] : []),
  ];
  const read =
    reads.length === 0 ? '' : `Read in ${reads.length === 1 ? '1 place' : `${reads.length} places`}:\n${listed(reads, linkTo)}`;
  const markdown = [`**\`${name}\`** · environment variable`, lines.map((it) => `- ${it}`).join('\n'), read];
  return { markdown: markdown.filter((it) => it !== '').join('\n\n'), span };
}

function callParts(workspace: Workspace, link: ContractLink, linkTo: LinkTo): string[] {
  const { call, outcome, asked, routes } = link;
  const path = `/${asked.map((it) => (it.kind === 'literal' ? it.text : it.kind === 'any' ? `:${it.name ?? 'value'}` : '*')).join('/')}`;
  const head = `**\`${call.method === undefined ? '' : `${call.method} `}${path}\`**`;
  const [route] = routes;
  switch (outcome) {
    case 'served':
      return route ? [head, servedBy(workspace, route, undefined, linkTo), passes(route)] : [head];
    case 'other-method':
      return [
        head,
        `The server has this path for ${[...new Set(routes.map((it) => it.method))].join(', ')} only: ${routes.map((it) => linkTo(answerPlace(workspace, it))).join(', ')}`,
      ];
    case 'unserved':
      return link.rate.servers.length === 0 ? [] : [head, 'No route of this workspace serves it.'];
    case 'open':
      return [head, 'No route that can be read serves it; a proxy, a catch-all route or a mount that cannot be followed may.'];
  }
}

/** The function with its place; its registration too where that is elsewhere. */
function servedBy(workspace: Workspace, route: ComposedRoute, placed: PlacedRoutes | undefined, linkTo: LinkTo): string {
  const handler = handlerOf(workspace, route);
  const registration = registrationPlace(workspace, route);
  if (!handler) return placed ? '' : `Served by ${linkTo(registration)}`;
  const name = [handler.fn.owner, handler.fn.name].filter(Boolean).join('.');
  const answer = name === '' ? `Served by ${linkTo(handler)}` : `Served by \`${name}\`, ${linkTo(handler)}`;
  const isElsewhere = placed?.role !== 'registration' && registration.path !== handler.path;
  return isElsewhere ? `${answer}, registered in ${linkTo(registration)}` : answer;
}

/** What runs before the handler, in its order; says so where it may be more. */
function passes({ chain, isChainOpen }: ComposedRoute): string {
  const names = chain.map(middlewareText);
  if (names.length === 0) return isChainOpen ? 'What runs before it cannot be read whole.' : '';
  return `Passes ${names.join(' → ')}${isChainOpen ? ' and what cannot be read' : ''}`;
}

function middlewareText({ role, name }: RouteMiddleware): string {
  const words = role === 'other' ? '' : role === 'auth' ? 'sign-in' : role.replaceAll('-', ' ');
  if (name === '') return words === '' ? 'a function' : words;
  return words === '' ? `\`${name}\`` : `\`${name}\` (${words})`;
}

function listed(places: readonly CodePlace[], linkTo: LinkTo): string {
  const shown = places.slice(0, MAX_LISTED).map((it) => `- ${linkTo(it)}`);
  return [...shown, ...(places.length > MAX_LISTED ? [`- and ${places.length - MAX_LISTED} more`] : [])].join('\n');
}

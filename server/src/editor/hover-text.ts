import type { Span } from '#base/span.ts';
import type { Say } from '#base/translate.ts';
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
export function routeHover(workspace: Workspace, placed: PlacedRoutes, linkTo: LinkTo, say: Say): HoverText {
  const routes = distinctRoutes(placed.routes, routeText);
  const [first] = routes;
  const callers = callersOf(workspace, placed.routes);
  const parts = [
    ...routes.slice(0, MAX_LISTED).map((it) => `**\`${routeText(it)}\`**`),
    ...(routes.length > MAX_LISTED ? [say('and {0} more', routes.length - MAX_LISTED)] : []),
    ...(first ? [servedBy(workspace, first, placed, linkTo, say), passes(first, say)] : []),
    callers.length === 0
      ? say('No front end of this workspace calls it.')
      : `${callers.length === 1 ? say('Called from 1 place:') : say('Called from {0} places:', callers.length)}\n${listed(callers, linkTo, say)}`,
  ];
  return { markdown: parts.filter((it) => it !== '').join('\n\n'), span: placed.span };
}

/** A front-end request: method and path as the server sees them, who answers, what runs before; why nobody does. */
export function callHover(workspace: Workspace, { span, links }: PlacedCall, linkTo: LinkTo, say: Say): HoverText {
  const parts = links.slice(0, MAX_LISTED).flatMap((link) => callParts(workspace, link, linkTo, say));
  return { markdown: parts.filter((it) => it !== '').join('\n\n'), span };
}

/** An environment variable: where it is declared, whether the example file has it, where else it is read. */
export function variableHover(
  { name, declared, examples, reads, isOfPlatform }: VariableView,
  span: Span,
  linkTo: LinkTo,
  say: Say,
): HoverText {
  const missing = examples.filter((it) => it.entry === undefined);
  const lines = [
    ...declared.map((it) => say(it.isOptional ? 'Declared in {0}, optional' : 'Declared in {0}, required', linkTo(it))),
    ...(declared.length === 0 && !isOfPlatform ? [say('Declared in no schema')] : []),
    ...examples.flatMap(({ entry }) => (entry ? [say('Written down in {0}', linkTo(entry))] : [])),
    ...(isOfPlatform
      ? [say('Set by the platform, so no example file needs it')]
      : missing.map((it) => say('Missing in `{0}`', it.path))),
    ...(examples.length === 0 && !isOfPlatform ? [say('There is no `.env.example` to write it down in')] : []),
  ];
  const count = reads.length === 1 ? say('Read in 1 place:') : say('Read in {0} places:', reads.length);
  const read = reads.length === 0 ? '' : `${count}\n${listed(reads, linkTo, say)}`;
  const markdown = [`**\`${name}\`** · ${say('environment variable')}`, lines.map((it) => `- ${it}`).join('\n'), read];
  return { markdown: markdown.filter((it) => it !== '').join('\n\n'), span };
}

function callParts(workspace: Workspace, link: ContractLink, linkTo: LinkTo, say: Say): string[] {
  const { call, outcome, asked, routes } = link;
  const path = `/${asked.map((it) => (it.kind === 'literal' ? it.text : it.kind === 'any' ? `:${it.name ?? 'value'}` : '*')).join('/')}`;
  const head = `**\`${call.method === undefined ? '' : `${call.method} `}${path}\`**`;
  const [route] = routes;
  switch (outcome) {
    case 'served':
      return route ? [head, servedBy(workspace, route, undefined, linkTo, say), passes(route, say)] : [head];
    case 'other-method':
      return [
        head,
        say(
          'The server has this path for {0} only: {1}',
          [...new Set(routes.map((it) => it.method))].join(', '),
          routes.map((it) => linkTo(answerPlace(workspace, it))).join(', '),
        ),
      ];
    case 'unserved':
      return link.rate.servers.length === 0 ? [] : [head, say('No route of this workspace serves it.')];
    case 'open':
      return [
        head,
        say('No route that can be read serves it; a proxy, a catch-all route or a mount that cannot be followed may.'),
      ];
  }
}

/** The function with its place; its registration too where that is elsewhere. */
function servedBy(
  workspace: Workspace,
  route: ComposedRoute,
  placed: PlacedRoutes | undefined,
  linkTo: LinkTo,
  say: Say,
): string {
  const handler = handlerOf(workspace, route);
  const registration = registrationPlace(workspace, route);
  if (!handler) return placed ? '' : say('Served by {0}', linkTo(registration));
  const name = [handler.fn.owner, handler.fn.name].filter(Boolean).join('.');
  const answer = name === '' ? linkTo(handler) : `\`${name}\`, ${linkTo(handler)}`;
  const isElsewhere = placed?.role !== 'registration' && registration.path !== handler.path;
  return isElsewhere ? say('Served by {0}, registered in {1}', answer, linkTo(registration)) : say('Served by {0}', answer);
}

/** What runs before the handler, in its order; says so where it may be more. */
function passes({ chain, isChainOpen }: ComposedRoute, say: Say): string {
  const names = chain.map((it) => middlewareText(it, say)).join(' → ');
  if (names === '') return isChainOpen ? say('What runs before it cannot be read whole.') : '';
  return isChainOpen ? say('Passes {0} and what cannot be read', names) : say('Passes {0}', names);
}

function middlewareText({ role, name }: RouteMiddleware, say: Say): string {
  const words = role === 'other' ? '' : role === 'auth' ? say('sign-in') : role.replaceAll('-', ' ');
  if (name === '') return words === '' ? say('a function') : words;
  return words === '' ? `\`${name}\`` : `\`${name}\` (${words})`;
}

function listed(places: readonly CodePlace[], linkTo: LinkTo, say: Say): string {
  const shown = places.slice(0, MAX_LISTED).map((it) => `- ${linkTo(it)}`);
  return [...shown, ...(places.length > MAX_LISTED ? [`- ${say('and {0} more', places.length - MAX_LISTED)}`] : [])].join('\n');
}

import type { RouteSegment } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { AddressPlace } from './address-places.ts';

/** `http://localhost:3001/orders` → `localhost:3001`; undefined where a part that is filled in stands in its place. */
export function hostOf(address: string): string | undefined {
  const host = /^[a-z]+:\/\/(?:[^/@\s]*@)?([^/?#\s]+)/i.exec(address)?.[1];
  return host === undefined || /^\uFFFC/.test(host) ? undefined : host.replace('\uFFFC', '…');
}

/** Tells whether a host is the own machine or one of a private network. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[\w-]+\.local)(:|$)/i.test(
    host,
  );
}

/** Tells whether an address elsewhere is that of the own API: its host is one of the project's, or its path is a route of it. */
export function isOwnHost(workspace: Workspace, address: string, place: AddressPlace, ownHosts: readonly string[]): boolean {
  const host = hostOf(address)?.replace(/:\d+$/, '');
  if (host === undefined) return false;
  if (ownHosts.includes(host)) return true;
  if (VENDORS.test(host)) return false;
  if (hostsInEnvironments(workspace).has(host)) return true;
  const routes = workspace.units.flatMap((it) => workspace.routesOf(it).routes);
  if (routes.length === 0) return false;
  const segments = (address.replace(/^[a-z]+:\/\/[^/?#]+/i, '').split(/[?#]/)[0] ?? '').split('/').filter(Boolean);
  // What a project calls its API is its own where it serves one.
  if (place.kind === 'base') return segments.length <= 2;
  return segments.length >= 2 && routes.some((it) => it.segments !== undefined && isServed(it.segments, segments));
}

/** A program beside the browser, such as an agent on the person's own machine: no route of the workspace ends in what is asked for. */
export function asksNoRoute(workspace: Workspace, address: string): boolean {
  const routes = workspace.units.flatMap((it) => workspace.routesOf(it).routes);
  const segments = (address.replace(/^[a-z]+:\/\/[^/?#]+/i, '').split(/[?#]/)[0] ?? '').split('/').filter(Boolean);
  // Where servers under development listen, it is one of them.
  if (/:(?:80|3\d{3}|4[02]00|5\d{3}|8\d{3}|1337)$/.test(hostOf(address) ?? ':80')) return false;
  const words = segments.filter((it) => !it.includes('\uFFFC'));
  if (routes.length === 0 || words.length === 0) return false;
  return routes.every(({ segments: route }) => route?.every((it) => it.kind !== 'literal' || !words.includes(it.text)) === true);
}

function isServed(route: readonly RouteSegment[], asked: readonly string[]): boolean {
  const literals = route.filter((it) => it.kind === 'literal').length;
  return (
    literals >= 2 &&
    route.length === asked.length &&
    route.every((it, index) => (it.kind === 'literal' ? it.text === asked[index] : it.kind === 'parameter'))
  );
}

function hostsInEnvironments(workspace: Workspace): Set<string> {
  const hosts = new Set<string>();
  for (const { facts } of workspace.files.values()) {
    if (facts.kind !== 'env-file') continue;
    for (const { key, value } of facts.entries) {
      if (!/URL|URI|HOST|ORIGIN|DOMAIN/i.test(key)) continue;
      for (const address of value.split(/[\s,]+/)) {
        const host = hostOf(address)?.replace(/:\d+$/, '');
        if (host?.includes('.') && !VENDORS.test(host)) hosts.add(host);
      }
    }
  }
  return hosts;
}

/** Hosts of services that many projects use and none of them owns. */
const VENDORS =
  /(^|\.)(example\.(com|org|net)|example|invalid|test|github(usercontent)?\.com|gitlab\.com|google(apis|tagmanager|usercontent|-analytics)?\.com|gstatic\.com|stripe\.com|paypal\.com|facebook\.(com|net)|twitter\.com|x\.com|linkedin\.com|openai\.com|anthropic\.com|mapbox\.com|openstreetmap\.org|unsplash\.com|cloudflare\.com|jsdelivr\.net|unpkg\.com|sentry\.io|segment\.(io|com)|mixpanel\.com|amplitude\.com|posthog\.com|wikipedia\.org|themoviedb\.org|omdbapi\.com|openweathermap\.org|rapidapi\.com|spotify\.com|discord\.com|slack\.com|telegram\.org|microsoft(online)?\.com|live\.com|apple\.com|amazonaws\.com|imgbb\.com|imgur\.com|cloudinary\.com|auth0\.com|okta\.com|firebase(io|app)?\.com|supabase\.(co|com)|algolia\.net|hcaptcha\.com|typicode\.com|pokeapi\.co|coingecko\.com|youtube\.com|vimeo\.com|giphy\.com|dicebear\.com|gravatar\.com|exchangerate-api\.com|mailchimp\.com|intercom\.io|hubspot\.com|w3\.org)$/i;

import { cors } from '../backend/cors.ts';
import { type Look, lookAt } from '../look.ts';
import { done, missing, notApplicable, unknown, type Verdict } from '../verdict.ts';
import { addressReads } from './api-client.ts';
import { requestsOf, siteEvidence } from './requests.ts';

/** The server lets the origin of this front end in, or both have one. */
export function corsForFrontend(look: Look): Verdict {
  const { workspace, unit } = look;
  const sites = requestsOf(look);
  if (sites.length === 0) return notApplicable('it makes no requests to a server of its own');
  const crossing = workspace.units.flatMap((it) =>
    it === unit ? [] : look.detectAnywhere('contract/cors-origin-missing').filter((one) => workspace.unitOf(one.path) === it),
  );
  if (crossing.length > 0)
    return missing(
      'The server does not let the origin of this front end in',
      crossing.map((it) => ({ path: it.path, at: it.at, sentence: 'The origin is not allowed here' })),
    );
  if (sites.every((it) => it.call.origin === 'same') && addressReads(look).length === 0)
    return notApplicable('its requests go to the page’s own origin');
  const named = workspace
    .contract()
    .clients.filter((it) => it.unit === unit)
    .flatMap((it) => it.servers);
  const others = workspace.units.filter(
    (it) => it !== unit && it.kind !== 'frontend' && workspace.routesOf(it).routes.length > 0,
  );
  const servers = named.length > 0 ? [...new Set(named)].filter((it) => it !== unit) : others;
  if (named.includes(unit) && servers.length === 0)
    return done(
      'Front end and server are one application',
      sites.slice(0, 1).map((it) => siteEvidence(it)),
    );
  const [server] = servers;
  if (!server)
    return unit.kind === 'fullstack'
      ? notApplicable('front end and server are one application')
      : unknown('The server is not part of this folder');
  return cors(lookAt(workspace, server, look.detectAnywhere, look.surroundings));
}

import type { Path } from '#base/paths.ts';
import type { AddressUse } from '#concepts/kinds/addresses.ts';
import type { ClientCall } from '#workspace/client-calls.ts';
import type { Unit } from '#workspace/units.ts';
import { perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Look } from '../look.ts';
import { type Evidence, evidence } from '../verdict.ts';

/** A place that makes a request to the own servers. */
export interface RequestSite {
  readonly path: Path;
  readonly use: AddressUse;
  readonly call: ClientCall;
  /** True where it goes through a client that is made somewhere, a function of the project or a module for requests. */
  readonly isThroughClient: boolean;
}

/** The requests of a front end, one for each place; those to others' servers are left out. */
export function requestsOf({ workspace, unit }: Look): readonly RequestSite[] {
  return sitesByUnit(workspace).get(unit) ?? [];
}

const sitesByUnit = perWorkspace((workspace): ReadonlyMap<Unit, readonly RequestSite[]> => {
  const sites = new Map<Unit, RequestSite[]>();
  const seen = new Set<string>();
  for (const unit of workspace.units)
    for (const call of workspace.clientCallsOf(unit).calls) {
      const key = `${call.path} ${call.concept}`;
      const use = workspace.files.get(call.path)?.visible[call.concept];
      if (call.origin === 'foreign' || seen.has(key) || use?.kind !== 'address-use') continue;
      seen.add(key);
      const site = { path: call.path, use, call, isThroughClient: isThroughClient(workspace, call, use) };
      const list = sites.get(unit);
      if (list) list.push(site);
      else sites.set(unit, [site]);
    }
  return sites;
});

const CLIENT_FOLDER =
  /(^|\/)(api|apis|services?|http|requests?|queries|repositories|sdk|fetchers?|network|remote)(\/|\.[cm]?[jt]sx?$)/i;
const CLIENT_FILE = /(^|[./-])(api|client|http|fetcher|request|service|queries|sdk)\.[cm]?[jt]sx?$/i;

function isThroughClient(workspace: Workspace, call: ClientCall, use: AddressUse): boolean {
  if (call.isGenerated || use.request === undefined) return true;
  const instance = call.client.split('|')[0] ?? '';
  if (instance.includes('#') || instance.startsWith('$')) return true;
  const layer = workspace.layerOf(call.path)?.layer;
  if (layer === 'client' || layer === 'service') return true;
  const facts = workspace.files.get(call.path)?.facts;
  if (layer === 'component' || (facts?.kind === 'code' && (facts.hasMarkup || facts.container !== undefined))) return false;
  const { folder } = call.unit;
  const within = folder === '' ? call.path : call.path.slice(folder.length + 1);
  return CLIENT_FOLDER.test(within) || CLIENT_FILE.test(within);
}

/** A request as evidence. */
export function siteEvidence({ path, use, call }: RequestSite, sentence = `\`${call.method ?? '…'} ${call.written}\``): Evidence {
  return evidence(path, use.span, sentence);
}

import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { AddressUse } from '#concepts/kinds/addresses.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Call } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { ClientCall } from '#workspace/client-calls.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type CodePlace, isAt } from './code-place.ts';

/** A request of a front end with the place of its address. */
export interface PlacedCall {
  /** The whole address as it is written, quotes included. */
  readonly span: Span;
  /** What becomes of it; several where the address or the method has alternatives. At least one. */
  readonly links: readonly ContractLink[];
}

/** The requests of a file that go to servers of the workspace, or may. */
export function callsIn(workspace: Workspace, path: Path): readonly PlacedCall[] {
  const concepts = callIndex(workspace).get(path);
  if (!concepts) return [];
  return [...concepts].flatMap((concept) => {
    const span = addressSpan(workspace, { path, concept });
    const links = workspace.contract().linksAt(path, concept);
    return span && links.length > 0 ? [{ span, links }] : [];
  });
}

/** The request whose address is under a cursor. */
export function callAt(workspace: Workspace, path: Path, offset: number): PlacedCall | undefined {
  return callsIn(workspace, path).find((it) => isAt(it.span, offset));
}

/** The front-end requests that go to any of these routes, each place once, in path order; tests left out. */
export function callersOf(workspace: Workspace, routes: readonly ComposedRoute[]): readonly CodePlace[] {
  return distinctCalls(workspace, routes).flatMap((it) => {
    const span = addressSpan(workspace, it);
    return span ? [{ path: it.path, span }] : [];
  });
}

/** How many there are, without looking for their places. */
export function callerCount(workspace: Workspace, routes: readonly ComposedRoute[]): number {
  return distinctCalls(workspace, routes).length;
}

function distinctCalls(workspace: Workspace, routes: readonly ComposedRoute[]): ClientCall[] {
  const contract = workspace.contract();
  const calls = new Map<string, ClientCall>();
  for (const route of routes) {
    for (const call of contract.callersOf(route)) {
      if (workspace.roleOf(call.path) !== 'test') calls.set(`${call.path} ${call.concept}`, call);
    }
  }
  return [...calls.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.concept - b.concept));
}

const callIndex = perVisibleState((workspace): ReadonlyMap<Path, ReadonlySet<number>> => {
  const index = new Map<Path, Set<number>>();
  for (const { call } of workspace.contract().links) {
    const known = index.get(call.path) ?? new Set<number>();
    index.set(call.path, known.add(call.concept));
  }
  return index;
});

function addressSpan(workspace: Workspace, { path, concept }: Pick<ClientCall, 'path' | 'concept'>): Span | undefined {
  const file = workspace.files.get(path);
  const use = file?.visible[concept];
  if (!file || !isCode(file) || use?.kind !== 'address-use') return undefined;
  const call = file.facts.calls[use.call ?? -1];
  return (call && writtenAddress(call, use)?.span) ?? use.span;
}

/** The argument that reads most like an address: a text before a name. */
function writtenAddress(call: Call, use: AddressUse): Value | undefined {
  const values = use.addresses.flatMap(({ place }) => {
    const [index, key] = place.split('.');
    const argument = call.args[Number(index)];
    if (key === undefined || argument?.kind !== 'object') return argument ? [argument] : [];
    return argument.entries.flatMap((it) => (it.key === key ? [it.value] : []));
  });
  return values.find((it) => it.kind === 'template' || it.kind === 'literal') ?? (use.request ? undefined : values[0]);
}

import type { Path } from '#base/paths.ts';
import type { AddressUse } from '#concepts/kinds/addresses.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow, followValue, functionAt, type Origin, returnedValues } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';
import type { Request } from './client-request.ts';
import { functionKey, type ResolvedAddress, type ResolvedPart } from './resolve-address.ts';

/** A function of the project that makes a request with an address that it is given. */
export interface ClientWrapper {
  /** The function; undefined for wrappers that the user names. */
  readonly fn: string | undefined;
  /** Where the address stands in a call of it. */
  readonly place: string;
  readonly method: string | undefined;
  /** True where a call may name another method than GET. */
  readonly isMethodOpen: boolean;
  readonly client: string;
  readonly before: ResolvedAddress | undefined;
  /** The whole address for one that is given. */
  readonly fill: (given: ResolvedAddress) => ResolvedAddress;
}

export interface WrapperTable {
  /** Takes a request; true where it is one of a wrapper, whose callers say where it goes. */
  readonly learn: (request: Request) => boolean;
  /** The functions that were learned since the last time. */
  readonly takeFresh: () => ReadonlySet<string>;
  readonly wrappersOf: (linker: Linker, file: LiftedCode, use: AddressUse) => readonly ClientWrapper[];
}

export function createWrappers(configuration: Configuration): WrapperTable {
  const byFunction = new Map<string, ClientWrapper[]>();
  const byName = new Map<string, ClientWrapper[]>();
  let fresh = new Set<string>();
  for (const { callee, method, urlArg, prefix } of configuration.wrappers.httpClient ?? []) {
    const wrapper: ClientWrapper = {
      fn: undefined,
      place: String(urlArg),
      method: method?.toUpperCase(),
      isMethodOpen: true,
      client: callee.split('.').slice(0, -1).join('.') || callee,
      before: prefix === undefined ? undefined : [{ kind: 'text', text: prefix }],
      fill: (given) => given,
    };
    byName.set(callee, [...(byName.get(callee) ?? []), wrapper]);
  }
  return {
    learn: (request) => {
      const hole = holeOf(request.address);
      if (!hole) return false;
      const place = hole.member === undefined ? String(hole.index) : `${hole.index}.${hole.member}`;
      const known = byFunction.get(hole.fn) ?? [];
      if (known.length < 12) {
        byFunction.set(hole.fn, [
          ...known,
          {
            fn: hole.fn,
            place,
            method: request.method,
            isMethodOpen: request.method === undefined,
            client: request.client,
            before: request.before,
            fill: (given) => request.address.flatMap((it) => (it === hole ? given : [asUnknown(it, hole.fn)])),
          },
        ]);
        fresh.add(hole.fn);
      }
      return true;
    },
    takeFresh: () => {
      const taken = fresh;
      fresh = new Set();
      return taken;
    },
    wrappersOf: (linker, file, use) => {
      const names = use.callee.join('.');
      const named = byName.get(names) ?? byName.get(names.replace(/^this\./, ''));
      if (named) return named;
      const fn = calledFunction(linker, file, use);
      return fn ? (byFunction.get(functionKey(fn.path, fn.scope)) ?? []) : [];
    },
  };
}

/** The function of the workspace that a call runs, also one that a hook gives: `const { get } = useApi()`. */
function calledFunction(
  linker: Linker,
  file: LiftedCode,
  use: AddressUse,
): { readonly path: Path; readonly scope: ScopeId } | undefined {
  const declared = linker.functionOf(linker.callee(file.path, use.call ?? -1));
  if (declared) return declared;
  const origin = follow(linker, file.path, use.scope, use.callee);
  return functionAt(origin) ?? givenFunction(linker, origin);
}

/** A member of the object that a function of the project returns. */
function givenFunction(linker: Linker, origin: Origin | undefined): { readonly path: Path; readonly scope: ScopeId } | undefined {
  if (origin?.kind !== 'value' || origin.value.kind !== 'call' || origin.rest.length !== 1) return undefined;
  const call = linker.names(origin.path)?.facts.calls[origin.value.call];
  const giver = call && functionAt(follow(linker, origin.path, call.scope, call.callee.path));
  const facts = giver && linker.names(giver.path)?.facts;
  if (!giver || !facts) return undefined;
  for (const { scope, value } of returnedValues(facts, giver.scope)) {
    const object = value.kind === 'reference' ? followValue(linker, giver.path, scope, value) : undefined;
    const given = object?.kind === 'value' ? object.value : value;
    const entry = given.kind === 'object' ? given.entries.find((it) => it.key === origin.rest[0])?.value : undefined;
    const fn = entry && functionIn(linker, giver.path, scope, entry);
    if (fn) return fn;
  }
  return undefined;
}

/** A function, or the one inside `useCallback(…)`. */
function functionIn(
  linker: Linker,
  path: Path,
  scope: ScopeId,
  value: Value,
): { readonly path: Path; readonly scope: ScopeId } | undefined {
  if (value.kind === 'function') return { path, scope: value.scope };
  const origin = value.kind === 'reference' ? followValue(linker, path, scope, value) : undefined;
  const found = functionAt(origin);
  if (found) return found;
  const held = origin?.kind === 'value' ? origin.value : value;
  const argument =
    held.kind === 'call'
      ? linker.names(origin?.kind === 'value' ? origin.path : path)?.facts.calls[held.call]?.args[0]
      : undefined;
  return argument?.kind === 'function'
    ? { path: origin?.kind === 'value' ? origin.path : path, scope: argument.scope }
    : undefined;
}

/** Names of parameters that hold an address, and of those that hold what stands before one. */
const PATH_NAME = /url|path|endpoint|uri|route|resource|link|suffix|address|api$/i;
const BASE_NAME = /base|host|origin|server|domain|prefix|root/i;

/** The parameter that says where a request goes; undefined where the parameters only fill in parts such as ids. */
function holeOf(address: ResolvedAddress): Extract<ResolvedPart, { kind: 'parameter' }> | undefined {
  for (const [index, part] of address.entries()) {
    if (part.kind === 'text') {
      if (isSpecific(part.text)) break;
      continue;
    }
    if (part.kind !== 'parameter') continue;
    const next = address[index + 1];
    const isHead = index === 0;
    if (isHead && next === undefined) return part;
    if (BASE_NAME.test(part.name) && !PATH_NAME.test(part.name.replace(/base\w*$/i, ''))) continue;
    if (isHead || PATH_NAME.test(part.name)) return part;
  }
  // Behind written segments only a parameter that is called so is an address.
  const last = address.findLast((it) => it.kind === 'parameter');
  return last?.kind === 'parameter' && /url|path|endpoint|uri|route/i.test(last.name) && address.at(-1) === last
    ? last
    : undefined;
}

/** Tells whether a text names more than `api` and versions. */
function isSpecific(text: string): boolean {
  const [path = ''] = text.replace(/^\w+:\/\/[^/]*/, '').split('?');
  return path.split('/').some((it) => it !== '' && !/^(api|rest|v\d+)$/i.test(it));
}

function asUnknown(part: ResolvedPart, fn: string): ResolvedPart {
  return part.kind === 'parameter' && part.fn === fn ? { kind: 'unknown', name: part.name } : part;
}

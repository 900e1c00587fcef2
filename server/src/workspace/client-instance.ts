import type { Path } from '#base/paths.ts';
import type { AddressUse } from '#concepts/kinds/addresses.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { readAddress } from '#concepts/requests/read-address.ts';
import type { CallId } from '#facts/code-facts.ts';
import { follow, followValue, functionAt, type Origin, returnedValues } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';
import type { ClientInput } from './client-request.ts';
import type { AddressResolver, ResolvedAddress } from './resolve-address.ts';

/** Which client makes a request. */
export interface ClientInstance {
  /** The place that makes it; '' for the library itself. */
  readonly key: string;
  /** What it puts before addresses; undefined where nothing is written. */
  readonly base: ResolvedAddress | undefined;
}

/** Factories of factories are followed so far. */
const MAX_FACTORIES = 3;

/** Tells clients apart by the settings that they are made with. */
export function createClients(
  { files, linker }: ClientInput,
  resolver: AddressResolver,
): (file: LiftedCode, use: AddressUse) => ClientInstance {
  const defaults = new Map<string, ResolvedAddress>();
  for (const file of files.values()) {
    for (const it of file.visible) {
      if (it.kind !== 'address-base') continue;
      const made = creationOf(linker, follow(linker, file.path, it.scope, it.target));
      if (made || it.target.join('.') === 'axios') defaults.set(made ? keyOf(made) : '', resolver.resolve(file.path, it.address));
    }
  }
  const known = new Map<string, ClientInstance>();
  return (file, { callee, scope }) => {
    const made = creationOf(linker, instanceOf(linker, file, scope, callee));
    if (!made) return { key: '', base: callee[0] === 'axios' ? defaults.get('') : undefined };
    const key = keyOf(made);
    const instance = known.get(key) ?? { key, base: baseOf(linker, resolver, made) ?? defaults.get(key) };
    known.set(key, instance);
    return instance;
  };
}

interface Creation {
  readonly path: Path;
  readonly call: CallId;
}

/** The receiver of the call, or what is called where that is itself an instance. */
function instanceOf(linker: Linker, file: LiftedCode, scope: number, callee: readonly string[]): Origin | undefined {
  return follow(linker, file.path, scope, callee.length > 1 ? callee.slice(0, -1) : callee);
}

/** The call with settings that an instance comes from, through factories of the project. */
function creationOf(linker: Linker, origin: Origin | undefined, steps = 0): Creation | undefined {
  if (origin?.kind !== 'value' || origin.value.kind !== 'call' || steps > MAX_FACTORIES) return undefined;
  const facts = linker.names(origin.path)?.facts;
  const call = facts?.calls[origin.value.call];
  if (!facts || !call) return undefined;
  const factory =
    call.callee.receiver === undefined ? functionAt(follow(linker, origin.path, call.scope, call.callee.path)) : undefined;
  if (factory) {
    const inner = linker.names(factory.path)?.facts;
    const [given] = inner ? returnedValues(inner, factory.scope) : [];
    return given && creationOf(linker, followValue(linker, factory.path, given.scope, given.value), steps + 1);
  }
  // Without settings an instance is the library itself: Angular's `inject(HttpClient)`.
  return call.args.some((it) => it.kind === 'object') ? { path: origin.path, call: origin.value.call } : undefined;
}

function keyOf({ path, call }: Creation): string {
  return `${path}#${call}`;
}

function baseOf(linker: Linker, resolver: AddressResolver, { path, call: id }: Creation): ResolvedAddress | undefined {
  const place = linker.names(path);
  const call = place?.facts.calls[id];
  if (!place || !call) return undefined;
  const settings = call.args.find((it) => it.kind === 'object');
  const base = settings?.entries.find((it) => /^(baseURL|baseUrl|prefixUrl)$/.test(it.key))?.value;
  return base && resolver.resolve(path, readAddress(place, call.scope, base));
}

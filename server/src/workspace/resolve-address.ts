import type { Path } from '#base/paths.ts';
import type { Address, AddressMaker } from '#concepts/kinds/addresses.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import { readAddress } from '#concepts/requests/read-address.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { follow, functionAt } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';

/** A piece of an address when other files have been asked. */
export type ResolvedPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'parameter';
      /** The function that takes it, as `functionKey` says. */
      readonly fn: string;
      readonly index: number;
      readonly member?: string;
      readonly name: string;
    }
  /** `base` names what holds it, so that two addresses with the same beginning can be told. */
  | { readonly kind: 'unknown'; readonly name?: string; readonly base?: string };

export type ResolvedAddress = readonly ResolvedPart[];

/** Resolves addresses; what cannot be resolved stays as an unknown part. */
export interface AddressResolver {
  readonly resolve: (path: Path, address: Address) => ResolvedAddress;
}

export function functionKey(path: Path, scope: ScopeId): string {
  return `${path}#${scope}`;
}

/** Names of names are followed so far. */
const MAX_DEPTH = 6;

type MadePart = Extract<Address[number], { kind: 'made' }>;

/** What a function that makes an address is called with. */
interface Given {
  readonly fn: string;
  readonly arguments: readonly ResolvedAddress[];
}

export function createResolver(files: ReadonlyMap<Path, LiftedFile>, linker: Linker): AddressResolver {
  const makers = new Map<string, AddressMaker>();
  for (const file of files.values())
    for (const it of file.visible) if (it.kind === 'address-maker') makers.set(functionKey(file.path, it.scope), it);

  const resolve = (path: Path, address: Address, depth: number, given?: Given): ResolvedAddress =>
    address.flatMap((part): ResolvedAddress => {
      switch (part.kind) {
        case 'text':
          return [part];
        case 'parameter': {
          const { scope, index, member, name } = part;
          const fn = functionKey(path, scope);
          if (given?.fn === fn)
            return (member === undefined ? given.arguments[index] : undefined) ?? [{ kind: 'unknown', name, base: name }];
          return [{ kind: 'parameter', fn, index, name, ...(member !== undefined && { member }) }];
        }
        case 'unknown':
          return [part];
        case 'name':
          return named(path, part.scope, part.path, depth);
        case 'made':
          return made(path, part, depth, given);
      }
      return [];
    });

  const named = (path: Path, scope: ScopeId, names: readonly string[], depth: number): ResolvedAddress => {
    const name = names.at(-1) ?? '';
    const origin = depth < MAX_DEPTH ? follow(linker, path, scope, names) : undefined;
    if (!origin) return [{ kind: 'unknown', name, base: names.join('.') }];
    if (origin.kind === 'value' && origin.rest.length === 0) {
      const key = `${origin.path}#${origin.name ?? names.join('.')}`;
      const place = linker.names(origin.path);
      const { value } = origin;
      if (place && (value.kind === 'literal' || value.kind === 'template' || value.kind === 'call')) {
        const inner = resolve(origin.path, readAddress(place, origin.scope, value), depth + 1);
        if (inner.some((it) => it.kind === 'text'))
          return inner.map((it, at) => (it.kind === 'unknown' && at === 0 ? { ...it, base: it.base ?? key } : it));
      }
      return [{ kind: 'unknown', name, base: key }];
    }
    return [{ kind: 'unknown', name, base: originKey(origin, names) }];
  };

  const made = (path: Path, part: MadePart, depth: number, given: Given | undefined): ResolvedAddress => {
    const scope = linker.names(path)?.facts.calls[part.call]?.scope ?? 0;
    const name = part.callee.at(-1) ?? '';
    const fn = depth < MAX_DEPTH ? functionAt(follow(linker, path, scope, part.callee)) : undefined;
    const key = fn && functionKey(fn.path, fn.scope);
    const maker = key === undefined ? undefined : makers.get(key);
    const handed = part.arguments.map((it) => resolve(path, it, depth + 1, given));
    if (fn && key !== undefined && maker) return resolve(fn.path, maker.address, depth + 1, { fn: key, arguments: handed });
    // A function that is given a path and gives an address puts something before it.
    const paths = handed.filter(isPath);
    const only = paths.length === 1 ? paths[0] : undefined;
    return [{ kind: 'unknown', name, base: `${name}()` }, ...(only ?? [])];
  };
  return { resolve: (path, address) => resolve(path, address, 0) };
}

function isPath([first]: ResolvedAddress): boolean {
  if (first?.kind === 'text') return first.text.includes('/');
  return first?.kind === 'parameter' && /url|path|endpoint|uri|route|resource/i.test(first.name);
}

function originKey(origin: NonNullable<ReturnType<typeof follow>>, names: readonly string[]): string {
  switch (origin.kind) {
    case 'field':
      return `${origin.path}#${origin.owner}.${origin.name}`;
    case 'variable':
      return `${origin.path}#${origin.binding.name}`;
    case 'class':
      return `${origin.path}#${origin.name}`;
    case 'module':
      return origin.path;
    default:
      return `${origin.path}#${names.join('.')}`;
  }
}

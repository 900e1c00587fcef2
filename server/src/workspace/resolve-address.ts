import type { Path } from '#base/paths.ts';
import type { Address, AddressMaker } from '#concepts/kinds/addresses.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import { readAddress } from '#concepts/read-address.ts';
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

export function createResolver(files: ReadonlyMap<Path, LiftedFile>, linker: Linker): AddressResolver {
  const makers = new Map<string, AddressMaker>();
  for (const file of files.values())
    for (const it of file.visible) if (it.kind === 'address-maker') makers.set(functionKey(file.path, it.scope), it);

  const resolve = (path: Path, address: Address, depth: number): ResolvedAddress =>
    address.flatMap((part): ResolvedAddress => {
      switch (part.kind) {
        case 'text':
          return [part];
        case 'parameter': {
          const { scope, index, member, name } = part;
          return [{ kind: 'parameter', fn: functionKey(path, scope), index, name, ...(member !== undefined && { member }) }];
        }
        case 'unknown':
          return [part];
        case 'name':
          return named(path, part.scope, part.path, depth);
        case 'made':
          return made(path, part, depth);
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

  const made = (path: Path, part: Extract<Address[number], { kind: 'made' }>, depth: number): ResolvedAddress => {
    const scope = linker.names(path)?.facts.calls[part.call]?.scope ?? 0;
    const name = part.callee.at(-1) ?? '';
    const fn = depth < MAX_DEPTH ? functionAt(follow(linker, path, scope, part.callee)) : undefined;
    const maker = fn && makers.get(functionKey(fn.path, fn.scope));
    const given = part.arguments.map((it) => resolve(path, it, depth + 1));
    if (fn && maker) {
      const key = functionKey(fn.path, fn.scope);
      return resolve(fn.path, maker.address, depth + 1).flatMap((it): ResolvedAddress => {
        if (it.kind !== 'parameter' || it.fn !== key) return [it];
        const argument = it.member === undefined ? given[it.index] : undefined;
        return argument ?? [{ kind: 'unknown', name: it.name }];
      });
    }
    // A function that is given a path and gives an address puts something before it.
    const paths = given.filter((it) => it[0]?.kind === 'text' && it[0].text.startsWith('/'));
    const only = paths.length === 1 ? paths[0] : undefined;
    return only ? [{ kind: 'unknown', name, base: `${name}()` }, ...only] : [{ kind: 'unknown', name, base: `${name}()` }];
  };
  return { resolve: (path, address) => resolve(path, address, 0) };
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

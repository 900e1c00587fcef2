import type { AddressUse } from '#concepts/kinds/addresses.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { ClientCall, ClientTable } from './client-calls.ts';
import { createClients } from './client-instance.ts';
import { clientPath } from './client-path.ts';
import type { ClientInput, Request } from './client-request.ts';
import { type ClientWrapper, createWrappers, type WrapperTable } from './client-wrappers.ts';
import { type AddressResolver, createResolver } from './resolve-address.ts';

/** Requests through the project's own functions are followed so deep. */
const MAX_WRAPPERS = 3;

/** Collects the client calls of the whole workspace; those of tests and of servers are left out. */
export function collectClientCalls(input: ClientInput): ClientTable {
  const resolver = createResolver(input.files, input.linker);
  const sources = [...input.files.values()].filter(isCode).flatMap((file) => usesOf(input, file));
  const clientOf = createClients(input, resolver);
  const wrappers = createWrappers(input.configuration);
  let requests = sources.flatMap((it) => directRequests(it, input, resolver, clientOf));
  const all = new Map<string, Request>();
  for (let round = 0; round <= MAX_WRAPPERS && (round === 0 || requests.length > 0); round += 1) {
    for (const it of requests) if (!wrappers.learn(it)) all.set(keyOf(it), it);
    if (round === MAX_WRAPPERS) break;
    const fresh = wrappers.takeFresh();
    if (fresh.size === 0 && round > 0) break;
    requests = sources.flatMap((it) =>
      it.use.request ? [] : wrappedRequests(it, input, resolver, wrappers, fresh, round === 0),
    );
  }
  return { calls: [...all.values()].flatMap((it) => callOf(it, input)) };
}

interface Source {
  readonly file: LiftedCode;
  readonly concept: number;
  readonly use: AddressUse;
}

function usesOf(input: ClientInput, file: LiftedCode): Source[] {
  const role = input.roleOf(file.path);
  if ((role !== undefined && role !== 'generated') || isServerCode(input, file)) return [];
  return file.visible.flatMap((it, concept) => (it.kind === 'address-use' ? [{ file, concept, use: it }] : []));
}

/** Scripts in a package of another language are the pages of its server, unless they serve themselves. */
function isServerCode({ runtimeOf, unitOf }: ClientInput, file: LiftedCode): boolean {
  if (runtimeOf(file.path) !== 'server') return false;
  if (unitOf(file.path).manifest?.endsWith('package.json')) return true;
  return file.visible.some((it) => it.kind === 'route' || it.kind === 'server' || it.kind === 'listen' || it.kind === 'router');
}

function directRequests(
  source: Source,
  { linker }: ClientInput,
  resolver: AddressResolver,
  clientOf: ReturnType<typeof createClients>,
): Request[] {
  const { file, use } = source;
  const { request } = use;
  // An object with an address and a method is a request whoever takes it.
  const hung = request ? undefined : hungClient(linker, file, use);
  if (!request && !use.namesMethod && hung === undefined) return [];
  const { key, base } = clientOf(file, use);
  const before = (request?.base && resolver.resolve(file.path, request.base)) ?? base;
  return use.addresses.map((it) => ({
    ...source,
    address: resolver.resolve(file.path, it.address),
    method: request ? request.method : use.method,
    client: hung ?? key,
    before,
  }));
}

/**
 * A client that is known by its form only: one that is hung into every component of Vue (`this.$http.get`), and an interface of the project whose
 * methods are called like those of HTTP.
 */
function hungClient(linker: Linker, file: LiftedCode, use: AddressUse): string | undefined {
  const verb = use.callee.at(-1) ?? '';
  if (use.method === undefined || !/^(get|post|put|patch|delete|del)$/i.test(verb)) return undefined;
  const receiver = use.callee.slice(0, -1).join('.');
  if (/(^|\.)\$(http|axios|api)$/.test(receiver)) return receiver;
  const meaning = linker.callee(file.path, use.call ?? -1);
  if (meaning.kind !== 'local' || meaning.chain.length !== 2 || meaning.chain[0] !== '*') return undefined;
  return linker.classOf(meaning)?.declaration.form === 'interface' ? `${meaning.file}#${meaning.name}` : undefined;
}

/** The calls of functions that were found to make requests. */
function wrappedRequests(
  source: Source,
  { linker }: ClientInput,
  resolver: AddressResolver,
  wrappers: WrapperTable,
  fresh: ReadonlySet<string>,
  isFirst: boolean,
): Request[] {
  const { file, use } = source;
  const found = wrappers.wrappersOf(linker, file, use).filter((it) => (it.fn === undefined ? isFirst : fresh.has(it.fn)));
  return found.flatMap((wrapper) =>
    use.addresses
      .filter((it) => it.place === wrapper.place)
      .map((it) => ({
        ...source,
        address: wrapper.fill(resolver.resolve(file.path, it.address)),
        method: methodThrough(wrapper, file, use),
        client: wrapper.client,
        before: wrapper.before,
      })),
  );
}

function methodThrough(wrapper: ClientWrapper, file: LiftedCode, use: AddressUse): string | undefined {
  if (wrapper.method !== undefined) return wrapper.method;
  const { args = [] } = file.facts.calls[use.call ?? -1] ?? {};
  const named = use.method;
  // The verb that the function is called by speaks only where no argument does.
  if (named !== undefined) return named;
  const hidden = args.some(
    (it, index) => String(index) !== wrapper.place && (it.kind === 'reference' || it.kind === 'opaque' || it.kind === 'call'),
  );
  return wrapper.isMethodOpen && !hidden ? 'GET' : undefined;
}

function keyOf({ file, concept, address, method }: Request): string {
  return `${file.path} ${concept} ${method ?? ''} ${address.map((it) => (it.kind === 'text' ? it.text : '\uFFFC')).join('')}`;
}

function callOf({ file, concept, use, address, method, client, before }: Request, { unitOf, roleOf }: ClientInput): ClientCall[] {
  const found = clientPath(address, before);
  if (!found) return [];
  const unit = unitOf(file.path);
  const around = enclosingFunction(file.facts, use.scope)?.fn;
  const { origin, segments, base, written } = found;
  return [
    {
      unit,
      path: file.path,
      concept,
      method,
      origin,
      segments,
      client: `${client || unit.folder}|${base}`,
      written,
      symbol: [around?.owner, around?.name].filter(Boolean).join('.'),
      isGenerated: roleOf(file.path) === 'generated',
      isStream: use.request?.isStream ?? false,
    },
  ];
}

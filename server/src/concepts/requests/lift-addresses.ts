import type { Call, CallId, CodeFacts, Return, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Concept } from '../concept.ts';
import type { Address, AddressUse, AddressPlace as Placed } from '../kinds/addresses.ts';
import type { HttpRequest } from '../kinds/effects.ts';
import { type AddressPlace, readAddress, readAlternatives } from './read-address.ts';

/**
 * What a script says of addresses of servers: the requests that it makes, the calls of the project's own code that may make some, and the
 * functions that give addresses. They hold no positions and nothing of other files, so that the workspace can put them together.
 */
export function liftAddresses(facts: CodeFacts, linker: Linker, concepts: readonly Concept[]): Concept[] {
  if (facts.language !== 'typescript' && facts.language !== 'javascript') return [];
  const table = linker.names(facts.path)?.table;
  if (!table) return [];
  const place: AddressPlace = { facts, table };
  const requests = new Map<CallId, HttpRequest>();
  const known = new Set<CallId>();
  for (const it of concepts) {
    if (it.call === undefined) continue;
    known.add(it.call);
    if (it.kind === 'http-request') requests.set(it.call, it);
  }
  const uses = facts.calls.flatMap((call, id) => {
    const request = requests.get(id);
    if (request) return requestUse(place, call, request);
    return known.has(id) || call.form === 'decorator' ? [] : ownUse(place, linker, call, id);
  });
  return [...uses, ...makers(place), ...bases(place)];
}

function requestUse(place: AddressPlace, call: Call, request: HttpRequest): Concept[] {
  if (!request.url) return [];
  const options = request.options;
  const entries = options?.kind === 'object' ? options.entries : [];
  const base = entries.find((it) => BASE_KEYS.has(it.key))?.value;
  const use: AddressUse = {
    kind: 'address-use',
    framework: 'language',
    scope: request.scope,
    span: request.url.span,
    call: request.call ?? 0,
    callee: calleeNames(place.facts, call),
    request: {
      isStream: request.form === 'stream',
      ...(request.method !== undefined && { method: request.method }),
      ...(base && { base: readAddress(place, call.scope, base) }),
    },
    addresses: readAlternatives(place, call.scope, request.url).map((address) => ({ place: '0', address })),
    namesMethod: request.method !== undefined,
  };
  return [use];
}

/** A call of the project's own code with an address in it. Calls of packages and of what nobody declares are none. */
function ownUse(place: AddressPlace, linker: Linker, call: Call, id: CallId): Concept[] {
  if (!call.isOpen && call.args.every((it) => it.kind !== 'object' && !mayHoldAddress(it))) return [];
  const { facts } = place;
  const callee = calleeNames(facts, call);
  const last = callee.at(-1) ?? '';
  const verb = VERBS.get(last.toLowerCase());
  const addresses: Placed[] = [];
  let span = call.span;
  let method: string | undefined;
  let isSaid = false;
  for (const [index, argument] of call.args.slice(0, 4).entries()) {
    if (argument.kind === 'object') {
      const said = argument.entries.find((it) => it.key === 'method')?.value;
      const word = said?.kind === 'literal' && typeof said.value === 'string' ? VERBS.get(said.value.toLowerCase()) : undefined;
      method ??= word;
      for (const { key, value } of argument.entries) {
        if (!ADDRESS_KEYS.has(key)) continue;
        const found = readAlternatives(place, call.scope, value).filter((it) => isAddress(it, true));
        if (found.length > 0 && addresses.length === 0) span = value.span;
        addresses.push(...found.map((address) => ({ place: `${index}.${key}`, address })));
        isSaid ||= found.length > 0 && (word !== undefined || verb !== undefined) && key === 'url';
      }
      continue;
    }
    if (argument.kind === 'literal' && typeof argument.value === 'string') {
      const word =
        /^[A-Z]+$/.test(argument.value) || argument.value === argument.value.toLowerCase()
          ? VERBS.get(argument.value.toLowerCase())
          : undefined;
      if (word !== undefined) {
        method ??= word;
        continue;
      }
    }
    if (!mayHoldAddress(argument)) continue;
    const found = readAlternatives(place, call.scope, argument).filter((it) =>
      isAddress(it, verb !== undefined || SPEAKING.test(last)),
    );
    if (found.length > 0 && addresses.length === 0) span = argument.span;
    addresses.push(...found.map((address) => ({ place: String(index), address })));
  }
  addresses.push(...forwarded(place, call));
  if (addresses.length === 0) return [];
  if (!isSaid && !isOwn(linker, facts, id, callee)) return [];
  return [
    {
      kind: 'address-use',
      framework: 'language',
      scope: call.scope,
      span,
      call: id,
      callee,
      addresses,
      ...((method ?? verb) !== undefined && { method: method ?? verb ?? '' }),
      namesMethod: isSaid,
    },
  ];
}

/** `get: (...args) => request('get', ...args)`: what the function is given goes on, each argument to its place. */
function forwarded({ facts }: AddressPlace, call: Call): Placed[] {
  const fn = call.isOpen ? enclosingFunction(facts, call.scope) : undefined;
  const rest = fn?.fn.parameters.findIndex((it) => it.isRest && call.mentions.includes(it.name)) ?? -1;
  if (!fn || rest < 0) return [];
  return [0, 1].map((step) => ({
    place: String(call.args.length + step),
    address: [{ kind: 'parameter', scope: fn.id, index: rest + step, name: 'url' }],
  }));
}

function isOwn(linker: Linker, facts: CodeFacts, id: CallId, callee: readonly string[]): boolean {
  const meaning = linker.callee(facts.path, id);
  if (meaning.kind === 'local' || meaning.kind === 'unknown') return true;
  return meaning.kind === 'global' && callee.length > 1 && SPEAKING.test(callee.join('.'));
}

function makers(place: AddressPlace): Concept[] {
  const { facts } = place;
  const returned = new Map<ScopeId, Return | undefined>();
  for (const it of facts.returns) returned.set(it.scope, returned.has(it.scope) ? undefined : it);
  return [...returned].flatMap(([id, only]) => {
    const fn = facts.scopes[id]?.fn;
    const value = only?.values[0];
    if (fn?.name === undefined || !value) return [];
    if (value.kind !== 'template' && value.kind !== 'literal' && value.kind !== 'call') return [];
    const address = readAddress(place, id, value);
    const isOne = address.some((it) => it.kind === 'parameter')
      ? isText(address) || address.length > 1
      : isAddress(address, false);
    if (!isOne) return [];
    return [
      {
        kind: 'address-maker',
        framework: 'language',
        scope: id,
        span: fn.nameSpan,
        name: [fn.owner, fn.name].filter(Boolean).join('.'),
        address,
      },
    ];
  });
}

function bases(place: AddressPlace): Concept[] {
  return place.facts.assignments.flatMap((it) => {
    if (it.target.at(-1) !== 'baseURL' || it.target.at(-2) !== 'defaults') return [];
    return [
      {
        kind: 'address-base',
        framework: 'language',
        scope: it.scope,
        span: it.span,
        target: it.target.slice(0, -2),
        address: readAddress(place, it.scope, it.value),
      },
    ];
  });
}

const BASE_KEYS = new Set(['baseURL', 'baseUrl', 'prefixUrl', 'base_url']);
const ADDRESS_KEYS = new Set(['url', 'path', 'endpoint', 'uri', 'route', 'queryKey']);

const VERBS: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['del', 'DELETE'],
  ['head', 'HEAD'],
]);

/** Names of what speaks to a server. */
const SPEAKING = /api|http|fetch|request|axios|ajax|client|swr|query|mutat|\bcall\b|send|load/i;

function mayHoldAddress(value: Value): boolean {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' && value.value.length > 1 && value.value.length < 300;
    case 'template':
    case 'reference':
    case 'call':
      return true;
    default:
      return false;
  }
}

/** Tells whether an address reads as one. With `isLikely` a lone word or a name does too. */
function isAddress(address: Address, isLikely: boolean): boolean {
  const [first] = address;
  const text = address.map((it) => (it.kind === 'text' ? it.text : '\uFFFC')).join('');
  if (/\s|[<>"'|;,]/.test(text.split('?')[0] ?? '')) return false;
  if (first?.kind === 'text' && /^(\/(?!\/)|https?:\/\/)/.test(first.text)) return true;
  if (/^[\w\uFFFC.-]+\/[\w\uFFFC{:]/.test(text)) return isLikely || first?.kind !== 'text';
  if (!isLikely) return address.length === 1 && first?.kind === 'made' && first.arguments.some((it) => isAddress(it, false));
  return (
    /^[a-z][\w-]*\/?$/.test(text) || address.some((it) => it.kind === 'parameter' || it.kind === 'name' || it.kind === 'made')
  );
}

function isText(address: Address): boolean {
  return address.some((it) => it.kind === 'text' && it.text.includes('/'));
}

/** The names of the callee with those of its receivers: `createClient().get` gives `createClient`, `get`. */
function calleeNames(facts: CodeFacts, call: Call): readonly string[] {
  const receiver = call.callee.receiver === undefined ? undefined : facts.calls[call.callee.receiver];
  return receiver ? [...receiver.callee.path, ...call.callee.path] : call.callee.path;
}

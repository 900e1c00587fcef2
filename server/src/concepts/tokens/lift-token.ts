import type { Assignment, Call, CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import type { CallSite } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { TokenSigning } from '../kinds/tokens.ts';
import { secondsOf } from '../requests/time-spans.ts';
import { writtenObject } from '../written-object.ts';

type Signing = Extract<CallModel, { is: 'token-signing' }>;
type Expiry = Pick<TokenSigning, 'expires' | 'lifetimeSeconds' | 'expiry'>;

const UNKNOWN: Expiry = { expires: 'unknown' };
const NEVER: Expiry = { expires: 'no' };

/** A call that signs a token, with what it says about the token's end. */
export function liftTokenSigning(site: CallSite, model: Signing): Concept[] {
  const { facts, call } = site;
  return [
    {
      kind: 'token-signing',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      ...expiryOf(site, model),
      hints: hintsOf(facts, site.id, call),
      ...(model.hasDefaults && { defaultsOf: site.framework }),
    },
  ];
}

/** Settings of a library for all its tokens: `signOptions: { expiresIn: '15m' }`. */
export function liftTokenDefaults(site: CallSite, model: Extract<CallModel, { is: 'token-defaults' }>): Concept[] {
  const { facts, call, linker } = site;
  if (model.plugin !== undefined) {
    const plugin = call.args[0] && linker.value(facts.path, call.scope, call.args[0]);
    if (plugin?.kind !== 'external' || !model.plugin.includes(plugin.module)) return [];
  }
  const settings = writtenObject(facts, call.scope, call.args[model.settings]);
  const options = settings && writtenObject(facts, call.scope, entry(settings, model.options));
  const value = options && entry(options, model.key);
  const isClosed =
    settings !== undefined && !settings.isOpen && (options ? !options.isOpen : entry(settings, model.options) === undefined);
  const expiry: Expiry = value ? given(value) : model.isDeferred || !isClosed ? UNKNOWN : NEVER;
  return [
    {
      kind: 'token-defaults',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      of: model.of,
      ...expiry,
    },
  ];
}

function expiryOf(site: CallSite, model: Signing): Expiry {
  const { facts, call } = site;
  if (model.chain !== undefined) return fromChain(facts, call, model.chain);
  if (model.keyword !== undefined) {
    const value = call.keywords.find((it) => it.name === model.keyword)?.value;
    if (!value) return call.isOpen ? UNKNOWN : { expires: 'yes' };
    return value.kind === 'literal' && value.value === false ? NEVER : given(value);
  }
  const option = fromOptions(facts, call, model);
  if (option.expires === 'yes') return option;
  const payload =
    model.payload === 'assigned' ? assignedClaims(facts, site.id, call) : claims(facts, call.scope, call.args[model.payload]);
  if (payload.expires !== 'no' || call.isOpen) return payload.expires === 'yes' ? payload : UNKNOWN;
  return option;
}

/** The options that may follow the payload and the key; a function in their place is a callback. */
function fromOptions(facts: CodeFacts, call: Call, { options, optionKeys = [], optionsIn }: Signing): Expiry {
  const value = options === undefined ? undefined : call.args[options];
  if (!value || value.kind === 'function' || (value.kind === 'literal' && value.value === null)) return NEVER;
  const outer = writtenObject(facts, call.scope, value);
  const inside = outer && optionsIn !== undefined ? entry(outer, optionsIn) : undefined;
  const object = inside ? writtenObject(facts, call.scope, inside) : outer;
  if (!outer || !object) return UNKNOWN;
  const found = object.entries.find((it) => optionKeys.includes(it.key));
  if (found) return given(found.value);
  const [name] = value.kind === 'reference' ? value.path : [];
  const isSetLater = facts.assignments.some((it) => it.target[0] === name && optionKeys.includes(it.target.at(-1) ?? ''));
  if (name !== undefined && (isSetLater || isChanged(facts, name))) return UNKNOWN;
  return outer.isOpen || object.isOpen ? UNKNOWN : NEVER;
}

/** `new SignJWT(payload).setIssuedAt().setExpirationTime('15m').sign(key)`. */
function fromChain(facts: CodeFacts, call: Call, name: string): Expiry {
  let root: Call | undefined;
  for (let id = call.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    root = facts.calls[id];
    if (root?.callee.path.at(-1) === name) return root.args[0] ? given(root.args[0]) : { expires: 'yes' };
  }
  // The chain must begin with the payload; what was done before to something in a variable cannot be seen.
  if (root?.form !== 'new') return UNKNOWN;
  return root.args.length === 0 ? NEVER : claims(facts, root.scope, root.args[0]);
}

/** What the claims themselves say: the key `exp`, or Go's `ExpiresAt` in the struct that is embedded. */
function claims(facts: CodeFacts, scope: ScopeId, value: Value | undefined): Expiry {
  if (!value) return UNKNOWN;
  if (value.kind === 'literal' && typeof value.value === 'string') return NEVER;
  const object = writtenObject(facts, scope, value);
  if (!object) return UNKNOWN;
  const inside = inObject(object);
  if (inside.expires !== 'no' || value.kind !== 'reference') return inside;
  const [name = ''] = value.path;
  const later = facts.assignments.find((it) => it.target[0] === name && EXPIRY.test(it.target.at(-1) ?? ''));
  if (later) return given(later.value);
  return isChanged(facts, name) ? UNKNOWN : inside;
}

const EXPIRY = /^(exp|ExpiresAt)$/;

/** Claims of the application's own, which it may check itself. */
const OWN_END = /^(expir\w*|valid_?(until|to)|not_?after|ttl|max_?age|created_?at|issued_?at|timestamp)$/i;

function inObject(object: ObjectValue): Expiry {
  const own = object.entries.find((it) => EXPIRY.test(it.key));
  // A point in time is no length of time.
  if (own) return { expires: 'yes', expiry: own.value.span };
  if (object.isOpen || object.entries.some((it) => OWN_END.test(it.key) && it.key !== 'IssuedAt')) return UNKNOWN;
  const type = object.type?.at(-1);
  if (type === undefined || /^(MapClaims|RegisteredClaims|StandardClaims|H)$/.test(type)) return NEVER;
  const embedded = object.entries.find((it) => /^(RegisteredClaims|StandardClaims)$/.test(it.key))?.value;
  return embedded?.kind === 'object' ? inObject(embedded) : UNKNOWN;
}

/** Go's `token := jwt.New(method)`, whose claims are assigned afterwards. */
function assignedClaims(facts: CodeFacts, id: CallId, call: Call): Expiry {
  const fn = enclosingFunction(facts, call.scope)?.id;
  const [token] = call.targets;
  if (token === undefined) return UNKNOWN;
  const inFunction = (it: { readonly scope: ScopeId }) => enclosingFunction(facts, it.scope)?.id === fn;
  const names = new Set([
    token,
    ...facts.bindings.filter((it) => inFunction(it) && it.mentions.includes(token)).map((it) => it.name),
  ]);
  const changes: Assignment[] = facts.assignments.filter(
    (it) => inFunction(it) && names.has(it.target[0] ?? '') && it.span.start > (facts.calls[id]?.span.end ?? 0),
  );
  const exp = changes.find((it) => EXPIRY.test(it.target.at(-1) ?? ''));
  if (exp) return given(exp.value);
  const whole = changes.find((it) => it.target.at(-1) === 'Claims')?.value;
  if (whole) return claims(facts, call.scope, whole);
  return changes.length > 0 ? NEVER : UNKNOWN;
}

function given(value: Value): Expiry {
  if (value.kind === 'literal' && value.value === null) return UNKNOWN;
  const seconds = secondsOf(value);
  return { expires: 'yes', expiry: value.span, ...(seconds !== undefined && { lifetimeSeconds: seconds }) };
}

/** Whether something other than an assignment may add a key: `payload.update(…)`, `Object.assign(payload, …)`. */
function isChanged(facts: CodeFacts, name: string): boolean {
  return facts.calls.some(
    (it) =>
      (it.callee.path[0] === name && it.callee.path.length > 1) ||
      (it.callee.path.join('.') === 'Object.assign' && it.mentions[0] === name),
  );
}

function entry(object: ObjectValue, key: string): Value | undefined {
  return object.entries.find((it) => it.key === key)?.value;
}

function hintsOf(facts: CodeFacts, id: CallId, call: Call): string[] {
  const fn = enclosingFunction(facts, call.scope);
  const inArguments = call.args.flatMap((it) => namesIn(it, 0));
  const keys = facts.returns
    .filter((it) => enclosingFunction(facts, it.scope)?.id === fn?.id)
    .flatMap((it) => it.values)
    .flatMap((it) =>
      it.kind === 'object'
        ? it.entries.filter((one) => one.value.kind === 'call' && one.value.call === id).map((one) => one.key)
        : [],
    );
  return [fn?.fn.name ?? '', ...call.targets, ...keys, ...inArguments].filter(Boolean);
}

function namesIn(value: Value, depth: number): string[] {
  if (depth > 2) return [];
  switch (value.kind) {
    case 'reference':
      return [...value.path];
    case 'literal':
      return typeof value.value === 'string' && value.value.length < 40 ? [value.value] : [];
    case 'object':
      return value.entries.flatMap((it) => [it.key, ...namesIn(it.value, depth + 1)]);
    case 'template':
      return [value.text, ...value.mentions];
    default:
      return [];
  }
}

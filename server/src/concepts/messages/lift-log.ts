import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { LoggedValue, LoggerSetup } from '../kinds/logging.ts';

/** What a call would write if it is the call of a function that only passes on what it is given. */
export function passedOn(facts: CodeFacts, call: Call): readonly LoggedValue[] {
  return loggedIn(facts, call);
}

/** Everything but the level: what a log call writes, also in the other calls of its chain. */
export function loggedBy({ facts, id, call }: CallSite): LoggedValue[] {
  return chainAround(facts, id, call).flatMap((it) => loggedIn(facts, it));
}

/** Calls of a logger that the workspace declares itself: a class, an interface or an object with methods for at least three levels. */
export function liftOwnLoggers(facts: CodeFacts, linker: Linker): Concept[] {
  return facts.calls.flatMap((call, id): Concept[] => {
    const level = OWN_LEVELS.get(call.callee.path.at(-1) ?? '');
    if (level === undefined || call.callee.path.length < 2) return [];
    const meaning = linker.callee(facts.path, id);
    if (meaning.kind !== 'local' || meaning.chain.at(-1) !== call.callee.path.at(-1)) return [];
    const before = meaning.chain.slice(0, -1);
    if (before.some((it) => it !== '*')) return [];
    const declared = linker.classOf({ ...meaning, chain: [] })?.declaration;
    const levels = [...OWN_LEVELS.keys()].filter(
      (it) =>
        declared?.fields.some((field) => field.name === it) ||
        linker.functionOf({ ...meaning, chain: [...before, it] }) !== undefined,
    );
    // The methods of an interface are not among the facts.
    const isNamed = declared?.form === 'interface' && /logger$/i.test(declared.name);
    if (levels.length < 3 && !isNamed) return [];
    return [
      {
        kind: 'log',
        framework: 'language',
        scope: call.scope,
        span: call.span,
        call: id,
        level,
        isStructured: true,
        endsProcess: false,
        logged: loggedIn(facts, call),
      },
    ];
  });
}

const OWN_LEVELS: ReadonlyMap<string, 'debug' | 'info' | 'warn' | 'error'> = new Map([
  ['debug', 'debug'],
  ['info', 'info'],
  ['log', 'info'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
  ['fatal', 'error'],
]);

/** The settings of a logger that decide what it blanks. */
export function liftLoggerSetup(site: CallSite, model: Extract<CallModel, { is: 'logger-setup' }>): Concept[] {
  const { call } = site;
  const redact = keyword(call, model.redact);
  const paths = redact?.kind === 'object' ? redact.entries.find((it) => it.key === 'paths')?.value : redact;
  const filter = model.filters?.some((name) => keyword(call, name) !== undefined) === true;
  const setup: LoggerSetup = {
    kind: 'logger-setup',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: site.id,
    redacts: paths?.kind === 'array' ? paths.items.flatMap(textOf) : [],
    hasOwnFilter: filter || (paths !== undefined && (paths.kind !== 'array' || paths.isOpen)),
  };
  return [setup];
}

/**
 * The functions of a file that do nothing but pass what they are given on to a log: their calls are log calls, and what
 * they print themselves is how the log is written.
 */
export function loggingWrappers(facts: CodeFacts, concepts: readonly Concept[]): ReadonlySet<ScopeId> {
  const wrappers = new Set<ScopeId>();
  const others = new Set<ScopeId>();
  const logs = new Set(concepts.flatMap((it) => (it.kind === 'log' && it.call !== undefined ? [it.call] : [])));
  if (logs.size === 0) return wrappers;
  facts.calls.forEach((call, id) => {
    const fn = enclosingFunction(facts, call.scope);
    if (!fn) return;
    if (logs.has(id)) {
      if (passesOn(call, fn.fn.parameters)) wrappers.add(fn.id);
    } else if (call.isAwaited || call.use === 'discarded') others.add(fn.id);
  });
  for (const id of wrappers) {
    const fn = facts.scopes[id]?.fn;
    if (others.has(id) || fn?.argumentOf !== undefined) wrappers.delete(id);
  }
  return wrappers;
}

/** `(message) => console.log(message)`, `(...args) => console.log(...args)`, `(message) => console.log('[app]', message)`. */
function passesOn(call: Call, parameters: readonly { readonly name: string; readonly isRest: boolean }[]): boolean {
  if (parameters.length === 0) return false;
  if (call.isOpen) return parameters.some((it) => it.isRest);
  return call.args.some((value, index) =>
    namesIn(value).some(
      (name) => parameters.some((it) => it.name === name) && ((index === 0 && value.kind === 'reference') || MESSAGE.test(name)),
    ),
  );
}

const MESSAGE = /^(m|msg|message|messages|text|line|args|data|content|str|string|format|fmt|entry|log|arguments)$/i;

function namesIn(value: Value): readonly string[] {
  if (value.kind === 'reference') return value.path.length === 1 ? value.path : [];
  return value.kind === 'template' ? value.mentions : [];
}

/** The call itself, what is bound before it (`WithField`, `bind`) and what zerolog adds after it (`Str`, `Msg`). */
function chainAround(facts: CodeFacts, id: number, call: Call): Call[] {
  const before: Call[] = [];
  for (let at = call.callee.receiver; at !== undefined; at = facts.calls[at]?.callee.receiver) {
    const inner = facts.calls[at];
    if (inner) before.unshift(inner);
  }
  const after: Call[] = [];
  if (call.use === 'receiver') {
    let last = id;
    for (let next = id + 1; next < facts.calls.length && next < id + 60; next += 1) {
      const outer = facts.calls[next];
      if (outer?.callee.receiver !== last) continue;
      after.push(outer);
      last = next;
    }
  }
  return [...before, call, ...after];
}

function loggedIn(facts: CodeFacts, call: Call): LoggedValue[] {
  const found: LoggedValue[] = [];
  const fixed = call.args.map((it) => (it.kind === 'literal' && typeof it.value === 'string' ? it.value : undefined));
  call.args.forEach((value, index) => {
    const before = fixed[index - 1];
    // `slog.Info("signed in", "user", id)`, `.Str("user", id)`.
    const isPair = facts.language === 'go' && before !== undefined && /^[\w.-]+$/.test(before);
    collect(facts, value, isPair ? before : undefined, 0, found);
  });
  for (const it of call.keywords) collect(facts, it.value, FIELDLESS.has(it.name) ? undefined : it.name, 0, found);
  return found;
}

const FIELDLESS: ReadonlySet<string> = new Set(['extra', 'exc_info', 'stack_info', 'stacklevel', 'end', 'sep', 'file', 'flush']);

function collect(facts: CodeFacts, value: Value, field: string | undefined, depth: number, found: LoggedValue[]): void {
  if (depth > 4) return;
  const put = (path: readonly string[]) => found.push({ ...(field !== undefined && { field }), path, value });
  switch (value.kind) {
    case 'reference':
      put(value.path);
      return;
    case 'template':
      for (const part of value.parts) collect(facts, part, field, depth + 1, found);
      return;
    case 'object':
      for (const it of value.entries) collect(facts, it.value, it.key, depth + 1, found);
      return;
    case 'array':
      for (const it of value.items) collect(facts, it, field, depth + 1, found);
      return;
    case 'call': {
      const call = facts.calls[value.call];
      const name = call?.callee.path.at(-1) ?? '';
      if (!call) return;
      const [first, second] = call.args;
      if (value.path.length > 0) put([...call.callee.path, ...value.path]);
      else if (READS_BY_NAME.test(name) && first?.kind === 'literal' && call.args.length === 1)
        put([...call.callee.path, String(first.value)]);
      else if (
        facts.language === 'go' &&
        first?.kind === 'literal' &&
        second &&
        /^[A-Z]/.test(name) &&
        !WRITES_AS_TEXT.test(name)
      )
        collect(facts, second, String(first.value), depth + 1, found);
      else if (WRITES_AS_TEXT.test(name)) {
        if (call.callee.path.length > 1 && call.args.length === 0) put(call.callee.path.slice(0, -1));
        for (const it of call.args) collect(facts, it, field, depth + 1, found);
      }
      return;
    }
    default:
  }
}

/** Functions whose result still holds all of what they are given. Every other function may blank it. */
const WRITES_AS_TEXT =
  /^(stringify|String|toString|inspect|str|repr|dumps|json|dict|model_dump|format|Sprintf|Sprint|Sprintln|trim|strip|encode|decode|string|pformat|TrimSpace)$/;

/** `request.headers.get('authorization')`, `r.Header.Get("Authorization")`. */
const READS_BY_NAME = /^(get|Get|header|getHeader|GetHeader|PostForm|FormValue|Query|Param|PostFormValue)$/;

function textOf(value: Value): string[] {
  return value.kind === 'literal' && typeof value.value === 'string' ? [value.value] : [];
}

import type { InputRead } from '#concepts/kinds/input.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside } from '../application-code.ts';

/** What a handler takes from a request, and the function that does it. */
export interface HandlerInput {
  readonly workspace: Workspace;
  readonly code: LiftedCode;
  readonly handler: ScopeId;
  readonly reads: readonly InputRead[];
  /** Names that come out of reading it and say nothing of what is asked here, as the error of a conversion says nothing of a size. */
  readonly besides?: ReadonlySet<string>;
}

/** Tells whether something in the handler, or in a function that it hands the input to, looks at its shape. */
export function isChecked(input: HandlerInput): boolean {
  const { code, handler } = input;
  return (
    conceptsOf(code, 'validation').some((it) => isInside(code, it.scope, handler) && isAboutInput(input, it.call)) ||
    isCheckedByHand(input) ||
    isPassedOn(input) ||
    callsIn(input).some(([, it]) => it.callee.path.some((name) => SIGNED.test(name)))
  );
}

/** What is made of other things than the input, such as the answer, does not check it. */
function isAboutInput(input: HandlerInput, id: CallId | undefined): boolean {
  const { code, reads } = input;
  const call = id === undefined ? undefined : code.facts.calls[id];
  if (!call || call.isOpen || (call.args.length === 0 && call.keywords.length === 0)) return true;
  const own = reads.flatMap((it) => [...it.names, ...targetNames(it), it.text.split('.')[0] ?? '']);
  // A check of the identifier in the path says nothing of the body.
  const others = new Set(conceptsOf(code, 'input-read').flatMap((it) => (it.source === 'body' ? [] : it.names)));
  const heads = new Set([
    ...own,
    ...derived(input, new Set(own)).filter((it) => !others.has(it) || own.includes(it)),
    // A serializer takes an object to show it, too.
    ...(CHECKS_OBJECTS.test(call.callee.path.at(-1) ?? '') ? filled(input) : []),
  ]);
  return call.mentions.some((it) => heads.has(it)) || heads.has(call.callee.path[0] ?? '');
}

const CHECKS_OBJECTS = /valid|clean/i;

/** `order.name = request.body.name`: the objects that the input is written into, field by field. */
function filled({ code, handler, reads }: HandlerInput): string[] {
  return code.facts.assignments.flatMap(({ target, span, scope }) => {
    const holdsRead = reads.some((it) => it.span.start >= span.start && it.span.end <= span.end);
    return target.length > 1 && holdsRead && isInside(code, scope, handler) ? [target[0] ?? ''] : [];
  });
}

/** Deliveries of other services are checked by their signature; sign-in may be left to a strategy; an upload brings a file. */
const SIGNED = /signature|constructEvent|hmac|verifyWebhook|^passport$|^(FormFile|MultipartForm|ParseMultipartForm)$/i;

/** A name with members behind it, in a comparison or an emptiness check. */
const BEFORE =
  /(?:!|\bnot |\btypeof |\blen\(|\bisNaN\(|isArray\(|isinteger\(|\bisinstance\(|\btest\(|\bincludes\(|\bTrimSpace\(|\bhas\(|\bin |\bmatch\(|\bBoolean\()\s*\(?\s*$/i;
/** `!isLongEnough(name, 3)`: a question about the value alone. */
const REFUSES = /(?:!|\bnot )\s*[\w.]+\($/;
const AFTER =
  /^(?:\s*(?:[=!]==?\s*(?:['"`\d]|undefined|null|None|nil|true|false)|[<>]=?|\bis\b|\bnot in\b|\bin\b)|\??\.(?:length|size|trim|match|test|includes|isdigit|strip|get)\b|\s*(?:&&|\|\||and\b|or\b|\)|$))/;

/** `if (!name) return res.status(400)…`: a branch that looks at what was sent and leaves. */
function isCheckedByHand(input: HandlerInput): boolean {
  const { code, handler, reads } = input;
  const names = [...new Set(reads.flatMap((it) => [...it.names, ...targetNames(it), it.text]))].filter((it) => it !== '');
  if (names.length === 0) return false;
  // `data = request.get_json() or {}`, then `role = data.get("role")`.
  const steps = reads.some((it) => it.names.length === 0) ? 2 : 1;
  for (let step = 0; step < steps; step += 1) names.push(...derived(input, new Set(names)).filter((it) => !names.includes(it)));
  for (const { loop } of code.facts.scopes) {
    if (loop?.over?.kind === 'reference' && names.includes(loop.over.path[0] ?? ''))
      names.push(...loop.variables.filter((it) => it !== '_'));
  }
  return code.facts.scopes.some(({ branch }, id) => {
    if (!branch || branch.form === 'else' || id < handler || !isInside(code, id, handler) || !leaves(code, id)) return false;
    // A choice among known values refuses the others.
    if (branch.form === 'case' && branch.condition.some((it) => names.includes(it[0] ?? ''))) return true;
    return names.some((name) => looksAt(branch.text, name));
  });
}

const CONVERTS =
  /^(trim|strip|lower|upper|toLowerCase|toUpperCase|toString|String|Number|parseInt|parseFloat|int|str|float|bool|get|pop|Atoi|ParseInt|TrimSpace|ToLower|split|project|pick|only)$/;

/** Names for converted parts of the input, such as `email = body.email.trim()`; what a query gives for it is something else. */
export function derived(
  { code, handler, reads = [], besides }: Pick<HandlerInput, 'code' | 'handler'> & Partial<HandlerInput>,
  names: ReadonlySet<string>,
): string[] {
  return code.facts.bindings.flatMap((it) => {
    if (besides?.has(it.name)) return [];
    const holdsRead = reads.some(({ span }) => span.start >= it.statement.start && span.end <= it.statement.end);
    if (!(holdsRead || it.mentions.some((name) => names.has(name))) || !isInside(code, it.scope, handler)) return [];
    const value = 'value' in it.origin ? it.origin.value : undefined;
    const isPart =
      value?.kind === 'reference' ||
      value?.kind === 'opaque' ||
      (value?.kind === 'call' && CONVERTS.test(code.facts.calls[value.call]?.callee.path.at(-1) ?? ''));
    return isPart ? [it.name] : [];
  });
}

function looksAt(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/[\w.]/.test(text[at - 1] ?? '')) continue;
    const rest = text.slice(at + name.length);
    if (/^\w/.test(rest)) continue;
    const members = /^(?:\??\.\w+(?!\()|\[['"]?\w+['"]?\]|\.get\([^)]*\))*?/.exec(rest)?.[0] ?? '';
    const after = rest.slice(members.length);
    const before = text.slice(0, at);
    if (BEFORE.test(before) || (REFUSES.test(before) && !/compare|passw|verif|exist|find/i.test(before))) return true;
    // As an argument of a call, or beside something else in a comparison, it is used and not looked at.
    if (/(?:\w\(|,|[=!]==?)\s*$/.test(before)) continue;
    if (AFTER.test(after) || AFTER.test(rest.replace(/^(?:\??\.\w+|\[['"]?\w+['"]?\])+/, ''))) return true;
  }
  return false;
}

function leaves(code: LiftedCode, id: ScopeId): boolean {
  const last = code.facts.scopes[id]?.body.last;
  return (
    last === 'return' ||
    last === 'throw' ||
    conceptsOf(code, 'response').some((it) => isInside(code, it.scope, id) && (it.isRaised || (it.status ?? 0) >= 400))
  );
}

function targetNames({ into }: InputRead): string[] {
  return into?.kind === 'reference' && into.path[0] !== undefined ? [into.path[0]] : [];
}

/** The whole request is handed to something that answers it. */
const DELEGATES = /^(handle|handleRequest|forward\w*|proxy\w*)$/;

/** The input goes to a function that checks it, to one that cannot be seen into, or to another server. */
function isPassedOn(input: HandlerInput): boolean {
  const { code } = input;
  const requests = new Set(conceptsOf(code, 'http-request').map((it) => it.call));
  const queries = queryCalls(code);
  return callsIn(input).some(([id, call]) => {
    if (!takesInput(call, input)) return false;
    if (queries.has(id)) return false;
    if (requests.has(id) || DELEGATES.test(call.callee.path.at(-1) ?? '')) return true;
    return checks(input, call, id, 0);
  });
}

/** Queries with the calls that they are built of: `new Order(body).save()`. */
function queryCalls(code: LiftedCode): ReadonlySet<CallId> {
  const found = new Set<CallId>();
  for (const { call } of conceptsOf(code, 'query'))
    for (let at = call; at !== undefined; at = code.facts.calls[at]?.callee.receiver) found.add(at);
  return found;
}

const CHECKS = /^_?(?:verify|validate)_?(?:struct|body|input|request|payload|fields|schema)?$/i;

/** Whether a called function of the workspace checks something, itself or one step further. */
function checks(input: HandlerInput, call: Call, id: CallId, depth: number): boolean {
  const { workspace, code, reads } = input;
  const { linker } = workspace;
  const callee = linker.callee(code.path, id);
  const found = linker.functionOf(callee);
  if (!found) return depth === 0 && isOutOfSight(callee) && takesInput(call, input, true);
  const file = workspace.files.get(found.path);
  if (file?.effects.get(found.scope)?.validates === true) return true;
  // A check of the project's own that goes by a table of rules: `utils.Verify(order, OrderRules)`.
  if (CHECKS.test(call.callee.path.at(-1) ?? '') && call.use !== 'discarded' && takesInput(call, input, true)) return true;
  if (depth > 1 || !file || !isCode(file)) return false;
  // What the function calls its parameters is what it looks at.
  const fn = file.facts.scopes[found.scope]?.fn;
  const names = [...(fn?.parameters ?? []).map((it) => it.name), ...(fn?.receiver ? [fn.receiver] : [])];
  const [read] = reads;
  const parts = file.facts.bindings.flatMap((it) =>
    it.scope === found.scope && it.origin.kind === 'part' && it.origin.value.kind === 'reference' ? [it.name] : [],
  );
  const taken: InputRead[] = read ? [{ ...read, names: [...names, ...parts], text: '' }] : [];
  const inner: HandlerInput = {
    workspace,
    code: file,
    handler: found.scope,
    reads: taken.map(({ into: _, call: __, ...it }) => it),
  };
  if (isCheckedByHand(inner)) return true;
  return file.facts.calls.some(
    (it, index) => isInside(file, it.scope, found.scope) && takesInput(it, inner) && checks(inner, it, index, depth + 1),
  );
}

/** A method of something made by `new(T)` is as little known as one of nobody knows what. */
function isOutOfSight(callee: Meaning): boolean {
  return callee.kind === 'unknown' || (callee.kind === 'global' && callee.chain[0] === 'new' && callee.chain.length > 2);
}

/** Whether an argument is input, or the whole of it. */
function takesInput(call: Call, { code, reads: all }: HandlerInput, isWhole = false): boolean {
  const reads = isWhole ? all.filter((it) => it.key === undefined) : all;
  const names = new Set(reads.flatMap((it) => [...it.names, ...targetNames(it)]));
  const holds = (value: Value): boolean =>
    value.kind === 'reference'
      ? names.has(value.path[0] ?? '') || reads.some((it) => it.span.start === value.span.start)
      : value.kind === 'call'
        ? reads.some((it) => it.call === value.call) || isWritten(code.facts.calls[value.call], holds)
        : value.kind === 'object' &&
          ((value.isOpen && reads.some((it) => call.mentions.includes(it.text.split('.')[0] ?? ''))) ||
            value.entries.some((it) => holds(it.value)));
  const isMethodOfIt = call.callee.path.length === 2 && names.has(call.callee.path[0] ?? '') && reads.some((it) => it.into);
  return isMethodOfIt || call.args.some(holds) || call.keywords.some((it) => holds(it.value));
}

/** `JSON.stringify(body)`: the same once more, as it came. */
function isWritten(call: Call | undefined, holds: (value: Value) => boolean): boolean {
  return call !== undefined && /^(?:stringify|dumps|Marshal)$/.test(call.callee.path.at(-1) ?? '') && call.args.some(holds);
}

function callsIn({ code, handler }: HandlerInput): readonly (readonly [CallId, Call])[] {
  return [...code.facts.calls.entries()].filter(([, it]) => isInside(code, it.scope, handler));
}

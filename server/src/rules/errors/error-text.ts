import type { LiftedCode } from '#concepts/lifted-file.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Call, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type ErrorOrigin, errorNamed } from './error-origin.ts';

/** What of an error a value holds. */
export interface ErrorText {
  readonly what: 'stack' | 'whole' | 'message';
  /** As the code writes it: `err.message`. */
  readonly text: string;
  /** Absent for what belongs to no name, such as `traceback.format_exc()`. */
  readonly origin?: ErrorOrigin;
}

interface Place {
  readonly workspace: Workspace;
  readonly code: LiftedCode;
  readonly scope: ScopeId;
  /** Where the value stands: what is assigned later does not count. */
  readonly at: number;
  /** Functions and bindings that were entered on the way. */
  readonly depth: number;
}

/** The first part of a value that is the text, the stack or the whole of an error; undefined where there is none for certain. */
export function errorTextIn(workspace: Workspace, code: LiftedCode, scope: ScopeId, value: Value): ErrorText | undefined {
  return look({ workspace, code, scope, at: value.span.start, depth: 0 }, value);
}

function look(place: Place, value: Value): ErrorText | undefined {
  switch (value.kind) {
    case 'reference':
      return ofReference(place, value.path);
    case 'template':
      return first(value.parts, (it) => look(place, it));
    case 'object':
      return first(value.entries, (it) =>
        isHarmlessKey(it.key) || isLeftOut(place.code, it.key) ? undefined : look(place, it.value),
      );
    case 'array':
      return first(value.items, (it) => look(place, it));
    case 'call':
      return ofCall(place, value.call, value.path);
    case 'opaque':
      return isChosenWithCare(value.mentions) ? undefined : first(value.choices ?? [], (it) => look(place, it));
    default:
      return undefined;
  }
}

function isHarmlessKey(key: string): boolean {
  return /^(name|code|status|statusCode|type|errors|fields|cause|headers?)$/.test(key);
}

/** `isProduction ? 'Internal' : err.message`, `err instanceof ShopError ? err.message : 'Internal'`. */
function isChosenWithCare(mentions: readonly string[]): boolean {
  return mentions.some(
    (it) =>
      /^(process|config\w*|env\w*|is_?prod\w*|is_?dev\w*|debug|settings|app|production|development|import)$/i.test(it) ||
      (/^[A-Z]\w*(Error|Exception)$/.test(it) && it !== 'Error' && it !== 'Exception'),
  );
}

/** A field of a Go struct that its tag keeps out of JSON. */
function isLeftOut({ facts }: LiftedCode, key: string): boolean {
  return facts.classes.some((it) => it.fields.some(({ name, tag }) => name === key && /\bjson:"-"/.test(tag ?? '')));
}

function ofReference(place: Place, path: readonly string[]): ErrorText | undefined {
  const [head = '', ...rest] = path;
  const { workspace, code, scope } = place;
  const origin = errorNamed(workspace, code, scope, head, place.at);
  if (origin) {
    const what = memberOf(rest, code.facts.language);
    return what && { what, text: path.join('.'), origin };
  }
  return rest.length === 0 && place.depth < 2 ? ofBinding(place, head) : undefined;
}

function memberOf(rest: readonly string[], language: string): ErrorText['what'] | undefined {
  const last = rest.at(-1);
  if (last === undefined) return 'whole';
  if (last === 'stack' && rest.length === 1) return 'stack';
  if (rest.length > 1) return language === 'python' && rest.join('.') === 'args.0' ? 'message' : undefined;
  return (language === 'python' ? /^(args|message|orig|msg)$/ : /^(message|msg|sqlMessage|reason)$/).test(last)
    ? 'message'
    : undefined;
}

/** `const message = err.message`, `const { message } = err`, in the functions around. */
function ofBinding(place: Place, name: string): ErrorText | undefined {
  const { code } = place;
  for (let at: ScopeId | undefined = place.scope; at !== undefined && at > 0; at = code.facts.scopes[at]?.parent) {
    const found = code.facts.bindings.filter((it) => it.scope === at && it.name === name);
    const [binding] = found;
    if (!binding) continue;
    if (found.length > 1 || code.facts.assignments.some((it) => it.target.length === 1 && it.target[0] === name))
      return undefined;
    const { origin } = binding;
    const inside = { ...place, scope: scopeAround(code, binding.span.start, at), depth: place.depth + 1 };
    if (origin.kind === 'value') return look(inside, origin.value);
    if (origin.kind === 'part' && origin.value.kind === 'reference' && origin.path.length === 1)
      return ofReference(inside, [...origin.value.path, ...origin.path]);
    return undefined;
  }
  return undefined;
}

/** Python declares a name for the whole function; what its value sees is decided by where it stands. */
function scopeAround(code: LiftedCode, position: number, outer: ScopeId): ScopeId {
  const { scopes } = code.facts;
  let found = outer;
  for (let id = outer + 1; id < scopes.length; id += 1) {
    const scope = scopes[id];
    if (scope && scope.parent === found && scope.span.start <= position && position < scope.span.end) found = id;
  }
  return found;
}

/** Calls that give the text of their argument. */
const TEXT_OF =
  /^(String|str|repr|string|format|JSON\.stringify|json\.dumps|fmt\.Sprint|fmt\.Sprintln|fmt\.Sprintf|gin\.H|dict|jsonify|util\.inspect|util\.format|inspect|serializeError|html\.escape|escape|force_str|smart_str|json\.RawMessage|fmt\.Errorf|errors\.Wrap|errors\.Wrapf)$/;
const STACK_OF = /^(traceback\.(format_exc|format_exception|format_stack)|debug\.Stack|format_exc)$/;

function ofCall(place: Place, id: number, members: readonly string[]): ErrorText | undefined {
  const { workspace, code, scope } = place;
  const call = code.facts.calls[id];
  if (!call || place.depth > 3) return undefined;
  const { path, receiver } = call.callee;
  const name = path.join('.');
  const last = path.at(-1) ?? '';
  if (receiver !== undefined)
    return /^(Error|toString|String|replace|strip|trim|dict|model_dump|json)$/.test(last)
      ? ofCall(place, receiver, members)
      : undefined;
  if (STACK_OF.test(name)) return { what: 'stack', text: `${name}()` };
  if (/^(Error|toString|String|format_exc|getMessage)$/.test(last) && path.length === 2) {
    const origin = errorNamed(workspace, code, scope, path[0] ?? '', place.at);
    return origin && { what: 'message', text: `${name}()`, origin };
  }
  if (TEXT_OF.test(name)) {
    const found = first([...call.args, ...call.keywords.map((it) => it.value)], (it) => look(place, it));
    return found?.what === 'whole' ? { ...found, what: 'message', text: `${name}(${found.text})` } : found;
  }
  return ofHelper(place, id, call) ?? ofMaker(place, call);
}

/** `ErrorBody(message=str(e))`: a text that is handed to what makes the body, unless that is there to change it. */
function ofMaker(place: Place, call: Call): ErrorText | undefined {
  if (
    /sanit|translat|mask|safe|friendly|humani|map|classif|normali[sz]e|parse|log|^t$|^_$|gettext|include|test|match/i.test(
      call.callee.path.at(-1) ?? '',
    )
  )
    return undefined;
  const values = [...call.args, ...call.keywords.map((it) => it.value)];
  const found = first(values, (it) =>
    it.kind === 'call' || it.kind === 'reference' ? look({ ...place, depth: 3 }, it) : undefined,
  );
  return found?.what === 'message' || found?.what === 'stack' ? found : undefined;
}

/** `errorBody(err)`: one step into a function of the workspace that only puts its argument into shape. */
function ofHelper(place: Place, id: number, call: Call): ErrorText | undefined {
  const { workspace, code } = place;
  if (place.depth > 0 || call.args.length === 0 || call.args.length > 3) return undefined;
  const index = call.args.findIndex((it) => {
    const found = look({ ...place, depth: 3 }, it);
    return found?.what === 'whole' || found?.what === 'message';
  });
  const argument = call.args[index];
  if (!argument) return undefined;
  const found = look({ ...place, depth: 3 }, argument);
  const declared = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
  const file = declared && workspace.files.get(declared.path);
  if (!declared || !file || !isCode(file)) return undefined;
  const fn = file.facts.scopes[declared.scope]?.fn;
  const parameter = fn?.parameters[index]?.name;
  if (!fn || parameter === undefined) return undefined;
  const returns = file.facts.returns.filter((it) => it.scope === declared.scope);
  // Branches in it mean that it tells errors apart.
  if (returns.length !== 1 || file.facts.scopes.some((it) => it.parent === declared.scope && it.kind === 'branch'))
    return undefined;
  const inside = { workspace, code: file, scope: declared.scope, at: Number.POSITIVE_INFINITY, depth: 1 };
  const shown = first(returns[0]?.values ?? [], (it) => (mentionsAsIs(it, parameter, file) ? found : look(inside, it)));
  return (
    shown &&
    found?.origin && {
      what: shown.what === 'stack' ? 'stack' : 'message',
      text: `${call.callee.path.join('.')}(${found.text})`,
      origin: found.origin,
    }
  );
}

/** The argument itself is put into the answer, as a text. */
function mentionsAsIs(value: Value, parameter: string, code: LiftedCode): boolean {
  if (value.kind !== 'object') return false;
  return value.entries.some(
    (it) =>
      it.value.kind === 'reference' && it.value.path.length === 1 && it.value.path[0] === parameter && !isLeftOut(code, it.key),
  );
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

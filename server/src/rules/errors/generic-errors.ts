import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A place that raises an error without a class of its own. */
export interface GenericError {
  /** value: something that is no error at all · value-error: Python's `ValueError`, which some use for their domain. */
  readonly form: 'error' | 'value' | 'value-error';
  /** As the code names it: `Error`, `Exception`, `errors.New`. */
  readonly type: string;
  /** The written message; U+FFFC for what is filled in; '' where it is computed. */
  readonly text: string;
  /** True where a caught error goes along as the cause, so that nothing is lost. */
  readonly isWrapping: boolean;
  readonly scope: ScopeId;
  readonly span: Span;
}

/** All of them in a file, but those that the same function catches again, and those at the top of a module or in a constructor. */
export function genericErrors(workspace: Workspace, code: LiftedCode): GenericError[] {
  const found =
    code.facts.language === 'go' ? returnedInGo(workspace, code) : [...thrown(workspace, code), ...passedOn(workspace, code)];
  return found.filter((it) => isRaisedToCallers(code, it.scope));
}

function thrown(workspace: Workspace, code: LiftedCode): GenericError[] {
  const isPython = code.facts.language === 'python';
  return code.facts.throws.flatMap(({ value, scope, span }): GenericError[] => {
    if (!value) return [];
    if (value.kind === 'call') return errorOf(workspace, code, value.call, value.path, span);
    if (isPython) {
      const name = value.kind === 'reference' ? value.path.join('.') : '';
      return /^(Exception|BaseException|RuntimeError)$/.test(name)
        ? [{ form: 'error', type: name, text: '', isWrapping: false, scope, span }]
        : [];
    }
    const isValue = value.kind === 'literal' || value.kind === 'template' || (value.kind === 'object' && !hasStack(value));
    return isValue ? [{ form: 'value', type: '', text: textOf(value), isWrapping: false, scope, span }] : [];
  });
}

/** An object that carries a status is an agreement with the handler of errors. */
function hasStack(value: Extract<Value, { kind: 'object' }>): boolean {
  return value.isOpen || value.entries.some((it) => /^(status|statusCode|code|type|kind|name|stack)$/.test(it.key));
}

/** `Promise.reject(new Error(…))` and `next(new Error(…))`. */
function passedOn(workspace: Workspace, code: LiftedCode): GenericError[] {
  return code.facts.calls.flatMap((call): GenericError[] => {
    const name = call.callee.path.join('.');
    const [argument] = call.args;
    if ((name !== 'next' && name !== 'Promise.reject') || argument?.kind !== 'call') return [];
    return errorOf(workspace, code, argument.call, argument.path, call.span);
  });
}

function errorOf(workspace: Workspace, code: LiftedCode, id: number, members: readonly string[], span: Span): GenericError[] {
  const call = code.facts.calls[id];
  if (!call || members.length > 0 || call.callee.receiver !== undefined) return [];
  const type = call.callee.path.join('.');
  const isPython = code.facts.language === 'python';
  const form = isPython ? PYTHON[type] : type === 'Error' ? 'error' : undefined;
  if (!form || workspace.linker.callee(code.path, id).kind !== 'global') return [];
  const text = textOf(call.args[0]);
  // Text that is only passed on is not of this place.
  if (isPython && form === 'value-error' && (text === '' || isReading(code, call.scope))) return [];
  return [{ form, type, text, isWrapping: isWrapping(code, call), scope: call.scope, span }];
}

/** Whoever reads or checks a text says by ValueError that it cannot be read, as `int` does. */
function isReading(code: LiftedCode, scope: ScopeId): boolean {
  return /pars|clean|convert|decod|valid|normali|check|from_|to_|_str/.test(enclosingFunction(code.facts, scope)?.fn.name ?? '');
}

const PYTHON: Readonly<Record<string, GenericError['form']>> = {
  Exception: 'error',
  BaseException: 'error',
  RuntimeError: 'error',
  ValueError: 'value-error',
};

function isWrapping(code: LiftedCode, call: Call): boolean {
  if (call.args.some((it) => it.kind === 'object' && it.entries.some((entry) => entry.key === 'cause'))) return true;
  for (let at: ScopeId | undefined = call.scope; at !== undefined; at = code.facts.scopes[at]?.parent) {
    if (code.facts.scopes[at]?.kind === 'catch') return true;
    if (code.facts.scopes[at]?.fn) return false;
  }
  return false;
}

/** `return errors.New("…")`, `return nil, fmt.Errorf("…")` without a wrapped error, in functions. */
function returnedInGo(workspace: Workspace, code: LiftedCode): GenericError[] {
  const layer = workspace.layerOf(code.path)?.layer;
  if (layer !== 'service' && layer !== 'repository' && layer !== 'controller') return [];
  return code.facts.returns.flatMap(({ values, scope }): GenericError[] => {
    if (isAskedByParser(workspace, code, scope) || isFaultOfCaller(workspace, code, scope)) return [];
    // `return nil, http.StatusConflict, errors.New("…")`: the status tells what it is.
    if (values.some((it) => it.kind === 'reference' && /^(http|fiber)\.Status[A-Z]/.test(it.path.join('.')))) return [];
    const last = values.at(-1);
    const call = last?.kind === 'call' && last.path.length === 0 ? code.facts.calls[last.call] : undefined;
    if (!call || last?.kind !== 'call') return [];
    const meaning = workspace.linker.callee(code.path, last.call);
    const name = meaning.kind === 'external' ? `${meaning.module}.${meaning.chain.join('.')}` : '';
    if (name !== 'errors.New' && name !== 'fmt.Errorf') return [];
    const text = textOf(call.args[0]);
    // A wrapped error keeps its identity; one that is only printed is told apart by nobody, but it is no statement of its own.
    if (text === '' || /%w|%[+#]?v$|%s$/.test(text) || call.args.slice(1).some((it) => isErrorName(code, it))) return [];
    return [{ form: 'error', type: name, text: text.replace(/%[+#]?[a-z]/g, '…'), isWrapping: false, scope, span: call.span }];
  });
}

/** `jwt.Parse(token, func(…) (any, error) { … })`: the error goes to a library, whose own error is what callers get. */
function isAskedByParser(workspace: Workspace, code: LiftedCode, scope: ScopeId): boolean {
  const asked = enclosingFunction(code.facts, scope)?.fn.argumentOf;
  if (!asked || !/^Parse/.test(code.facts.calls[asked.call]?.callee.path.at(-1) ?? '')) return false;
  return workspace.linker.callee(code.path, asked.call).kind === 'external';
}

/**
 * `column, ok := columns[name]; if !ok { return … }`, `event, ok := value.(*Event)`: what a table of the program itself lacks or
 * has already, and a value of another type than all others, is a fault of the calling code.
 */
function isFaultOfCaller(workspace: Workspace, code: LiftedCode, scope: ScopeId): boolean {
  const branch = code.facts.scopes[scope]?.branch;
  const [, not, flag] = (branch?.form === 'then' && /^\s*(!?)(\w+)\s*(?:$|\|\|)/.exec(branch.text)) || [];
  const around = enclosingFunction(code.facts, scope)?.id;
  if (!branch || flag === undefined || around === undefined) return false;
  const start = code.facts.scopes[around]?.bodySpan.start ?? 0;
  const before = workspace.textOf(code.path)?.slice(start, branch.conditionSpan.start) ?? '';
  const source = [...before.matchAll(new RegExp(`,\\s*${flag}\\s*:?=\\s*([^\\n;]*)`, 'g'))].at(-1)?.[1] ?? '';
  if (not !== '' && /\.\([*\w.[\]]+\)\s*$/.test(source)) return true;
  const table = /^(\w+)\[/.exec(source)?.[1];
  return table !== undefined && code.facts.bindings.some((it) => it.scope === 0 && it.name === table);
}

function isErrorName({ facts }: LiftedCode, value: Value): boolean {
  if (value.kind === 'call') return /^\w*[eE]rr\.Error$/.test(facts.calls[value.call]?.callee.path.join('.') ?? '');
  return value.kind === 'reference' && /^(err|\w*Err)$/.test(value.path[0] ?? '');
}

function textOf(value: Value | undefined): string {
  if (value?.kind === 'literal') return typeof value.value === 'string' ? value.value : '';
  if (value?.kind === 'template') return value.text;
  if (value?.kind === 'object')
    return textOf(value.entries.find((it) => /^(message|error|msg|title|detail)$/.test(it.key))?.value);
  // A constant that says that the program is at fault: `BUG_NO_USER_IN_CONTEXT`.
  if (value?.kind === 'reference' && /^(BUG|INVARIANT|ASSERTION)_/.test(value.path.at(-1) ?? '')) return 'invariant';
  return '';
}

const SETS_UP =
  /^(new|build|init|setup|configure|bootstrap|__post_init__|__setattr__)|^(create|make)\w*(Controllers?|Services?|Routers?|Server|App|Handlers?|Middlewares?|Client|Store)$|^register\w*(Factory|Collector|Handler|Provider|Driver|Plugin|Type|Hook|Module)s?$|migrat(e|ion)/i;

/** What puts the program together stops it; a validator of pydantic must raise a ValueError. */
function isSettingUp(fn: FunctionDetails): boolean {
  return (
    SETS_UP.test(fn.name ?? '') ||
    // A setting that is asked for and not there is a fault of the program or of its environment.
    /(?:^|[a-z])Config(?:uration)?(?:Service|Provider|Loader)?$/.test(fn.owner ?? '') ||
    // Nobody is meant to call what never comes back.
    fn.results.some((it) => /^(Promise<)?never>?$/.test(it.text)) ||
    fn.decorators.some((it) => /validator|validates|serializer/.test(it.path.at(-1) ?? ''))
  );
}

/** `module.exports = controllers()`: nothing but the module itself calls the function, while it is loaded. */
function runsWithTheModule({ facts }: LiftedCode, id: ScopeId, { name, owner }: FunctionDetails): boolean {
  if (name === undefined || owner !== undefined || facts.scopes[id]?.parent !== 0) return false;
  if (facts.language === 'go' || facts.exports.some((it) => it.local === name)) return false;
  const calls = facts.calls.filter((it) => it.callee.receiver === undefined && it.callee.path.join('.') === name);
  return calls.length > 0 && calls.every((it) => it.scope === 0);
}

/** It leaves a function that callers call: not the module's own body, not a constructor, not a `try` that catches it again. */
function isRaisedToCallers(code: LiftedCode, from: ScopeId): boolean {
  const { scopes } = code.facts;
  const fn = enclosingFunction(code.facts, from);
  if (fn && isSettingUp(fn.fn)) return false;
  if (!fn || fn.fn.form === 'constructor' || fn.fn.name === '__init__' || fn.fn.name === 'onModuleInit') return false;
  for (let at: ScopeId | undefined = from; at !== undefined; at = scopes[at]?.parent) {
    const scope = scopes[at];
    // A function without a name is called where it stands, as with `Promise.all(ids.map(async …))`.
    if (scope?.fn?.name !== undefined) return !runsWithTheModule(code, at, scope.fn);
    if (scope?.kind === 'try' && scopes.some((it) => it.handler?.tryScope === at)) return false;
    // The last case of a switch that should have had them all.
    if (scope?.branch?.form === 'case' && /^(default)?$/.test(scope.branch.text)) return false;
  }
  return true;
}

import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, CallId, FunctionDetails, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Where a name that holds an error got it. */
export interface ErrorOrigin {
  readonly name: string;
  /** The catch clause or function that declares the name; for Go the scope of the binding. */
  readonly scope: ScopeId;
  readonly form: 'catch' | 'parameter' | 'result';
  /** True where only errors of named classes get here, so that their texts are known. */
  readonly isNarrow: boolean;
  /** True where they are classes of the language, which anything below may raise: `ValueError`. */
  readonly isBuiltIn?: boolean;
  /** The call that gave the error, in Go. */
  readonly call?: CallId;
}

/** The error that a name stands for, seen from a scope; undefined where the name is something else or nobody knows. */
export function errorNamed(
  workspace: Workspace,
  code: LiftedCode,
  from: ScopeId,
  name: string,
  before = Number.POSITIVE_INFINITY,
): ErrorOrigin | undefined {
  const { facts } = code;
  for (let at: ScopeId | undefined = from; at !== undefined; at = facts.scopes[at]?.parent) {
    const scope = facts.scopes[at];
    if (scope?.handler?.binds === name)
      return {
        name,
        scope: at,
        form: 'catch',
        isNarrow: isNarrow(facts.language, scope.handler.types),
        isBuiltIn: scope.handler.types.some((it) => BUILT_IN.test(it.path.join('.'))),
      };
    if (facts.language === 'go') {
      const binding = facts.bindings.findLast((it) => it.scope === at && it.name === name);
      if (binding) return resultError(code, binding, before);
    }
    if (scope?.fn?.parameters.some((it) => it.name === name)) return parameterError(workspace, code, at, scope.fn, name);
    if (facts.language !== 'go' && facts.bindings.some((it) => it.scope === at && it.name === name)) return undefined;
  }
  return undefined;
}

const BROAD = /^(builtins\.)?(Exception|BaseException|Error|StandardError|any|unknown)$/;

const BUILT_IN =
  /^(ValueError|TypeError|KeyError|IndexError|LookupError|AttributeError|RuntimeError|OSError|IOError|ArithmeticError|ZeroDivisionError|AssertionError)$/;

function isNarrow(language: string, types: readonly TypeReference[]): boolean {
  return language === 'python' && types.length > 0 && types.every((it) => !BROAD.test(it.path.join('.')));
}

/** `x, err := f()`: the last result, if it is called an error. */
function resultError(code: LiftedCode, binding: Binding, before: number): ErrorOrigin | undefined {
  if (!/^(er|err|\w*Err|err\w*|\w*Error)$/.test(binding.name)) return undefined;
  const call = code.facts.calls.findLastIndex(
    (it) => it.targets.at(-1) === binding.name && it.span.start >= binding.statement.start && it.span.end <= before,
  );
  return { name: binding.name, scope: binding.scope, form: 'result', isNarrow: false, ...(call >= 0 && { call }) };
}

const ERROR_NAME = /^_?(e|er|err|error|ex|exc|exception|reason)$/;

function parameterError(
  workspace: Workspace,
  code: LiftedCode,
  scope: ScopeId,
  fn: FunctionDetails,
  name: string,
): ErrorOrigin | undefined {
  const { facts } = code;
  const index = fn.parameters.findIndex((it) => it.name === name);
  const parameter = fn.parameters[index];
  const found: ErrorOrigin = { name, scope, form: 'parameter', isNarrow: false };
  if (facts.language === 'go') return parameter?.type?.path.join('.') === 'error' ? found : undefined;
  if (!ERROR_NAME.test(name)) return undefined;
  if (facts.language === 'python') {
    const type = parameter?.type?.path ?? [];
    const isHandler = fn.decorators.some((it) => /exception_handler|errorhandler/.test(it.path.at(-1) ?? ''));
    if (isHandler && type.length === 0) return { ...found, isNarrow: handlesNarrow(code, fn) };
    return type.length > 0 ? { ...found, isNarrow: !BROAD.test(type.join('.')) } : undefined;
  }
  const callback = fn.argumentOf;
  const callee = callback ? (facts.calls[callback.call]?.callee.path.at(-1) ?? '') : '';
  // A rejected promise, a callback of Node.js, a handler of errors.
  if (callback && callee === 'catch' && index === 0) return found;
  if (callback && callee === 'then' && callback.index === 1 && index === 0) return found;
  const type = parameter?.type?.path.at(-1);
  if (/\bstring\b/.test(parameter?.type?.text ?? '')) return undefined;
  if (type !== undefined && !BROAD.test(type)) {
    const isOwn =
      workspace.linker.classOf(workspace.linker.reference(code.path, scope, parameter?.type?.path ?? [])) !== undefined;
    return { ...found, isNarrow: isOwn || /(Validation|Http|App|Api|Domain|Custom)\w*(Error|Exception)$/.test(type) };
  }
  if (index !== 0) return undefined;
  // `errors.map((error) => …)` goes through a list; an error comes first in handlers and callbacks.
  if (!callback) return found;
  return (fn.parameters.length > 1 &&
    !/^(map|forEach|reduce|filter|flatMap|some|every|find\w*|sort|Map|replace)$/.test(callee)) ||
    /^(on|once|use|setErrorHandler|onError|subscribe|catchError|tapError|addEventListener)$/.test(callee)
    ? found
    : undefined;
}

/** `@app.errorhandler(404)` and `@app.exception_handler(ShopError)` get errors whose texts are known. */
function handlesNarrow(code: LiftedCode, fn: FunctionDetails): boolean {
  return fn.decorators.some((it) => {
    const [handled] = it.call === undefined ? [] : (code.facts.calls[it.call]?.args ?? []);
    if (handled?.kind === 'literal') return handled.value !== 500;
    return (
      handled?.kind === 'reference' &&
      !BROAD.test(handled.path.join('.')) &&
      !/^(InternalServerError|HTTPStatus)$/.test(handled.path[0] ?? '')
    );
  });
}

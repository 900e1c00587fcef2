import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, CallId, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Whether a value that is seen from a scope cannot carry anything of a user's. */
type Judge = (scope: ScopeId, value: Value) => boolean;

const CHANGES_LETTERS = /^(replace|replaceAll|ReplaceAll|toLowerCase|toUpperCase|lower|upper|ToLower|ToUpper|title|capitalize)$/;

/**
 * Whether a call gives what a function of this file returns and all of that is harmless, or a harmless text with other letters:
 * `name.replace(/-/g, '_').toLowerCase()`. Of other files only literals count: they show no more of what their functions return.
 */
export function comesOfHarmless(workspace: Workspace, code: LiftedCode, id: CallId, call: Call, judge: Judge): boolean {
  const { facts } = code;
  const { callee, args, scope, span } = call;
  if (CHANGES_LETTERS.test(callee.path.at(-1) ?? '')) {
    const { receiver } = callee;
    const own: Value =
      receiver === undefined
        ? { kind: 'reference', path: callee.path.slice(0, -1), span }
        : { kind: 'call', call: receiver, path: [], span: facts.calls[receiver]?.span ?? span };
    // In Go the text is the first of the arguments.
    const texts = facts.language === 'go' ? args : [own, ...args];
    return texts.every((it) => it.kind === 'function' || judge(scope, it));
  }
  const target = calledFunction(workspace, code, id);
  const file = target && workspace.files.get(target.path);
  if (!file || !isCode(file)) return false;
  const isHere = file.path === code.path;
  const returns = file.facts.returns.filter((it) => enclosingFunction(file.facts, it.scope)?.id === target.scope);
  return (
    returns.length > 0 &&
    (isHere || file.facts.scopes[target.scope]?.fn?.results.length === 0) &&
    returns.every((it) => it.values.every((value) => (isHere ? judge(it.scope, value) : value.kind === 'literal')))
  );
}

/** Whether a parameter is given nothing but harmless values by the calls of its function in this file, of which there must be one. */
export function isGivenHarmless(workspace: Workspace, code: LiftedCode, fn: ScopeId, name: string, judge: Judge): boolean {
  const details = code.facts.scopes[fn]?.fn;
  const place = details?.parameters.findIndex((it) => it.name === name) ?? -1;
  if (details?.name === undefined || place < 0) return false;
  const given = code.facts.calls.filter((call, id) => {
    if (call.callee.path.at(-1) !== details.name) return false;
    const target = calledFunction(workspace, code, id);
    return target?.path === code.path && target.scope === fn;
  });
  return (
    given.length > 0 &&
    given.every(({ args, keywords, isOpen, scope }) => {
      const value = keywords.find((it) => it.name === name)?.value ?? args[place];
      return !isOpen && value !== undefined && judge(scope, value);
    })
  );
}

/** The function that is called, one declared inside another included. */
function calledFunction(
  workspace: Workspace,
  { path, facts }: LiftedCode,
  id: CallId,
): { readonly path: Path; readonly scope: ScopeId } | undefined {
  const call = facts.calls[id];
  const [name] = call?.callee.path ?? [];
  const isName = call?.callee.receiver === undefined && call?.callee.path.length === 1;
  for (let at = isName ? call.scope : undefined; at !== undefined && at !== 0; at = facts.scopes[at]?.parent) {
    const origin = facts.bindings.find((it) => it.scope === at && it.name === name)?.origin;
    if (origin?.kind === 'function') return { path, scope: origin.scope };
    if (origin?.kind === 'value' && origin.value.kind === 'function') return { path, scope: origin.value.scope };
    if (origin) return undefined;
  }
  return workspace.linker.functionOf(workspace.linker.callee(path, id));
}

import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/** The name of the error that a value shows: the error itself, its message, stack or text. Undefined for other values. */
export function errorAt(code: LiftedCode, scope: ScopeId, value: Value): string | undefined {
  if (value.kind === 'reference') {
    const [head = '', ...members] = value.path;
    return isError(code, scope, head) && members.every((it) => /^(?:message|stack|msg|args)$/.test(it)) ? head : undefined;
  }
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const call = code.facts.calls[value.call];
  if (!call || call.callee.receiver !== undefined) return undefined;
  const name = call.callee.path.join('.');
  if (/^(?:str|repr|String|JSON\.stringify|util\.inspect|inspect)$/.test(name) && call.args.length === 1 && call.args[0])
    return errorAt(code, scope, call.args[0]);
  const [head = '', method] = call.callee.path;
  return call.callee.path.length === 2 && /^(?:Error|toString)$/.test(method ?? '') && isError(code, scope, head)
    ? head
    : undefined;
}

function isError({ facts }: LiftedCode, scope: ScopeId, name: string): boolean {
  if (/^(?:err|error|ex|exc|exception|\w+Err(?:or)?)$/.test(name)) return true;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.handler?.binds === name) return true;
    const { fn } = facts.scopes[at] ?? {};
    if (fn?.argumentOf && facts.calls[fn.argumentOf.call]?.callee.path.at(-1) === 'catch' && fn.parameters[0]?.name === name)
      return true;
    if (fn?.name !== undefined) return false;
  }
  return false;
}

import type { Path } from '#base/paths.ts';
import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';

interface Place {
  readonly path: Path;
  readonly scope: ScopeId;
}

/**
 * What answers in the place of a handler that does nothing but hand the request on: `(req, res) => orders.create(req, res)`,
 * `(req, res) => create(Order, req, res)`, `func(c *gin.Context) { h.Create(c) }`. Undefined where the handler does more, or where it hands the
 * request to something that is not written in the workspace.
 */
export function delegateOf(linker: Linker, { path, scope }: Place): (Place & { readonly meaning: Meaning }) | undefined {
  const facts = linker.names(path)?.facts;
  const fn = facts?.scopes[scope]?.fn;
  if (!facts || !fn || fn.parameters.length === 0 || fn.decorators.length > 0) return undefined;
  const names = fn.parameters.map((it) => it.name);
  const next = names[2];
  let only: { readonly call: Call; readonly id: number } | undefined;
  for (const [id, call] of facts.calls.entries()) {
    if (!isInside(facts, call.scope, scope) || isNamed(call, next)) continue;
    if (only) return undefined;
    only = { call, id };
  }
  if (!only) return undefined;
  const { args, callee, form } = only.call;
  // A function that is given the parameters in their order takes the place of the handler; one that takes some of them reads something.
  const given = args.flatMap((it) => (it.kind === 'reference' && it.path.length === 1 ? it.path : []));
  const start = given.indexOf(names[0] ?? '');
  const needed = names.slice(0, 2);
  if (form !== 'call' || callee.receiver !== undefined || start < 0) return undefined;
  if (needed.some((it, index) => it === '' || given[start + index] !== it)) return undefined;
  const meaning = linker.callee(path, only.id);
  const found = linker.functionOf(meaning);
  return found && { ...found, meaning };
}

function isNamed({ callee }: Call, name: string | undefined): boolean {
  return name !== undefined && callee.receiver === undefined && callee.path.length === 1 && callee.path[0] === name;
}

function isInside({ scopes }: CodeFacts, scope: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined && at >= outer; at = scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

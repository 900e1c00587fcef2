import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';

/** Tells whether a function of the form `(req, res, next)` calls `next()`, which hands the request on: a middleware, and no answer. */
export function passesOn({ scopes, calls }: CodeFacts, id: ScopeId): boolean {
  const parameters = scopes[id]?.fn?.parameters ?? [];
  const next = parameters[2]?.name;
  if (next === undefined || next === '' || parameters.length > 3) return false;
  const isInside = (scope: ScopeId): boolean => {
    for (let at: ScopeId | undefined = scope; at !== undefined && at >= id; at = scopes[at]?.parent) if (at === id) return true;
    return false;
  };
  return calls.some(
    ({ args, callee, scope }) =>
      args.length === 0 &&
      callee.receiver === undefined &&
      callee.path.length === 1 &&
      callee.path[0] === next &&
      isInside(scope),
  );
}

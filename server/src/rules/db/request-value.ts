import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

const REQUEST = /^(req|request|ctx|context|c|r|event|args)$/;
const INPUT = /^(query|body|params|args|GET|POST|query_params|form|values|json|data|nextUrl|url|URL)$/;
const INPUT_CALL =
  /^(Query|DefaultQuery|Param|PostForm|QueryParam|FormValue|get|getlist|get_json|get_argument|searchParams|URLParam|PathValue)$/;

/** Tells whether a value is read from the request, here or where its name is given its value. */
export function comesFromRequest(code: LiftedCode, scope: ScopeId, value: Value, depth = 0): boolean {
  if (depth > 3) return false;
  switch (value.kind) {
    case 'reference': {
      const [head = '', ...rest] = value.path;
      if (REQUEST.test(head) && rest.some((it) => INPUT.test(it))) return true;
      for (let at: ScopeId | undefined = scope; at !== undefined && at !== 0; at = code.facts.scopes[at]?.parent) {
        const origin = code.facts.bindings.find((it) => it.scope === at && it.name === head)?.origin;
        if (!origin) continue;
        return (origin.kind === 'value' || origin.kind === 'part') && comesFromRequest(code, at, origin.value, depth + 1);
      }
      return false;
    }
    case 'call': {
      const path = code.facts.calls[value.call]?.callee.path ?? [];
      return REQUEST.test(path[0] ?? '') && path.slice(1).some((it) => INPUT.test(it) || INPUT_CALL.test(it));
    }
    case 'template':
      return value.parts.some((it) => comesFromRequest(code, scope, it, depth + 1));
    default:
      return false;
  }
}

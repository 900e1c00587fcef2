import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Concept } from '../concept.ts';
import { namesOf } from './lift-input.ts';

/**
 * What a route handler of Next.js reads of the request that it is given: `export async function POST(request: Request)`. The type is that of the
 * web, which no import names, or there is none; the place of the file says whose handlers they are.
 */
export function liftRouteRequests(facts: CodeFacts): Concept[] {
  if (!/(?:^|\/)app\/(?:.*\/)?route\.[jt]sx?$/.test(facts.path)) return [];
  return facts.scopes.flatMap(({ fn }, handler): Concept[] => {
    const [request] = fn?.parameters ?? [];
    if (!fn?.isExported || !METHODS.test(fn.name ?? '') || !request || request.name === '') return [];
    if (request.type && request.type.text !== 'Request') return [];
    return facts.calls.flatMap(({ callee, scope, span, targets }, id): Concept[] => {
      const [head, member, more] = callee.path;
      if (callee.receiver !== undefined || head !== request.name || more !== undefined || !isInside(facts, scope, handler))
        return [];
      if (member !== 'json' && member !== 'formData') return [];
      const names = namesOf(facts, scope, id, targets);
      const text = callee.path.join('.');
      return [{ kind: 'input-read', framework: 'web-request', scope, span, call: id, source: 'body', text, names }];
    });
  });
}

const METHODS = /^(?:POST|PUT|PATCH|DELETE)$/;

function isInside({ scopes }: CodeFacts, scope: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined && at >= outer; at = scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import type { Concept } from '../concept.ts';

/** Classes of the application's own that are thrown, and Go's plain error answers. */
export function domainErrors(facts: CodeFacts, linker: Linker): Concept[] {
  const raised = facts.throws.flatMap((it): Concept[] => {
    const value = it.value;
    const path =
      value?.kind === 'call' ? facts.calls[value.call]?.callee.path : value?.kind === 'reference' ? value.path : undefined;
    if (!path || path.length === 0 || isInTry(facts, it.scope)) return [];
    const meaning = linker.reference(facts.path, it.scope, path);
    // A class that extends one of a framework is the framework's own to answer.
    if (meaning.kind !== 'local' || meaning.chain.length > 0 || !linker.classOf(meaning)) return [];
    return [
      { kind: 'domain-error', framework: 'language', form: 'raised', name: path.join('.'), scope: it.scope, span: it.span },
    ];
  });
  if (facts.language !== 'go') return raised;
  const answered = facts.calls.flatMap((it, id): Concept[] =>
    it.callee.path.join('.') === 'http.Error'
      ? [
          {
            kind: 'domain-error',
            framework: 'net-http',
            form: 'answered',
            name: 'http.Error',
            scope: it.scope,
            span: it.span,
            call: id,
          },
        ]
      : [],
  );
  return [...raised, ...answered];
}

/** Tells whether a scope stands in a `try` of its own function. */
export function isInTry(facts: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.kind === 'try') return true;
    if (facts.scopes[at]?.kind === 'function') return false;
  }
  return false;
}

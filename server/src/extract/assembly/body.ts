import type { BodySummary } from '#facts/code-facts.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import type { ScopeStub } from './outline.ts';
import { hasCommentIn, type Source } from './source.ts';

/**
 * What a block does, seen from outside. `endingOf` tells what a statement does when it is the last one, and gives undefined
 * for a statement that does nothing and does not count.
 */
export function bodySummary(
  source: Source,
  stub: ScopeStub,
  endingOf: (statement: SyntaxNode) => BodySummary['last'] | undefined,
): BodySummary {
  let statements = 0;
  let last: BodySummary['last'] = 'none';
  for (const statement of stub.statements) {
    const ending = endingOf(statement);
    if (ending === undefined) continue;
    statements += 1;
    last = ending;
  }
  // In Python the comment above the first statement stands before the block that the grammar sees.
  const from = stub.statements.length > 0 && stub.kind !== 'module' ? headerEnd(stub) : stub.bodySpan.start;
  return {
    statements,
    hasComment: hasCommentIn(source, { start: Math.min(from, stub.bodySpan.start), end: stub.bodySpan.end }),
    last,
  };
}

/** The end of the last part of the construct before its body: a condition, parameters, a caught type. */
function headerEnd({ node, bodySpan, span }: ScopeStub): number {
  let end = span.start;
  for (const child of node.children) if (child.end <= bodySpan.start && child.end > end) end = child.end;
  return end;
}

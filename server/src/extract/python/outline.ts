import type { ScopeId } from '#facts/code-facts.ts';
import { childIn, childOfType, spanOf } from '../assembly/nodes.ts';
import { createOutline, type OpenScope, type Outline, type OutlinePlan } from '../assembly/outline.ts';
import type { SyntaxNode, SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import { COMPREHENSIONS, STATEMENT_PARENTS } from './grammar.ts';

/** Numbers the scopes and calls of a Python file. */
export function pythonOutline(tree: SyntaxTree): Outline {
  let groups = 0;
  const openScopes: OutlinePlan['openScopes'] = (node, scope, open, place) => {
    switch (node.type) {
      case 'function_definition':
      case 'class_definition': {
        const body = childIn(node, 'body');
        const whole = node.parent?.type === 'decorated_definition' ? node.parent : node;
        open(
          {
            kind: node.type === 'class_definition' ? 'class' : 'function',
            parent: scope,
            span: spanOf(whole),
            ...bodyOf(node, body),
            node,
          },
          body,
        );
        return;
      }
      case 'lambda': {
        const body = childIn(node, 'body');
        open(
          {
            kind: 'function',
            parent: scope,
            span: spanOf(node),
            bodySpan: spanOf(body ?? node),
            statements: body ? [body] : [],
            node,
          },
          body,
        );
        return;
      }
      case 'for_statement': {
        const body = childIn(node, 'body');
        open({ kind: 'loop', parent: scope, span: spanOf(node), ...bodyOf(node, body), node }, body, childIn(node, 'left'));
        return;
      }
      case 'while_statement': {
        const body = childIn(node, 'body');
        // The condition is read in each round.
        open({ kind: 'loop', parent: scope, span: spanOf(node), ...bodyOf(node, body), node }, body, childIn(node, 'condition'));
        return;
      }
      case 'if_statement':
        openBranches(node, scope, open, () => groups++);
        return;
      case 'match_statement': {
        const group = groups++;
        for (const clause of childIn(node, 'body')?.children ?? []) {
          if (clause.type !== 'case_clause') continue;
          const body = childIn(clause, 'consequence');
          open(
            { kind: 'branch', parent: scope, span: spanOf(clause), ...bodyOf(clause, body), node: clause, form: 'case', group },
            clause,
          );
        }
        return;
      }
      case 'try_statement':
        openHandlers(node, scope, open);
        return;
      default:
        if (COMPREHENSIONS.has(node.type)) openComprehension(node, scope, open, place);
    }
  };
  return createOutline(tree, { statementParents: STATEMENT_PARENTS, openScopes, calledName });
}

/** A chain of `elif` is an `else` that holds the next `if`, as it is in the other languages. */
function openBranches(node: SyntaxNode, scope: ScopeId, open: OpenScope, nextGroup: () => number): void {
  let parent = scope;
  let group = nextGroup();
  const then = childIn(node, 'consequence');
  const thenEnd = then?.end ?? node.end;
  open(
    { kind: 'branch', parent, span: { start: node.start, end: thenEnd }, ...bodyOf(node, then), node, form: 'then', group },
    then,
  );
  for (const clause of node.children) {
    if (clause.type === 'else_clause') {
      const body = childIn(clause, 'body');
      open({ kind: 'branch', parent, span: spanOf(clause), ...bodyOf(clause, body), node: clause, form: 'else', group }, clause);
    } else if (clause.type === 'elif_clause') {
      const rest = { start: clause.start, end: node.end };
      parent = open(
        { kind: 'branch', parent, span: rest, bodySpan: rest, statements: [clause], node: clause, form: 'else', group },
        clause,
      );
      group = nextGroup();
      const body = childIn(clause, 'consequence');
      open({ kind: 'branch', parent, span: spanOf(clause), ...bodyOf(clause, body), node: clause, form: 'then', group }, body);
    }
  }
}

function openHandlers(node: SyntaxNode, scope: ScopeId, open: OpenScope): void {
  const body = childIn(node, 'body');
  const tryScope = open(
    { kind: 'try', parent: scope, span: { start: node.start, end: body?.end ?? node.end }, ...bodyOf(node, body), node },
    body,
  );
  for (const clause of node.children) {
    const kind = clause.type === 'finally_clause' ? 'finally' : clause.type === 'except_clause' ? 'catch' : undefined;
    if (!kind) continue;
    const block = childOfType(clause, 'block');
    open({ kind, parent: scope, span: spanOf(clause), ...bodyOf(clause, block), node: clause, tryScope }, block);
  }
}

/** What the first `for` iterates is evaluated once, outside; everything else once a round. */
function openComprehension(
  node: SyntaxNode,
  scope: ScopeId,
  open: OpenScope,
  place: (node: SyntaxNode, scope: ScopeId) => void,
): void {
  const first = childOfType(node, 'for_in_clause');
  const body = childIn(node, 'body');
  open(
    { kind: 'loop', parent: scope, span: spanOf(node), bodySpan: spanOf(node), statements: body ? [body] : [], node },
    ...node.children,
  );
  const over = first && childIn(first, 'right');
  if (over) place(over, scope);
}

function bodyOf(
  node: SyntaxNode,
  body: SyntaxNode | undefined,
): { readonly bodySpan: { start: number; end: number }; readonly statements: readonly SyntaxNode[] } {
  return body
    ? { bodySpan: spanOf(body), statements: body.children }
    : { bodySpan: { start: node.end, end: node.end }, statements: [] };
}

function calledName(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'call') return undefined;
  const callee = childIn(node, 'function') ?? node.children[0];
  return (callee && (childIn(callee, 'attribute') ?? childIn(callee, 'subscript'))) ?? callee ?? node;
}

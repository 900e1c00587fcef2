import type { Span } from '#base/span.ts';
import type { CallId, ScopeId, ScopeKind } from '#facts/code-facts.ts';
import type { SyntaxNode, SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import { spanOf } from './nodes.ts';

// The first pass over a tree: it numbers scopes and calls, so that the second pass can make each fact where it meets it.

/** What is known of a scope before its details. */
export interface ScopeStub {
  readonly kind: ScopeKind;
  /** -1 for the module. */
  readonly parent: ScopeId;
  readonly span: Span;
  readonly bodySpan: Span;
  /** The construct: a function, a loop, an `if`, one case. */
  readonly node: SyntaxNode;
  /** The statements of its body. */
  readonly statements: readonly SyntaxNode[];
  /** For branches: which part of the construct it is. */
  readonly form?: 'then' | 'else' | 'case';
  readonly group?: number;
  /** For `catch`: its `try` scope. */
  readonly tryScope?: ScopeId;
}

/** Makes a scope; the nodes in `roots` and everything below them stand in it. */
export type OpenScope = (stub: ScopeStub, ...roots: readonly (SyntaxNode | undefined)[]) => ScopeId;

/** What a language's outline needs to know. */
export interface OutlinePlan {
  /** Nodes whose children are statements. */
  readonly statementParents: ReadonlySet<string>;
  /** Makes the scopes that a node brings. `place` puts a node into a scope that is there already. */
  readonly openScopes: (
    node: SyntaxNode,
    scope: ScopeId,
    open: OpenScope,
    place: (node: SyntaxNode, scope: ScopeId) => void,
  ) => void;
  /** The last name of a call's callee; undefined for a node that is not a call. */
  readonly calledName: (node: SyntaxNode) => SyntaxNode | undefined;
}

/** A call with the last name of its callee. */
export interface NumberedCall {
  readonly node: SyntaxNode;
  readonly name: SyntaxNode;
}

export interface Outline {
  readonly scopes: readonly ScopeStub[];
  /** In the order of their ids. */
  readonly calls: readonly NumberedCall[];
  scopeOf(node: SyntaxNode): ScopeId;
  /** Undefined for a node that is not a call. */
  callOf(node: SyntaxNode): CallId | undefined;
  /** The statement that a node stands in; the node itself where it stands in none. */
  statementOf(node: SyntaxNode): SyntaxNode;
}

export function createOutline(tree: SyntaxTree, plan: OutlinePlan): Outline {
  const { nodes, root } = tree;
  const scopeOf = new Int32Array(nodes.length).fill(-1);
  const statementOf = new Int32Array(nodes.length).fill(-1);
  const scopes: ScopeStub[] = [
    { kind: 'module', parent: -1, span: spanOf(root), bodySpan: spanOf(root), node: root, statements: root.children },
  ];
  const calls: NumberedCall[] = [];
  const place = (node: SyntaxNode, scope: ScopeId): void => {
    scopeOf[node.index] = scope;
  };
  const open: OpenScope = (stub, ...roots) => {
    const id = scopes.push(stub) - 1;
    for (const node of roots) if (node) place(node, id);
    return id;
  };
  scopeOf[0] = 0;
  for (const node of nodes) {
    const { index, parent } = node;
    if (scopeOf[index] === -1) scopeOf[index] = scopeOf[parent?.index ?? 0] ?? 0;
    if (parent) statementOf[index] = plan.statementParents.has(parent.type) ? index : (statementOf[parent.index] ?? -1);
    plan.openScopes(node, scopeOf[index] ?? 0, open, place);
    const name = plan.calledName(node);
    if (name) calls.push({ node, name });
  }
  // In `f(1)(2)` the outer call's last name is all of the inner one.
  calls.sort((a, b) => a.name.start - b.name.start || a.name.end - b.name.end);
  const callOf = new Map(calls.map(({ node }, id) => [node.index, id]));
  return {
    scopes,
    calls,
    scopeOf: (node) => scopeOf[node.index] ?? 0,
    callOf: (node) => callOf.get(node.index),
    statementOf: (node) => nodes[statementOf[node.index] ?? -1] ?? node,
  };
}

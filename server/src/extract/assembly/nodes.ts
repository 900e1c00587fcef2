import type { Span } from '#base/span.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';

/** The first child in a role; undefined where the text has none. */
export function childIn(node: SyntaxNode, field: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** All children in a role, in order. */
export function childrenIn(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** The first child of a type. */
export function childOfType(node: SyntaxNode, type: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

/** The nearest node above (the node itself left out) that is not of one of the types, with the last node below it. */
export function climbOver(
  node: SyntaxNode,
  types: ReadonlySet<string>,
): { readonly above: SyntaxNode | undefined; readonly below: SyntaxNode } {
  let below = node;
  while (below.parent && types.has(below.parent.type)) below = below.parent;
  return { above: below.parent, below };
}

/** The innermost node below that is not one of the types; those hold one node each. */
export function unwrap(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode {
  let at = node;
  while (types.has(at.type)) {
    const inner = at.children[0];
    if (!inner) return at;
    at = inner;
  }
  return at;
}

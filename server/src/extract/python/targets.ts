import { childIn } from '../assembly/nodes.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { chainOf, type PythonSource } from './source.ts';

/** One place that a pattern on the left of `=` fills. */
export interface Target {
  /** A name, an attribute or an element. */
  readonly node: SyntaxNode;
  /** Where in the value it stands: `a, (b, c) = x` has ['0'], ['1', '0'], ['1', '1']; empty for the value itself. */
  readonly path: readonly string[];
  /** True for `*rest`. */
  readonly isRest: boolean;
}

/** The places that a target fills, in order. */
export function targetsIn(node: SyntaxNode, path: readonly string[] = []): Target[] {
  switch (node.type) {
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list':
      return node.children.flatMap((it, index) => targetsIn(it, [...path, String(index)]));
    case 'as_pattern_target':
    case 'parenthesized_expression':
      return node.children.flatMap((it) => targetsIn(it, path));
    case 'list_splat_pattern':
    case 'list_splat':
      return node.children.flatMap((it) => targetsIn(it, path).map((target) => ({ ...target, isRest: true })));
    case 'identifier':
    case 'attribute':
    case 'subscript':
      return [{ node, path, isRest: false }];
    default:
      return [];
  }
}

/** The names of the places, as `Call.targets` lists them: a member chain joined by dots. */
export function targetNames(source: PythonSource, node: SyntaxNode): string[] {
  return targetsIn(node).map((it) => chainOf(source, it.node).path.join('.'));
}

/** A member chain that is assigned to; a computed element is `[]`. Empty where its head is no name. */
export function targetPath(source: PythonSource, node: SyntaxNode): string[] {
  const chain = chainOf(source, node);
  if (!chain.isOpaque && chain.call === undefined) return [...chain.path];
  const below =
    node.type === 'subscript' ? childIn(node, 'value') : node.type === 'attribute' ? childIn(node, 'object') : undefined;
  const path = below && chain.call === undefined ? targetPath(source, below) : [];
  if (path.length === 0) return [];
  return [...path, node.type === 'subscript' ? '[]' : (chain.path.at(-1) ?? '')];
}

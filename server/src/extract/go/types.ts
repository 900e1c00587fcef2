import type { TypeReference } from '#facts/code-facts.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import { snippetOf, textOf } from '../assembly/source.ts';
import { MAX_VALUE_DEPTH } from '../limits.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import type { GoSource } from './source.ts';

/** A written type. Pointers are looked through; slices, maps and channels have no name and list what they hold. */
export function readType(source: GoSource, node: SyntaxNode, depth = 0): TypeReference {
  const meaning = depth > MAX_VALUE_DEPTH ? { path: [], args: [] } : meaningOf(source, node, depth);
  return { ...meaning, text: snippetOf(source, node), span: spanOf(node) };
}

/** The name of a type without its package and its type arguments; undefined for one without a name. */
export function typeName(source: GoSource, node: SyntaxNode): string | undefined {
  return meaningOf(source, node, 0).path.at(-1);
}

type Meaning = Pick<TypeReference, 'path' | 'args'>;

function meaningOf(source: GoSource, node: SyntaxNode, depth: number): Meaning {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
      return { path: [textOf(source, node)], args: [] };
    case 'qualified_type':
      return { path: node.children.map((it) => textOf(source, it)), args: [] };
    case 'selector_expression': {
      const [operand, field] = node.children;
      return operand?.type === 'identifier' && field
        ? { path: [textOf(source, operand), textOf(source, field)], args: [] }
        : { path: [], args: [] };
    }
    case 'generic_type': {
      const base = childIn(node, 'type');
      const args = childIn(node, 'type_arguments')?.children ?? [];
      return { path: base ? meaningOf(source, base, depth).path : [], args: args.map((it) => readType(source, it, depth + 1)) };
    }
    case 'pointer_type':
    case 'parenthesized_type':
    case 'type_elem':
    case 'type_constraint': {
      const [inner, more] = node.children;
      return inner && !more ? meaningOf(source, inner, depth) : { path: [], args: [] };
    }
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
    case 'map_type':
    case 'channel_type': {
      const held = node.children.filter((it) => it.field !== 'length');
      return { path: [], args: held.map((it) => readType(source, it, depth + 1)) };
    }
    default:
      return { path: [], args: [] };
  }
}

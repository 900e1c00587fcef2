import type { CallId, Import } from '#facts/code-facts.ts';
import { childIn } from '../assembly/nodes.ts';
import type { Outline } from '../assembly/outline.ts';
import { type Source, textOf } from '../assembly/source.ts';
import type { SyntaxNode, SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import { STRINGS } from './grammar.ts';
import { readString } from './strings.ts';

export interface GoSource extends Source {
  /** Import paths by their local names. */
  readonly packages: ReadonlyMap<string, string>;
}

export function createGoSource(text: string, tree: SyntaxTree, outline: Outline, imports: readonly Import[]): GoSource {
  return { text, tree, outline, packages: new Map(imports.map((it) => [it.local, it.module])) };
}

/** A member chain taken apart: `a.b["c"]` has the path a, b, c; `f(x).d` has the call and the path d. */
export interface Chain {
  readonly path: readonly string[];
  /** The call whose result the chain starts at. */
  readonly call?: CallId;
  /** True where it starts at something else than a name or a call. */
  readonly isOpaque: boolean;
}

/** Pointers and parentheses are looked through. */
export function chainOf(source: GoSource, node: SyntaxNode): Chain {
  const path: string[] = [];
  for (let at: SyntaxNode | undefined = node; at; ) {
    switch (at.type) {
      case 'identifier':
      case 'type_identifier':
      case 'package_identifier':
        path.push(textOf(source, at));
        return { path: path.reverse(), isOpaque: false };
      case 'qualified_type':
        path.push(...at.children.map((it) => textOf(source, it)).reverse());
        return { path: path.reverse(), isOpaque: false };
      case 'call_expression':
      case 'type_conversion_expression': {
        const call = source.outline.callOf(at);
        return { path: path.reverse(), isOpaque: call === undefined, ...(call === undefined ? {} : { call }) };
      }
      case 'selector_expression': {
        const field = childIn(at, 'field');
        if (field) path.push(textOf(source, field));
        at = childIn(at, 'operand');
        break;
      }
      case 'index_expression': {
        const key = literalIndex(source, at);
        if (key === undefined) return { path: path.reverse(), isOpaque: true };
        path.push(key);
        at = childIn(at, 'operand');
        break;
      }
      case 'unary_expression':
        if (!'&*'.includes(source.text[at.start] ?? ' ')) return { path: path.reverse(), isOpaque: true };
        at = childIn(at, 'operand');
        break;
      case 'parenthesized_expression':
      case 'literal_element':
        at = at.children[0];
        break;
      default:
        return { path: path.reverse(), isOpaque: true };
    }
  }
  return { path: path.reverse(), isOpaque: true };
}

/** The literal between the brackets of an index; undefined where it is computed. */
function literalIndex(source: GoSource, node: SyntaxNode): string | undefined {
  const index = childIn(node, 'index');
  if (!index) return undefined;
  if (STRINGS.has(index.type)) return readString(textOf(source, index));
  return index.type === 'int_literal' ? textOf(source, index) : undefined;
}

/** The member of a package that a callee names, as import path and name: `os`, `Getenv`. */
export function packageMember(
  source: GoSource,
  callee: SyntaxNode,
): { readonly module: string; readonly name: string } | undefined {
  const { path, call, isOpaque } = chainOf(source, callee);
  const [local = '', name, more] = path;
  const module = source.packages.get(local);
  return isOpaque || call !== undefined || name === undefined || more !== undefined || module === undefined
    ? undefined
    : { module, name };
}

/** The names at the head of every reference in a node, in order, without repeats. */
export function mentionsOf(source: GoSource, node: SyntaxNode, functions: 'included' | 'left out' = 'included'): string[] {
  const { nodes } = source.tree;
  const names = new Set<string>();
  for (let index = node.index; index < node.next; ) {
    const at = nodes[index];
    if (!at) break;
    if (at.type === 'identifier' && isHead(at)) names.add(textOf(source, at));
    index = functions === 'left out' && at.type === 'func_literal' ? at.next : index + 1;
  }
  names.delete('_');
  return [...names];
}

/** The names of several nodes together. */
export function mentionsOfAll(
  source: GoSource,
  nodes: readonly SyntaxNode[],
  functions: 'included' | 'left out' = 'included',
): string[] {
  return [...new Set(nodes.flatMap((it) => mentionsOf(source, it, functions)))];
}

/** Tells a name that is read from the name of a field in a literal and from a parameter. */
function isHead({ field, parent }: SyntaxNode): boolean {
  switch (parent?.type) {
    case 'literal_element':
      return parent.field !== 'key';
    case 'parameter_declaration':
    case 'variadic_parameter_declaration':
      return field !== 'name';
    default:
      return true;
  }
}

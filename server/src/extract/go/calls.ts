import type { Call, CallUse, TypeReference } from '#facts/code-facts.ts';
import { childIn, childrenIn, climbOver, spanOf, unwrap } from '../assembly/nodes.ts';
import type { NumberedCall } from '../assembly/outline.ts';
import { statementSpan, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { PARENTHESES } from './grammar.ts';
import { calleeOf } from './outline.ts';
import { chainOf, type GoSource, mentionsOfAll } from './source.ts';
import { readType } from './types.ts';
import { readValue } from './values.ts';

/** The fact of a call. */
export function callFact(source: GoSource, { node, name }: NumberedCall): Call {
  const { callee, typeArgs } = instantiated(source, node, unwrap(calleeOf(node) ?? node, PARENTHESES));
  const { path, call, isOpaque } = callee ? chainOf(source, callee) : { path: [], call: undefined, isOpaque: true };
  const args = argumentsOf(node);
  const { above, below } = climbOver(node, LOOKED_THROUGH);
  return {
    form: 'call',
    callee: { path, ...(call === undefined ? {} : { receiver: call }), ...(isOpaque ? { opaque: true } : {}) },
    args: args.filter((it) => it.type !== 'variadic_argument').map((it) => readValue(source, it)),
    keywords: [],
    isOpen: args.some((it) => it.type === 'variadic_argument'),
    typeArgs,
    scope: source.outline.scopeOf(node),
    use: useOf(above, below),
    isAwaited: false,
    targets: targetsOf(source, above, below),
    mentions: mentionsOfAll(source, args),
    span: spanOf(node),
    nameSpan: spanOf(name),
    statement: statementSpan(source, node),
  };
}

/** The arguments of a call as they are written, an `xs...` among them. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = childIn(call, 'arguments');
  return list ? list.children : call.type === 'type_conversion_expression' ? childrenIn(call, 'operand') : [];
}

/** `f[T](x)` and `m[k](x)` look the same: it is a generic function where what stands in the brackets can only be a type. */
function instantiated(
  source: GoSource,
  node: SyntaxNode,
  callee: SyntaxNode,
): { readonly callee: SyntaxNode | undefined; readonly typeArgs: readonly TypeReference[] } {
  const listed = childIn(node, 'type_arguments')?.children;
  if (listed) return { callee, typeArgs: listed.map((it) => readType(source, it)) };
  const generic = node.type === 'type_conversion_expression' ? childIn(node, 'type') : undefined;
  const index = callee.type === 'index_expression' ? childIn(callee, 'index') : undefined;
  const inBrackets = generic ? (childIn(generic, 'type_arguments')?.children ?? []) : index ? [index] : [];
  if (inBrackets.length === 0) return { callee, typeArgs: [] };
  if (inBrackets.every((it) => isTypeName(source, it))) {
    return { callee: index ? childIn(callee, 'operand') : callee, typeArgs: inBrackets.map((it) => readType(source, it)) };
  }
  return { callee: generic ? undefined : callee, typeArgs: [] };
}

function isTypeName(source: GoSource, node: SyntaxNode): boolean {
  const text = textOf(source, node);
  return /^(?:\*|\[\]|map\[|\w+\.[A-Z]|[A-Z])/.test(text) || BUILT_IN_TYPES.has(text);
}

/** https://go.dev/ref/spec#Predeclared_identifiers */
const BUILT_IN_TYPES: ReadonlySet<string> = new Set(
  'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr'.split(
    ' ',
  ),
);

const LOOKED_THROUGH: ReadonlySet<string> = new Set(['parenthesized_expression', 'type_assertion_expression']);

function useOf(above: SyntaxNode | undefined, { field }: SyntaxNode): CallUse {
  switch (above?.type) {
    case 'expression_statement':
      return 'discarded';
    case 'expression_list':
      return above.parent?.type === 'return_statement'
        ? 'returned'
        : above.field === 'right' || above.field === 'value'
          ? listUse(above)
          : 'other';
    case 'argument_list':
    case 'variadic_argument':
      return 'argument';
    case 'type_conversion_expression':
      return 'argument';
    case 'selector_expression':
      return field === 'operand' ? 'receiver' : 'other';
    case 'index_expression':
    case 'slice_expression':
      return field === 'operand' ? 'receiver' : 'other';
    case 'call_expression':
      return field === 'function' ? 'receiver' : 'other';
    default:
      return 'other';
  }
}

function listUse(list: SyntaxNode): CallUse {
  return ASSIGNING.has(list.parent?.type ?? '') ? 'assigned' : 'other';
}

const ASSIGNING: ReadonlySet<string> = new Set(['short_var_declaration', 'assignment_statement', 'var_spec', 'const_spec']);

/** With several values each name takes its own; one call gives all its results to all names. */
function targetsOf(source: GoSource, above: SyntaxNode | undefined, below: SyntaxNode): string[] {
  const statement = above?.type === 'expression_list' ? above.parent : undefined;
  if (!above || !statement || !ASSIGNING.has(statement.type)) return [];
  const left = childIn(statement, 'left');
  const targets = left ? left.children : childrenIn(statement, 'name');
  const names = targets.map((it) => chainOf(source, it).path.join('.'));
  const index = above.children.indexOf(below);
  return above.children.length === 1 ? names : names.slice(index, index + 1);
}

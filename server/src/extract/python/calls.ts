import type { Call, CallUse, KeywordArgument } from '#facts/code-facts.ts';
import { childIn, climbOver, spanOf } from '../assembly/nodes.ts';
import type { NumberedCall } from '../assembly/outline.ts';
import { statementSpan, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { chainOf, mentionsOfAll, type PythonSource } from './source.ts';
import { targetNames } from './targets.ts';
import { readValue } from './values.ts';

/** The fact of a call. */
export function callFact(source: PythonSource, { node, name }: NumberedCall): Call {
  const callee = childIn(node, 'function');
  const { path, call, isOpaque } = callee ? chainOf(source, callee) : { path: [], call: undefined, isOpaque: true };
  const list = childIn(node, 'arguments');
  const positional = list ? positionalArguments(list) : [];
  const keywords = list?.type === 'argument_list' ? keywordArguments(source, list) : [];
  const { above, below } = climbOver(node, LOOKED_THROUGH);
  return {
    form: node.parent?.type === 'decorator' ? 'decorator' : 'call',
    callee: { path, ...(call === undefined ? {} : { receiver: call }), ...(isOpaque ? { opaque: true } : {}) },
    args: positional.map((it) => readValue(source, it)),
    keywords,
    isOpen: list?.children.some((it) => SPLATS.has(it.type)) ?? false,
    typeArgs: [],
    scope: source.outline.scopeOf(node),
    use: useOf(above, below),
    isAwaited: climbOver(node, PARENTHESES).above?.type === 'await',
    targets: targetsOf(source, above, below),
    mentions: list ? mentionsOfAll(source, list.type === 'argument_list' ? list.children : [list]) : [],
    span: spanOf(node),
    nameSpan: spanOf(name),
    statement: statementSpan(source, node),
  };
}

/** The arguments without keyword arguments and splats. A generator without its own brackets is the only argument. */
export function positionalArguments(list: SyntaxNode): readonly SyntaxNode[] {
  if (list.type !== 'argument_list') return [list];
  return list.children.filter((it) => it.type !== 'keyword_argument' && !SPLATS.has(it.type));
}

/** The keyword arguments of a call or of a class. */
export function keywordArguments(source: PythonSource, list: SyntaxNode): KeywordArgument[] {
  return list.children.flatMap((it) => {
    const name = it.type === 'keyword_argument' ? childIn(it, 'name') : undefined;
    const value = name && childIn(it, 'value');
    return name && value ? [{ name: textOf(source, name), value: readValue(source, value), span: spanOf(it) }] : [];
  });
}

const SPLATS: ReadonlySet<string> = new Set(['list_splat', 'dictionary_splat']);
const PARENTHESES: ReadonlySet<string> = new Set(['parenthesized_expression']);
const LOOKED_THROUGH: ReadonlySet<string> = new Set(['parenthesized_expression', 'await']);

function useOf(above: SyntaxNode | undefined, { field }: SyntaxNode): CallUse {
  switch (above?.type) {
    case 'expression_statement':
      return 'discarded';
    case 'assignment':
    case 'augmented_assignment':
      return field === 'right' ? 'assigned' : 'other';
    case 'expression_list':
    case 'tuple':
      return ownTarget(above, above) ? 'assigned' : 'other';
    case 'named_expression':
    case 'as_pattern':
      return 'assigned';
    case 'return_statement':
      return 'returned';
    case 'lambda':
      return field === 'body' ? 'returned' : 'other';
    case 'argument_list':
    case 'keyword_argument':
      return 'argument';
    case 'attribute':
      return 'receiver';
    case 'subscript':
      return field === 'value' ? 'receiver' : 'other';
    case 'call':
      return field === 'function' ? 'receiver' : 'other';
    case 'raise_statement':
      return field === 'cause' ? 'other' : 'thrown';
    default:
      return 'other';
  }
}

function targetsOf(source: PythonSource, above: SyntaxNode | undefined, below: SyntaxNode): string[] {
  if (!above) return [];
  if (above.type === 'assignment' && below.field === 'right') {
    const left = childIn(above, 'left');
    return left ? targetNames(source, left) : [];
  }
  const own = ownTarget(above, below);
  if (own) return targetNames(source, own);
  const target =
    above.type === 'named_expression'
      ? childIn(above, 'name')
      : above.type === 'as_pattern'
        ? childIn(above, 'alias')
        : undefined;
  return target ? targetNames(source, target) : [];
}

/** The place that a member of a tuple is assigned to: `b` for `g()` in `a, b = f(), g()`. For the tuple itself its first place. */
function ownTarget(tuple: SyntaxNode, member: SyntaxNode): SyntaxNode | undefined {
  const isAssigned = TUPLES.has(tuple.type) && tuple.field === 'right' && tuple.parent?.type === 'assignment';
  const left = isAssigned && tuple.parent ? childIn(tuple.parent, 'left') : undefined;
  if (!left || left.children.length !== tuple.children.length) return undefined;
  return left.children[Math.max(0, tuple.children.indexOf(member))];
}

const TUPLES: ReadonlySet<string> = new Set(['expression_list', 'tuple']);

import type { Value } from '#facts/value.ts';
import { isWorthRemembering } from '../remembered-strings.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import type { Draft } from './draft.ts';
import { childIn, spanOf } from './nodes.ts';
import type { Source } from './source.ts';

/** How a language writes texts. */
export interface Texts {
  /** The node type of `a + b`. */
  readonly sum: string;
  readonly literals: ReadonlySet<string>;
}

/** Remembers a literal where it is worth it; one that is an operand of a sum stands for the sum, which is remembered once. */
export function rememberString(
  source: Source,
  draft: Draft,
  literal: SyntaxNode,
  texts: Texts,
  read: (node: SyntaxNode) => Value,
): void {
  const sum = sumAround(source, literal, texts.sum);
  const text = textOf(read(sum));
  if (sum !== literal && !isWorthRemembering(text)) {
    add(source, draft, literal, textOf(read(literal)));
    return;
  }
  const first = source.tree.nodes.slice(sum.index, literal.index + 1).find((it) => texts.literals.has(it.type));
  if (first === literal) add(source, draft, sum, text);
}

function add(source: Source, draft: Draft, node: SyntaxNode, text: string): void {
  if (isWorthRemembering(text)) draft.strings.push({ value: text, scope: source.outline.scopeOf(node), span: spanOf(node) });
}

function sumAround(source: Source, node: SyntaxNode, type: string): SyntaxNode {
  let at = node;
  for (let above = at.parent; above?.type === type; above = at.parent) {
    const left = childIn(above, 'left');
    const right = childIn(above, 'right');
    if (!left || !right || source.text.slice(left.end, right.start).trim() !== '+') break;
    at = above;
  }
  return at;
}

function textOf(value: Value): string {
  return value.kind === 'template' ? value.text : value.kind === 'literal' ? String(value.value) : '';
}

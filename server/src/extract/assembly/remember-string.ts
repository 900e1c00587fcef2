import type { Value } from '#facts/value.ts';
import { isWorthRemembering, remembered } from '../remembered-strings.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import type { Draft } from './draft.ts';
import { childIn, spanOf } from './nodes.ts';
import type { Source } from './source.ts';

/** How a language writes texts. */
export interface Texts {
  /** The node type of `a + b`. */
  readonly sum: string;
  readonly literals: ReadonlySet<string>;
  readonly read: (node: SyntaxNode) => Value;
}

/** Remembers a literal where it is worth it; the operands of a sum are the sum's matter. */
export function rememberString(source: Source, draft: Draft, literal: SyntaxNode, texts: Texts): void {
  if (!isSum(source, literal.parent, texts)) remember(source, draft, literal, texts);
}

/** Remembers a sum with texts in it as one text, else those of its operands that are worth it for themselves. */
export function rememberSum(source: Source, draft: Draft, node: SyntaxNode, texts: Texts): void {
  if (!isSum(source, node, texts) || isSum(source, node.parent, texts)) return;
  const literals: SyntaxNode[] = [];
  let at: SyntaxNode | undefined = node;
  while (at && isSum(source, at, texts)) {
    const right = childIn(at, 'right');
    if (right && texts.literals.has(right.type)) literals.push(right);
    at = childIn(at, 'left');
  }
  if (at && texts.literals.has(at.type)) literals.push(at);
  if (literals.length === 0 || remember(source, draft, node, texts)) return;
  for (const literal of literals.reverse()) remember(source, draft, literal, texts);
}

function remember(source: Source, draft: Draft, node: SyntaxNode, texts: Texts): boolean {
  const value = texts.read(node);
  const text = value.kind === 'template' ? value.text : value.kind === 'literal' ? String(value.value) : '';
  const isWorth = isWorthRemembering(text);
  if (isWorth) draft.strings.push(remembered(text, source.outline.scopeOf(node), spanOf(node)));
  return isWorth;
}

function isSum(source: Source, node: SyntaxNode | undefined, { sum }: Texts): boolean {
  if (node?.type !== sum) return false;
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  return left !== undefined && right !== undefined && source.text.slice(left.end, right.start).trim() === '+';
}

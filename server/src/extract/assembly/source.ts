import { LineIndex, type Span } from '#base/span.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { MAX_SNIPPET } from '../limits.ts';
import type { SyntaxNode, SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import type { Outline } from './outline.ts';

/** One file between its syntax and its facts. */
export interface Source {
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly outline: Outline;
}

export function textOf(source: Source, node: Span): string {
  return source.text.slice(node.start, node.end);
}

/** A node's text, cut to the length that facts keep. */
export function snippetOf(source: Source, node: Span): string {
  return source.text.slice(node.start, Math.min(node.end, node.start + MAX_SNIPPET));
}

/** The statement around a node, with the `;` behind it. */
export function statementSpan(source: Source, node: SyntaxNode): Span {
  const { start, end } = source.outline.statementOf(node);
  const [spaces = ''] = /^[ \t]*;/.exec(source.text.slice(end, end + 8)) ?? [];
  return { start, end: end + spaces.length };
}

/** Tells whether a comment starts between two offsets. */
export function hasCommentIn(source: Source, { start, end }: Span): boolean {
  const { comments } = source.tree;
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (comments[low]?.start ?? end) < end;
}

/** The comments with their text and 0-based line. */
export function placedComments(source: Source): { readonly text: string; readonly span: Span; readonly line: number }[] {
  const { comments } = source.tree;
  if (comments.length === 0) return [];
  const lines = new LineIndex(source.text);
  return comments.map((span) => ({ text: textOf(source, span), span, line: lines.positionAt(span.start).line }));
}

/** The nearest scope around one, itself included, that is a function, a class or the module. */
export function declaringScope(source: Source, scope: ScopeId): ScopeId {
  const { scopes } = source.outline;
  let at = scope;
  for (
    let stub = scopes[at];
    stub && stub.kind !== 'function' && stub.kind !== 'class' && stub.kind !== 'module';
    stub = scopes[at]
  )
    at = stub.parent;
  return at;
}

/** The nearest function around a scope, itself included; undefined outside of functions. */
export function enclosingFunction(source: Source, scope: ScopeId): ScopeId | undefined {
  const { scopes } = source.outline;
  for (let at = scope; at >= 0; at = scopes[at]?.parent ?? -1) if (scopes[at]?.kind === 'function') return at;
  return undefined;
}

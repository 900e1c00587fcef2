import { LineIndex } from '#base/span.ts';
import type { Directive } from '#facts/directive.ts';
import { type Comment, mayHoldDirectives, readDirectives } from '../directives.ts';
import { ts } from './compiler.ts';

const { SyntaxKind } = ts;

/**
 * The directives in a file's comments. The parser keeps no comments, so each place that may hold a directive is looked up in the
 * tree: between two neighbouring nodes stand only blanks, comments, keywords and punctuation.
 */
export function directivesIn(source: ts.SourceFile): readonly Directive[] {
  const { text } = source;
  if (!mayHoldDirectives(text)) return [];
  const comments: Comment[] = [];
  let lines: LineIndex | undefined;
  let past = 0;
  for (const { index } of text.matchAll(HINTS)) {
    if (index < past) continue;
    const comment = commentAt(source, index);
    if (!comment) continue;
    past = comment.end;
    lines ??= new LineIndex(text);
    comments.push({ text: text.slice(comment.start, comment.end), span: comment, line: lines.positionAt(comment.start).line });
  }
  return readDirectives(comments);
}

const HINTS = /tiebeam-ignore-|(?:es|ox)lint-|biome-ignore|noqa|nolint|nosemgrep|NOSONAR/gi;

function commentAt(source: ts.SourceFile, offset: number): { readonly start: number; readonly end: number } | undefined {
  let node: ts.Node = source;
  for (;;) {
    let from = Math.max(node.pos, 0);
    let to = node.end;
    let inside: ts.Node | undefined;
    ts.forEachChild(node, (child) => {
      if (child.end <= offset) from = Math.max(from, child.end);
      else if (child.pos <= offset) inside = child;
      else to = Math.min(to, child.pos);
      return inside;
    });
    if (!inside) return isText(node) && offset >= node.getStart(source) ? undefined : commentBetween(source, from, to, offset);
    node = inside;
  }
}

/** Nodes whose own characters may look like a comment. */
function isText(node: ts.Node): boolean {
  return (
    node.kind === SyntaxKind.JsxText || (node.kind >= SyntaxKind.FirstLiteralToken && node.kind <= SyntaxKind.LastTemplateToken)
  );
}

function commentBetween(
  source: ts.SourceFile,
  from: number,
  to: number,
  offset: number,
): { readonly start: number; readonly end: number } | undefined {
  const scanner = ts.createScanner(
    ts.ScriptTarget.ESNext,
    false,
    source.languageVariant,
    source.text,
    undefined,
    from,
    to - from,
  );
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const end = scanner.getTokenEnd();
    if (end <= offset) continue;
    const isComment = token === SyntaxKind.SingleLineCommentTrivia || token === SyntaxKind.MultiLineCommentTrivia;
    return isComment && scanner.getTokenStart() <= offset ? { start: scanner.getTokenStart(), end } : undefined;
  }
  return undefined;
}

import type { Span } from '#base/span.ts';
import type { BodySummary, Scope, ScopeId, ScopeKind } from '#facts/code-facts.ts';
import { ts } from './compiler.ts';
import { type Draft, hasCommentBetween, NOTHING, spanOf, startOf, type Walk } from './walk.ts';

const {
  Block: BLOCK,
  BreakStatement: BREAK,
  ContinueStatement: CONTINUE,
  ReturnStatement: RETURN,
  ThrowStatement: THROW,
} = ts.SyntaxKind;

/** Adds a scope below the current one; the caller fills in its details and makes it current. */
export function addScope(walk: Walk, kind: ScopeKind, span: Span, bodySpan: Span, body: BodySummary): ScopeId {
  // In broken code the parser puts missing parts in front of the place where it missed them.
  const own = within(span, walk.scopes[walk.scope]?.span ?? span);
  const scope: Draft<Scope> = { kind, parent: walk.scope, span: own, bodySpan: within(bodySpan, own), body };
  return walk.scopes.push(scope) - 1;
}

function within(span: Span, outer: Span): Span {
  if (span.start >= outer.start && span.end <= outer.end) return span;
  const start = Math.min(Math.max(span.start, outer.start), outer.end);
  return { start, end: Math.max(start, Math.min(span.end, outer.end)) };
}

/** What stands between the braces of a block, or the statement itself where there are none. */
export function bodySpanOf(walk: Walk, node: ts.Node): Span {
  return node.kind === BLOCK ? betweenBraces(walk, node) : spanOf(walk, node);
}

/** The stretch between the first and the last character of a node, which are braces; a missing brace is left out. */
function betweenBraces(walk: Walk, node: ts.Node): Span {
  const start = startOf(walk, node) + 1;
  if (start > node.end) return { start: node.end, end: node.end };
  return { start, end: start < node.end && walk.text.charCodeAt(node.end - 1) === CLOSING_BRACE ? node.end - 1 : node.end };
}

/** What a block, or a statement in the place of one, does. */
export function summaryOf(walk: Walk, node: ts.Node): BodySummary {
  if (node.kind !== BLOCK) return summary(1, false, lastOf(node));
  const { statements } = node as ts.Block;
  return summaryOfList(walk, statements, betweenBraces(walk, node));
}

/** What a list of statements does; `between` is the stretch that holds them. */
export function summaryOfList(walk: Walk, statements: ts.NodeArray<ts.Statement>, between: Span): BodySummary {
  const last = statements.at(-1);
  return summary(statements.length, hasOwnComment(walk, statements, between), last ? lastOf(last) : 'none');
}

/** Most blocks are short and end in one of six ways: their summaries are shared. */
function summary(statements: number, hasComment: boolean, last: BodySummary['last']): BodySummary {
  if (hasComment || statements >= SHARED_LENGTHS) return { statements, hasComment, last };
  const key = LASTS.indexOf(last) * SHARED_LENGTHS + statements;
  SHARED[key] ??= { statements, hasComment, last };
  return SHARED[key];
}

const SHARED: BodySummary[] = [];
const SHARED_LENGTHS = 16;
const LASTS: readonly BodySummary['last'][] = ['none', 'return', 'throw', 'continue', 'break', 'other'];

export const EXPRESSION_BODY: BodySummary = { statements: 1, hasComment: false, last: 'return' };

/** Only what stands between the statements: comments inside of them are theirs. */
function hasOwnComment(walk: Walk, statements: ts.NodeArray<ts.Statement>, { start, end }: Span): boolean {
  let from = start;
  for (const statement of statements) {
    const to = startOf(walk, statement);
    if (to > from + 1 && hasCommentBetween(walk, from, to)) return true;
    from = statement.end;
  }
  return hasCommentBetween(walk, from, end);
}

function lastOf(node: ts.Node): BodySummary['last'] {
  switch (node.kind) {
    case RETURN:
      return 'return';
    case THROW:
      return 'throw';
    case CONTINUE:
      return 'continue';
    case BREAK:
      return 'break';
    case BLOCK: {
      const inner = (node as ts.Block).statements.at(-1);
      return inner ? lastOf(inner) : 'other';
    }
    default:
      return 'other';
  }
}

/** Walks statements one after the other in a scope, and comes back to the current one. */
export function seeStatements(walk: Walk, scope: ScopeId, statements: readonly ts.Node[] = NOTHING): void {
  const outer = walk.scope;
  walk.scope = scope;
  for (const statement of statements) walk.visit.statement(walk, statement);
  walk.scope = outer;
}

const CLOSING_BRACE = 125;

import type { Span } from '#base/span.ts';
import type { CatchDetails, LoopDetails, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { addScope, bodySpanOf, seeStatements, summaryOf, summaryOfList } from './bodies.ts';
import { addBranch, branchDetails, type Condition, readCondition } from './branches.ts';
import { ts } from './compiler.ts';
import { seeDeclaration } from './declarations.ts';
import { passCondition } from './env-reads.ts';
import { mentionsSince } from './mentions.ts';
import { declarePattern } from './patterns.ts';
import { declaredNames } from './syntax.ts';
import { readVariables } from './variables.ts';
import { DISCARDED, isTooDeep, NOTHING, OTHER, RETURNED, spanOf, startOf, THROWN, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Walks one statement. */
export function seeStatement(walk: Walk, node: ts.Node): void {
  if (isTooDeep(walk, node)) return;
  const handler = STATEMENTS[node.kind];
  if (node.kind === SyntaxKind.Block) {
    // A bare block is no scope of its own: its statements are walked as if they stood around it.
    walk.depth += 1;
    for (const statement of (node as ts.Block).statements) seeStatement(walk, statement);
    walk.depth -= 1;
    return;
  }
  const outer = walk.statement;
  walk.depth += 1;
  walk.statement = spanOf(walk, node);
  if (handler) handler(walk, node);
  else if (!seeDeclaration(walk, node)) ts.forEachChild(node, walk.seeChild);
  walk.statement = outer;
  walk.depth -= 1;
}

type Handler<N extends ts.Node> = (walk: Walk, node: N) => void;

const STATEMENTS: (Handler<ts.Node> | undefined)[] = [];

/** The kind of a node decides its type, which the compiler cannot follow through a table. */
function on<N extends ts.Node>(kind: N['kind'], handler: Handler<N>): void {
  STATEMENTS[kind] = handler as Handler<ts.Node>;
}

on(SyntaxKind.ExpressionStatement, (walk, node: ts.ExpressionStatement) => walk.visit.see(walk, node.expression, DISCARDED));

on(SyntaxKind.VariableStatement, (walk, node: ts.VariableStatement) => {
  const isExported = node.modifiers?.some((it) => it.kind === SyntaxKind.ExportKeyword) === true;
  readVariables(walk, node.declarationList, walk.statement, isExported);
});

on(SyntaxKind.ReturnStatement, (walk, node: ts.ReturnStatement) => {
  const { scope } = walk;
  const values = node.expression ? [walk.visit.read(walk, node.expression, RETURNED)] : NOTHING;
  walk.returns.push({ scope, values, span: walk.statement });
});

on(SyntaxKind.ThrowStatement, (walk, node: ts.ThrowStatement) => {
  const value = walk.visit.read(walk, node.expression, THROWN);
  walk.throws.push({ form: 'throw', scope: walk.scope, value, span: walk.statement });
});

on(SyntaxKind.IfStatement, (walk, node: ts.IfStatement) => {
  const group = walk.branchGroups;
  walk.branchGroups += 1;
  const condition = readCondition(walk, node.expression);
  seeBranch(walk, 'then', node.thenStatement, group, condition);
  if (node.elseStatement) seeBranch(walk, 'else', node.elseStatement, group, condition);
});

function seeBranch(walk: Walk, form: 'then' | 'else', node: ts.Statement, group: number, condition: Condition): void {
  const span = form === 'then' ? spanOf(walk, node) : { start: keywordBefore(walk, 'else', node), end: node.end };
  const id = addBranch(walk, span, bodySpanOf(walk, node), summaryOf(walk, node), branchDetails(walk, form, group, condition));
  seeStatements(walk, id, [node]);
}

/** The parser keeps no node for the keyword, which ends where the blanks before the node begin. */
function keywordBefore(walk: Walk, keyword: string, node: ts.Node): number {
  const start = node.pos - keyword.length;
  return walk.text.startsWith(keyword, start) ? start : startOf(walk, node);
}

on(SyntaxKind.SwitchStatement, (walk, node: ts.SwitchStatement) => {
  const group = walk.branchGroups;
  walk.branchGroups += 1;
  const subject = readCondition(walk, node.expression);
  for (const clause of node.caseBlock.clauses) {
    const own = ts.isCaseClause(clause) ? readCondition(walk, clause.expression) : undefined;
    const condition = { chains: own ? [...subject.chains, ...own.chains] : subject.chains, node: own?.node ?? subject.node };
    const details = branchDetails(walk, 'case', group, condition);
    const [only] = clause.statements;
    const block = clause.statements.length === 1 && only && ts.isBlock(only) ? only : undefined;
    const bodySpan = block ? bodySpanOf(walk, block) : afterColon(walk, own ? own.node.end : startOf(walk, clause), clause.end);
    const body = block ? summaryOf(walk, block) : summaryOfList(walk, clause.statements, bodySpan);
    const id = addBranch(walk, spanOf(walk, clause), bodySpan, body, own ? details : { ...details, text: '' });
    seeStatements(walk, id, clause.statements);
  }
});

function afterColon(walk: Walk, from: number, end: number): Span {
  const colon = walk.text.indexOf(':', from);
  return { start: colon < 0 || colon >= end ? end : colon + 1, end };
}

on(SyntaxKind.TryStatement, (walk, node: ts.TryStatement) => {
  const { tryBlock, catchClause, finallyBlock } = node;
  const start = startOf(walk, node);
  const span = { start, end: Math.max(start, tryBlock.end) };
  const tryScope = addScope(walk, 'try', span, bodySpanOf(walk, tryBlock), summaryOf(walk, tryBlock));
  seeStatements(walk, tryScope, tryBlock.statements);
  if (catchClause) seeCatch(walk, catchClause, tryScope);
  if (!finallyBlock) return;
  const finallySpan = { start: keywordBefore(walk, 'finally', finallyBlock), end: finallyBlock.end };
  const id = addScope(walk, 'finally', finallySpan, bodySpanOf(walk, finallyBlock), summaryOf(walk, finallyBlock));
  seeStatements(walk, id, finallyBlock.statements);
});

function seeCatch(walk: Walk, node: ts.CatchClause, tryScope: ScopeId): void {
  const { block, variableDeclaration: variable } = node;
  const scope = addScope(walk, 'catch', spanOf(walk, node), bodySpanOf(walk, block), summaryOf(walk, block));
  const name = variable?.name;
  const mark = walk.mentions.names.length;
  if (variable && name) {
    const span = spanOf(walk, name);
    const source = { scope, statement: span, declares: 'variable', isExported: false } as const;
    const before = walk.bindings.length;
    declarePattern(walk, name, { ...source, value: { kind: 'opaque', mentions: NOTHING, span } });
    // The name itself has no origin within the file; parts of it are taken out of something unknown.
    const own = walk.bindings[before];
    if (own && ts.isIdentifier(name)) own.origin = { kind: 'none' };
  }
  seeStatements(walk, scope, block.statements);
  const handler: { -readonly [K in keyof CatchDetails]: CatchDetails[K] } = { types: NOTHING, usesError: false, tryScope };
  if (name) {
    const names = declaredNames(name);
    const read = mentionsSince(walk.mentions, mark);
    handler.usesError = names.some((it) => read.includes(it));
    if (ts.isIdentifier(name)) handler.binds = name.text;
  }
  const draft = walk.scopes[scope];
  if (draft) draft.handler = handler;
}

on(SyntaxKind.ForStatement, (walk, node: ts.ForStatement) => {
  const { initializer, condition, incrementor, statement } = node;
  const isList = initializer !== undefined && ts.isVariableDeclarationList(initializer);
  const variables = isList ? initializer.declarations.flatMap((it) => declaredNames(it.name)) : [];
  const scope = addLoop(walk, node, statement, { form: 'for', variables });
  inScope(walk, scope, () => {
    if (isList) readVariables(walk, initializer, spanOf(walk, initializer), false);
    else if (initializer) walk.visit.see(walk, initializer, DISCARDED);
    if (condition) seeCondition(walk, condition);
    // Counting on is the loop itself: `i++` there is no assignment worth a fact.
    if (incrementor && !isCount(incrementor)) walk.visit.see(walk, incrementor, DISCARDED);
  });
  seeStatements(walk, scope, [statement]);
});

on(SyntaxKind.ForOfStatement, seeForEach);
on(SyntaxKind.ForInStatement, seeForEach);

/** What is iterated is evaluated once, before the loop. */
function seeForEach(walk: Walk, node: ts.ForOfStatement | ts.ForInStatement): void {
  const { initializer, expression, statement } = node;
  const over = walk.visit.read(walk, expression, OTHER);
  const names = ts.isVariableDeclarationList(initializer) ? initializer.declarations.map((it) => it.name) : [];
  const variables = names.length > 0 ? names.flatMap(declaredNames) : ts.isIdentifier(initializer) ? [initializer.text] : NOTHING;
  const scope = addLoop(walk, node, statement, { form: 'for-each', variables, over });
  inScope(walk, scope, () => {
    for (const name of names) declareElements(walk, name, scope, over);
    if (names.length === 0) walk.visit.see(walk, initializer, OTHER);
  });
  seeStatements(walk, scope, [statement]);
}

function declareElements(walk: Walk, name: ts.BindingName, scope: ScopeId, value: Value): void {
  const mentions = value.kind === 'reference' ? value.path.slice(0, 1) : value.kind === 'opaque' ? value.mentions : NOTHING;
  declarePattern(walk, name, {
    scope,
    statement: walk.statement,
    value,
    declares: 'constant',
    isExported: false,
    isElement: true,
    mentions,
  });
}

on(SyntaxKind.WhileStatement, seeWhile);
on(SyntaxKind.DoStatement, seeWhile);

function seeWhile(walk: Walk, node: ts.WhileStatement | ts.DoStatement): void {
  const scope = addLoop(walk, node, node.statement, { form: 'while', variables: NOTHING });
  if (node.kind === SyntaxKind.DoStatement) seeStatements(walk, scope, [node.statement]);
  inScope(walk, scope, () => seeCondition(walk, node.expression));
  if (node.kind === SyntaxKind.WhileStatement) seeStatements(walk, scope, [node.statement]);
}

function addLoop(walk: Walk, node: ts.Node, statement: ts.Statement, loop: LoopDetails): ScopeId {
  const id = addScope(walk, 'loop', spanOf(walk, node), bodySpanOf(walk, statement), summaryOf(walk, statement));
  const scope = walk.scopes[id];
  if (scope) scope.loop = loop;
  return id;
}

function seeCondition(walk: Walk, node: ts.Expression): void {
  const mark = walk.envReads.length;
  walk.visit.see(walk, node, OTHER);
  passCondition(walk, node, mark);
}

function isCount(node: ts.Expression): boolean {
  return (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) && ts.isIdentifier(node.operand);
}

function inScope(walk: Walk, scope: ScopeId, act: () => void): void {
  const outer = walk.scope;
  walk.scope = scope;
  act();
  walk.scope = outer;
}

on(SyntaxKind.LabeledStatement, (walk, node: ts.LabeledStatement) => seeStatement(walk, node.statement));
on(SyntaxKind.WithStatement, (walk, node: ts.WithStatement) => {
  walk.visit.see(walk, node.expression, OTHER);
  seeStatement(walk, node.statement);
});
for (const kind of [
  SyntaxKind.BreakStatement,
  SyntaxKind.ContinueStatement,
  SyntaxKind.EmptyStatement,
  SyntaxKind.DebuggerStatement,
] as const) {
  on(kind, () => undefined);
}

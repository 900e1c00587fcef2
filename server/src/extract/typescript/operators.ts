import type { Value } from '#facts/value.ts';
import { readCondition, seeBranchOfExpression } from './branches.ts';
import { targetChain } from './chains.ts';
import { noteConstructedField, readClass } from './classes.ts';
import { ts } from './compiler.ts';
import { passCast, passComparison, passDefault, passTest } from './env-reads.ts';
import { isExportTarget, noteCommonJsExport } from './exports.ts';
import { openFunction } from './functions.ts';
import { FILLED_IN, opaqueSince, rememberString, templateParts } from './literals.ts';
import { mentionsSince } from './mentions.ts';
import { functionIn, unwrap } from './syntax.ts';
import { assignedTo, DISCARDED, type Flow, NOTHING, OTHER, spanOf, type Walk } from './walk.ts';

const { SyntaxKind } = ts;
const {
  FirstAssignment: FIRST_ASSIGNMENT,
  LastAssignment: LAST_ASSIGNMENT,
  PlusToken: PLUS,
  MinusToken: MINUS,
  AsteriskToken: TIMES,
  SlashToken: DIVIDED_BY,
  PercentToken: MODULO,
  AsteriskAsteriskToken: TO_THE_POWER,
  AmpersandAmpersandToken: AND,
  BarBarToken: OR,
  QuestionQuestionToken: OTHERWISE,
  CommaToken: COMMA,
} = SyntaxKind;

/** Walks a binary expression; gives its shape where that is more than opaque. */
export function readBinary(walk: Walk, node: ts.BinaryExpression, flow: Flow): Value | undefined {
  const { left, right } = node;
  const operator = node.operatorToken.kind;
  if (operator >= FIRST_ASSIGNMENT && operator <= LAST_ASSIGNMENT) return readAssignment(walk, node);
  const mark = walk.envReads.length;
  const named = walk.mentions.names.length;
  switch (operator) {
    case PLUS:
      return readSum(walk, node);
    case MINUS:
    case TIMES:
    case DIVIDED_BY:
    case MODULO:
    case TO_THE_POWER:
      return readArithmetic(walk, node);
    case AND: {
      const group = walk.branchGroups;
      walk.branchGroups += 1;
      const condition = readCondition(walk, left);
      const { isKept, value } = seeBranchOfExpression(walk, right, flow, 'then', group, condition);
      if (!isKept && walk.branchGroups === group + 1) walk.branchGroups = group;
      return choice(walk, node, named, [value]);
    }
    case OR:
    case OTHERWISE: {
      const first = walk.visit.read(walk, left, flow);
      const second = walk.visit.read(walk, right, flow);
      if (walk.envReads.length > mark) passDefault(walk, node, second, mark);
      return choice(walk, node, named, [first, second]);
    }
    case COMMA:
      walk.visit.see(walk, left, DISCARDED);
      return walk.visit.read(walk, right, flow);
    default:
      walk.visit.see(walk, left, OTHER);
      walk.visit.see(walk, right, OTHER);
      if (walk.envReads.length > mark && EQUALITY.has(operator)) passComparison(walk, node, mark);
      return undefined;
  }
}

/** What one of several values is; undefined where none of them says more than its mentions. */
function choice(walk: Walk, node: ts.Node, mark: number, values: readonly Value[]): Value | undefined {
  const choices = values.flatMap((it) => (it.kind === 'opaque' ? (it.choices ?? NOTHING) : [it]));
  if (!choices.some((it) => it.kind === 'template' || it.kind === 'call' || (it.kind === 'reference' && it.path.length > 1)))
    return undefined;
  return { ...opaqueSince(walk, node, mark), choices };
}

/** Walks `a ? b : c`, each side as a branch. */
export function readConditional(walk: Walk, node: ts.ConditionalExpression, flow: Flow): Value | undefined {
  const named = walk.mentions.names.length;
  const group = walk.branchGroups;
  walk.branchGroups += 1;
  const condition = readCondition(walk, node.condition);
  const whenTrue = seeBranchOfExpression(walk, node.whenTrue, flow, 'then', group, condition);
  const whenFalse = seeBranchOfExpression(walk, node.whenFalse, flow, 'else', group, condition);
  if (!whenTrue.isKept && !whenFalse.isKept && walk.branchGroups === group + 1) walk.branchGroups = group;
  return choice(walk, node, named, [whenTrue.value, whenFalse.value]);
}

/** Walks `!a`, `+a`, `-a`, `a++` and the like; gives the shape of a signed number. */
export function readUnary(walk: Walk, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Value | undefined {
  const { operand, operator } = node;
  if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) {
    const span = spanOf(walk, node);
    walk.assignments.push({
      target: targetChain(walk, operand),
      value: { kind: 'literal', value: 1, span },
      operator: operator === SyntaxKind.PlusPlusToken ? '++' : '--',
      scope: walk.scope,
      span,
      statement: walk.statement,
    });
    return undefined;
  }
  const mark = walk.envReads.length;
  if (operator !== SyntaxKind.PlusToken && operator !== SyntaxKind.MinusToken) {
    walk.visit.see(walk, operand, OTHER);
    if (operator === SyntaxKind.ExclamationToken) passTest(walk, node, operand, mark);
    return undefined;
  }
  const value = walk.visit.read(walk, operand, OTHER);
  if (operator === SyntaxKind.PlusToken) passCast(walk, node, operand, 'Number', mark);
  if (value.kind !== 'literal' || typeof value.value !== 'number') return undefined;
  return { kind: 'literal', value: operator === SyntaxKind.MinusToken ? -value.value : value.value, span: spanOf(walk, node) };
}

function readAssignment(walk: Walk, node: ts.BinaryExpression): Value {
  const { left, right } = node;
  if (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left))
    return readPatternAssignment(walk, left, right, node);
  const mark = walk.envReads.length;
  const isDefault = DEFAULT_ASSIGNMENTS.has(node.operatorToken.kind);
  if (isDefault) walk.visit.see(walk, left, OTHER);
  const target = targetChain(walk, left);
  const value = readAssigned(walk, target, left, right);
  if (isDefault) passDefault(walk, node, value, mark);
  const operator = walk.text.slice(node.operatorToken.end - operatorLength(node), node.operatorToken.end);
  walk.assignments.push({ target, value, operator, scope: walk.scope, span: spanOf(walk, node), statement: walk.statement });
  if (operator === '=' && isExportTarget(target)) noteCommonJsExport(walk, target, value, node);
  if (walk.constructed && operator === '=' && target.length === 2 && target[0] === 'this') {
    noteConstructedField(walk.constructed, target[1] ?? '', value, spanOf(walk, left));
  }
  return value;
}

function readAssigned(walk: Walk, target: readonly string[], left: ts.Expression, right: ts.Expression): Value {
  const name = target.at(-1);
  const isExported = isExportTarget(target);
  const fn = functionIn(right);
  if (fn) {
    const own = 'name' in fn && fn.name ? (fn.name as ts.Identifier) : undefined;
    const isNamed = name !== undefined && name !== '[]' && name !== 'exports';
    const nameNode = ts.isPropertyAccessExpression(left) ? left.name : left;
    const role = isNamed ? { name, nameNode } : own ? { name: own.text, nameNode: own } : {};
    return { kind: 'function', scope: openFunction(walk, fn, { ...role, isExported }), span: spanOf(walk, right) };
  }
  const inner = unwrap(right);
  if (ts.isClassExpression(inner) && name !== undefined) {
    const called = inner.name?.text ?? (name === 'exports' ? 'default' : name);
    readClass(walk, inner, called, isExported);
    return { kind: 'reference', path: [called], span: spanOf(walk, right) };
  }
  return walk.visit.read(walk, right, assignedTo(target.length > 0 ? [target.join('.')] : NOTHING));
}

function readPatternAssignment(
  walk: Walk,
  pattern: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  right: ts.Expression,
  node: ts.BinaryExpression,
): Value {
  const targets = patternTargets(walk, pattern);
  const value = walk.visit.read(walk, right, assignedTo(targets.map((it) => it.join('.'))));
  for (const target of targets) {
    walk.assignments.push({
      target,
      value,
      operator: '=',
      scope: walk.scope,
      span: spanOf(walk, node),
      statement: walk.statement,
    });
  }
  return value;
}

function patternTargets(walk: Walk, node: ts.Expression): readonly (readonly string[])[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((it) => patternTargets(walk, it));
  if (ts.isSpreadElement(node)) return patternTargets(walk, node.expression);
  if (ts.isOmittedExpression(node)) return NOTHING;
  if (ts.isBinaryExpression(node)) {
    walk.visit.see(walk, node.right, OTHER);
    return patternTargets(walk, node.left);
  }
  if (!ts.isObjectLiteralExpression(node)) {
    const target = targetChain(walk, node);
    return target.length > 0 ? [target] : NOTHING;
  }
  return node.properties.flatMap((it) => {
    if (ts.isShorthandPropertyAssignment(it)) return [[it.name.text]];
    if (ts.isPropertyAssignment(it)) return patternTargets(walk, it.initializer);
    return ts.isSpreadAssignment(it) ? patternTargets(walk, it.expression) : NOTHING;
  });
}

/** Operators of several characters are one token, whose own text has no blanks. */
function operatorLength(node: ts.BinaryExpression): number {
  return ts.tokenToString(node.operatorToken.kind)?.length ?? 1;
}

/** Walks `a + b + c`, which the parser nests to the left as deep as it is long. A sum that holds a string is a string. */
function readSum(walk: Walk, node: ts.BinaryExpression): Value {
  const operands: ts.Expression[] = [];
  let at: ts.Expression = node;
  while (ts.isBinaryExpression(at) && at.operatorToken.kind === SyntaxKind.PlusToken) {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  const mark = walk.mentions.names.length;
  let text = '';
  let sum: number | undefined = 0;
  let hasString = false;
  let isPlain = true;
  const filledIn: Value[] = [];
  const mentions: string[] = [];
  for (const operand of operands.reverse()) {
    const inner = unwrap(operand);
    if (ts.isStringLiteralLike(inner)) {
      text += inner.text;
      hasString = true;
      sum = undefined;
    } else if (ts.isTemplateExpression(inner)) {
      const parts = templateParts(walk, inner);
      text += parts.text;
      filledIn.push(...parts.parts);
      mentions.push(...parts.mentions);
      hasString = true;
      isPlain = false;
      sum = undefined;
    } else {
      const before = walk.mentions.names.length;
      const value = walk.visit.read(walk, operand, OTHER);
      if (value.kind === 'literal' && value.value !== null) {
        text += String(value.value);
        hasString ||= typeof value.value === 'string';
        sum = sum !== undefined && typeof value.value === 'number' ? sum + value.value : undefined;
      } else {
        text += value.kind === 'template' ? value.text : FILLED_IN;
        filledIn.push(...(value.kind === 'template' ? value.parts : [value]));
        hasString ||= value.kind === 'template';
        isPlain = false;
        sum = undefined;
        mentions.push(...mentionsSince(walk.mentions, before));
      }
    }
  }
  const span = spanOf(walk, node);
  if (sum !== undefined) return { kind: 'literal', value: sum, span };
  if (!hasString) return opaqueSince(walk, node, mark);
  const value = rememberString(walk, text, span);
  return isPlain ? { kind: 'literal', value, span } : { kind: 'template', text: value, parts: filledIn, mentions, span };
}

/** `15 * 60 * 1000` is a number. */
function readArithmetic(walk: Walk, node: ts.BinaryExpression): Value {
  const mark = walk.mentions.names.length;
  const left = walk.visit.read(walk, node.left, OTHER);
  const right = walk.visit.read(walk, node.right, OTHER);
  if (left.kind !== 'literal' || right.kind !== 'literal') return opaqueSince(walk, node, mark);
  if (typeof left.value !== 'number' || typeof right.value !== 'number') return opaqueSince(walk, node, mark);
  const value = calculate(node.operatorToken.kind, left.value, right.value);
  return Number.isFinite(value) ? { kind: 'literal', value, span: spanOf(walk, node) } : opaqueSince(walk, node, mark);
}

function calculate(operator: ts.SyntaxKind, left: number, right: number): number {
  switch (operator) {
    case SyntaxKind.MinusToken:
      return left - right;
    case SyntaxKind.AsteriskToken:
      return left * right;
    case SyntaxKind.SlashToken:
      return left / right;
    case SyntaxKind.PercentToken:
      return left % right;
    default:
      return left ** right;
  }
}

const EQUALITY: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);

const DEFAULT_ASSIGNMENTS: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.BarBarEqualsToken,
  SyntaxKind.QuestionQuestionEqualsToken,
]);

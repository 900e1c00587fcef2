import type { Call, Callee, CallId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { readChain } from './chains.ts';
import { ts } from './compiler.ts';
import { passCall } from './env-reads.ts';
import { openFunction } from './functions.ts';
import { noteInlineImport } from './imports.ts';
import { compactSince, mentionsSince } from './mentions.ts';
import { functionIn, unwrap } from './syntax.ts';
import { typeReference } from './type-references.ts';
import { ARGUMENT, type CallNode, type Draft, exact, type Flow, NOTHING, spanOf, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Walks a call, its receiver first and its arguments last, so that ids follow the order of the called names. */
export function readCall(walk: Walk, node: CallNode, flow: Flow): CallId {
  const readsBefore = walk.envReads.length;
  const isTagged = node.kind === SyntaxKind.TaggedTemplateExpression;
  const target = isTagged ? (node as ts.TaggedTemplateExpression).tag : (node as ts.CallExpression | ts.NewExpression).expression;
  const callee = calleeOf(walk, target);
  const span = spanOf(walk, node);
  const name = spanOf(walk, lastName(target));
  const call: Draft<Call> = {
    form: isTagged ? 'tagged' : node.kind === SyntaxKind.NewExpression ? 'new' : 'call',
    callee,
    args: NOTHING,
    keywords: NOTHING,
    isOpen: false,
    typeArgs: node.typeArguments ? node.typeArguments.map((it) => typeReference(walk, it)) : NOTHING,
    scope: walk.scope,
    use: flow.use,
    isAwaited: flow.isAwaited,
    targets: flow.targets,
    mentions: NOTHING,
    span,
    // A name that is missing stands before the blanks, in front of the call.
    nameSpan: name.start < span.start ? { start: span.start, end: span.start } : name,
    statement: walk.statement,
  };
  const id = walk.calls.push(call) - 1;
  const mark = walk.mentions.names.length;
  const outerValues = walk.valueDepth;
  walk.valueDepth = 0;
  if (isTagged) call.args = [walk.visit.read(walk, (node as ts.TaggedTemplateExpression).template, ARGUMENT)];
  else readArguments(walk, call, id, (node as ts.CallExpression).arguments);
  walk.valueDepth = outerValues;
  call.mentions = mentionsSince(walk.mentions, mark);
  compactSince(walk.mentions, mark);
  passCall(walk, node, callee.receiver === undefined ? callee.path : NOTHING, readsBefore);
  noteInlineImport(walk, node, call);
  return id;
}

/** `new X` may have no list. */
function readArguments(walk: Walk, call: Draft<Call>, id: CallId, nodes: ts.NodeArray<ts.Expression> | undefined): void {
  if (!nodes || nodes.length === 0) return;
  const args: Value[] = [];
  for (const node of nodes) {
    if (node.kind === SyntaxKind.SpreadElement) {
      call.isOpen = true;
      walk.visit.see(walk, (node as ts.SpreadElement).expression, ARGUMENT);
      continue;
    }
    const fn = functionIn(node);
    if (!fn) {
      args.push(walk.visit.read(walk, node, ARGUMENT));
      continue;
    }
    const name = 'name' in fn && fn.name ? (fn.name as ts.Identifier) : undefined;
    const scope = openFunction(walk, fn, { name: name?.text, nameNode: name, argumentOf: { call: id, index: args.length } });
    args.push({ kind: 'function', scope, span: spanOf(walk, node) });
  }
  call.args = exact(args);
}

function calleeOf(walk: Walk, node: ts.Expression): Callee {
  if (node.kind === SyntaxKind.ImportKeyword) return IMPORT_CALLEE;
  const chain = readChain(walk, node);
  if (chain.root === 'name') return { path: chain.path };
  if (chain.root === 'call') return { receiver: chain.call, path: chain.path };
  const computed = computedMember(unwrap(node));
  return { path: chain.path, opaque: true, ...(computed && { computed }) };
}

function computedMember(node: ts.Node): Callee['computed'] {
  if (node.kind !== SyntaxKind.ElementAccessExpression) return undefined;
  const { expression, argumentExpression } = node as ts.ElementAccessExpression;
  const [of, by] = [namesIn(expression), namesIn(argumentExpression)];
  return of && by ? { of, by } : undefined;
}

function namesIn(node: ts.Expression): string[] | undefined {
  if (node.kind === SyntaxKind.Identifier) return [(node as ts.Identifier).text];
  if (node.kind === SyntaxKind.ThisKeyword) return ['this'];
  if (node.kind !== SyntaxKind.PropertyAccessExpression) return undefined;
  const { expression, name } = node as ts.PropertyAccessExpression;
  const names = namesIn(expression);
  return names && [...names, name.text];
}

function lastName(target: ts.Expression): ts.Node {
  const node = unwrap(target);
  if (node.kind === SyntaxKind.PropertyAccessExpression) return (node as ts.PropertyAccessExpression).name;
  if (node.kind === SyntaxKind.ElementAccessExpression) return (node as ts.ElementAccessExpression).argumentExpression;
  return target;
}

const IMPORT_CALLEE: Callee = { path: ['import'] };

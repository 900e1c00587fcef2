import type { LiteralValue, Value } from '#facts/value.ts';
import { readCall } from './calls.ts';
import { readChain, targetChain } from './chains.ts';
import { readClass } from './classes.ts';
import { ts } from './compiler.ts';
import { noteEnvRead, passTest, passWrapper } from './env-reads.ts';
import { openFunction } from './functions.ts';
import { opaqueSince, readArray, readObject, readString, readTemplate } from './literals.ts';
import { seeElement, seeFragment, seeOpening } from './markup.ts';
import { mention } from './mentions.ts';
import { readBinary, readConditional, readUnary } from './operators.ts';
import type { WrapperNode } from './syntax.ts';
import { awaited, type CallNode, DISCARDED, type Flow, isTooDeep, NOTHING, OTHER, partOf, spanOf, type Walk } from './walk.ts';

const { SyntaxKind, forEachChild } = ts;

/** Walks an expression, or any node that holds expressions, for what it holds. */
export function see(walk: Walk, node: ts.Node, flow: Flow): void {
  const handler = SEEN[node.kind];
  if (handler === LEAF) return;
  if (isTooDeep(walk, node)) return;
  walk.depth += 1;
  if (handler) handler(walk, node, flow);
  else forEachChild(node, walk.seeChild);
  walk.depth -= 1;
}

/** Walks an expression and gives its shape. */
export function read(walk: Walk, node: ts.Node, flow: Flow): Value {
  const handler = READ[node.kind];
  const mark = walk.mentions.names.length;
  if (!handler) {
    see(walk, node, flow);
    return opaqueSince(walk, node, mark);
  }
  if (isTooDeep(walk, node)) return { kind: 'opaque', mentions: NOTHING, span: spanOf(walk, node) };
  walk.depth += 1;
  const value = handler(walk, node, flow);
  walk.depth -= 1;
  return value ?? opaqueSince(walk, node, mark);
}

type SeeHandler<N extends ts.Node> = (walk: Walk, node: N, flow: Flow) => void;
type ReadHandler<N extends ts.Node> = (walk: Walk, node: N, flow: Flow) => Value | undefined;

const LEAF: SeeHandler<ts.Node> = () => undefined;
const SEEN: (SeeHandler<ts.Node> | undefined)[] = [];
const READ: (ReadHandler<ts.Node> | undefined)[] = [];

/** The kind of a node decides its type, which the compiler cannot follow through a table. */
function onSee<N extends ts.Node>(kinds: N['kind'] | readonly N['kind'][], handler: SeeHandler<N>): void {
  for (const kind of [kinds].flat()) SEEN[kind] = handler as SeeHandler<ts.Node>;
}

/** What has a shape is walked the same way when nobody asks for it, unless it has a cheaper way. */
function onRead<N extends ts.Node>(kinds: N['kind'] | readonly N['kind'][], handler: ReadHandler<N>): void {
  for (const kind of [kinds].flat()) {
    READ[kind] = handler as ReadHandler<ts.Node>;
    SEEN[kind] ??= handler as ReadHandler<ts.Node>;
  }
}

for (let kind = SyntaxKind.FirstToken; kind <= SyntaxKind.LastToken; kind += 1) SEEN[kind] = LEAF;
for (let kind = SyntaxKind.FirstTypeNode; kind <= SyntaxKind.LastTypeNode; kind += 1) SEEN[kind] = LEAF;
for (const kind of [SyntaxKind.JsxText, SyntaxKind.OmittedExpression, SyntaxKind.PrivateIdentifier]) SEEN[kind] = LEAF;

onSee(SyntaxKind.Identifier, (walk, node: ts.Identifier) => {
  const { text } = node;
  if (text === 'undefined') return;
  mention(walk.mentions, text);
  walk.chains?.push([text]);
  if (walk.envNames.length > 0) noteEnvRead(walk, node, [text]);
});

onRead(SyntaxKind.Identifier, (walk, node: ts.Identifier) => {
  const { text } = node;
  const span = spanOf(walk, node);
  if (text === 'undefined') return { kind: 'literal', value: null, span };
  if (text === '') return { kind: 'opaque', mentions: NOTHING, span };
  see(walk, node, OTHER);
  return { kind: 'reference', path: [text], span };
});

onSee([SyntaxKind.ThisKeyword, SyntaxKind.SuperKeyword], (walk) => mention(walk.mentions, 'this'));
onRead([SyntaxKind.ThisKeyword], (walk, node) => {
  mention(walk.mentions, 'this');
  return { kind: 'reference', path: ['this'], span: spanOf(walk, node) };
});

onSee([SyntaxKind.PropertyAccessExpression, SyntaxKind.ElementAccessExpression, SyntaxKind.MetaProperty], (walk, node) => {
  readChain(walk, node as ts.Expression);
});
onRead([SyntaxKind.PropertyAccessExpression, SyntaxKind.ElementAccessExpression, SyntaxKind.MetaProperty], (walk, node) => {
  const chain = readChain(walk, node as ts.Expression);
  if (chain.root === 'opaque') return undefined;
  const span = spanOf(walk, node);
  return chain.root === 'name'
    ? { kind: 'reference', path: chain.path, span }
    : { kind: 'call', call: chain.call, path: chain.path, span };
});

onSee(
  [SyntaxKind.CallExpression, SyntaxKind.NewExpression, SyntaxKind.TaggedTemplateExpression],
  (walk, node: CallNode, flow) => {
    readCall(walk, node, flow);
  },
);
onRead(
  [SyntaxKind.CallExpression, SyntaxKind.NewExpression, SyntaxKind.TaggedTemplateExpression],
  (walk, node: CallNode, flow) => {
    const call = readCall(walk, node, flow);
    return { kind: 'call', call, path: NOTHING, span: walk.calls[call]?.span ?? spanOf(walk, node) };
  },
);

onSee(SyntaxKind.AwaitExpression, (walk, node: ts.AwaitExpression, flow) => see(walk, node.expression, awaited(flow)));
onRead(SyntaxKind.AwaitExpression, (walk, node: ts.AwaitExpression, flow) => {
  const value = read(walk, node.expression, awaited(flow));
  return value.kind === 'call' || value.kind === 'reference' ? { ...value, span: spanOf(walk, node) } : undefined;
});

const WRAPPERS = [
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.AsExpression,
  SyntaxKind.SatisfiesExpression,
  SyntaxKind.TypeAssertionExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.ExpressionWithTypeArguments,
] as const;
onSee(WRAPPERS, (walk, node: WrapperNode, flow) => {
  const mark = walk.envReads.length;
  see(walk, node.expression, flow);
  if (walk.envReads.length > mark) passWrapper(walk, node, node.expression, mark);
});
onRead(WRAPPERS, (walk, node: WrapperNode, flow) => {
  const mark = walk.envReads.length;
  const value = read(walk, node.expression, flow);
  if (walk.envReads.length > mark) passWrapper(walk, node, node.expression, mark);
  return { ...value, span: spanOf(walk, node) };
});

const STRINGS = [SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral] as const;
onSee(STRINGS, readString);
onRead(STRINGS, readString);
onRead(SyntaxKind.TemplateExpression, readTemplate);
onRead(SyntaxKind.ArrayLiteralExpression, readArray);
onRead(SyntaxKind.ObjectLiteralExpression, readObject);

READ[SyntaxKind.NumericLiteral] = (walk, node) => literal(walk, node, Number((node as ts.NumericLiteral).text));
READ[SyntaxKind.BigIntLiteral] = (walk, node) => literal(walk, node, Number((node as ts.BigIntLiteral).text.slice(0, -1)));
READ[SyntaxKind.TrueKeyword] = (walk, node) => literal(walk, node, true);
READ[SyntaxKind.FalseKeyword] = (walk, node) => literal(walk, node, false);
READ[SyntaxKind.NullKeyword] = (walk, node) => literal(walk, node, null);

onRead(
  [SyntaxKind.ArrowFunction, SyntaxKind.FunctionExpression],
  (walk, node: ts.ArrowFunction | ts.FunctionExpression): Value => {
    const name = ts.isFunctionExpression(node) ? node.name : undefined;
    return { kind: 'function', scope: openFunction(walk, node, { name: name?.text, nameNode: name }), span: spanOf(walk, node) };
  },
);

onSee(SyntaxKind.ClassExpression, (walk, node: ts.ClassExpression) => readClass(walk, node, '', false));
onRead(SyntaxKind.ConditionalExpression, readConditional);
onRead(SyntaxKind.BinaryExpression, readBinary);
onRead([SyntaxKind.PrefixUnaryExpression, SyntaxKind.PostfixUnaryExpression], readUnary);

onRead(SyntaxKind.VoidExpression, (walk, node: ts.VoidExpression) => {
  see(walk, node.expression, DISCARDED);
  return ts.isNumericLiteral(node.expression) ? literal(walk, node, null) : undefined;
});
onSee(SyntaxKind.TypeOfExpression, (walk, node: ts.TypeOfExpression) => {
  const mark = walk.envReads.length;
  see(walk, node.expression, OTHER);
  if (walk.envReads.length > mark) passTest(walk, node, node.expression, mark);
});
onSee(SyntaxKind.DeleteExpression, (walk, node: ts.DeleteExpression) => {
  targetChain(walk, node.expression);
});
onSee(SyntaxKind.SpreadElement, (walk, node: ts.SpreadElement, flow) => see(walk, node.expression, partOf(flow)));
onSee(SyntaxKind.YieldExpression, (walk, node: ts.YieldExpression) => {
  if (node.expression) see(walk, node.expression, OTHER);
});

onSee(SyntaxKind.JsxElement, seeElement);
onSee(SyntaxKind.JsxFragment, seeFragment);
onSee(SyntaxKind.JsxSelfClosingElement, seeOpening);

function literal(walk: Walk, node: ts.Node, value: LiteralValue['value']): LiteralValue {
  return { kind: 'literal', value, span: spanOf(walk, node) };
}

import type { TypeReference } from '#facts/code-facts.ts';
import { ts } from './compiler.ts';
import { NOTHING, snippetOf, spanOf, startOf, type Walk } from './walk.ts';

const { SyntaxKind, isIdentifier, isParenthesizedTypeNode, isTypeOperatorNode, isTypeReferenceNode, isUnionTypeNode } = ts;
const {
  TypeReference: REFERENCE,
  ArrayType: ARRAY_TYPE,
  TypeQuery: QUERY,
  ExpressionWithTypeArguments: BASE,
  ImportType: IMPORT,
} = SyntaxKind;

/**
 * A written type. `Promise<…>`, `Readonly<…>`, parentheses, `readonly` and the parts `null` and `undefined` of a union are looked through,
 * while text and span stay those of the whole. `Order[]` has the path `Array`, `typeof schema` has the path `typeof schema`.
 */
export function typeReference(walk: Walk, node: ts.TypeNode): TypeReference {
  return named(walk, node, 0);
}

/** The base class or interface in an `extends` or `implements` clause; a mixin's call `PartialType(Order)` reads as `PartialType<Order>`. */
export function baseReference(walk: Walk, node: ts.ExpressionWithTypeArguments): TypeReference {
  const { expression } = node;
  const own = expressionPath(ts.isCallExpression(expression) ? expression.expression : expression);
  const args = node.typeArguments
    ? node.typeArguments.map((it) => named(walk, it, 1))
    : ts.isCallExpression(expression)
      ? expression.arguments.map((it) => ({
          path: expressionPath(it),
          args: NOTHING,
          text: snippetOf(walk, it),
          span: spanOf(walk, it),
        }))
      : NOTHING;
  return { path: own, args, text: snippetOf(walk, node), span: spanOf(walk, node) };
}

/** Deeper type arguments are left out: rules ask for a container and what it holds. */
const MAX_ARGUMENT_DEPTH = 4;

function named(walk: Walk, node: ts.TypeNode, depth: number): TypeReference {
  const inner = lookThrough(node);
  const start = startOf(walk, node);
  const span = { start, end: node.end };
  const text = snippetOf(walk, node);
  switch (inner.kind) {
    case REFERENCE: {
      const { typeName, typeArguments } = inner as ts.TypeReferenceNode;
      return { path: namePath(typeName), args: argumentsOf(walk, typeArguments, depth), text, span };
    }
    case ARRAY_TYPE:
      return {
        path: ARRAY,
        args: depth < MAX_ARGUMENT_DEPTH ? [named(walk, (inner as ts.ArrayTypeNode).elementType, depth + 1)] : NOTHING,
        text,
        span,
      };
    case QUERY:
      return { path: ['typeof', ...namePath((inner as ts.TypeQueryNode).exprName)], args: NOTHING, text, span };
    case BASE:
      return baseReference(walk, inner as ts.ExpressionWithTypeArguments);
    case IMPORT: {
      const { qualifier, typeArguments } = inner as ts.ImportTypeNode;
      return { path: qualifier ? namePath(qualifier) : NOTHING, args: argumentsOf(walk, typeArguments, depth), text, span };
    }
    default: {
      const keyword = KEYWORDS.get(inner.kind);
      return { path: keyword ?? NOTHING, args: NOTHING, text, span };
    }
  }
}

function argumentsOf(walk: Walk, nodes: ts.NodeArray<ts.TypeNode> | undefined, depth: number): readonly TypeReference[] {
  return nodes && depth < MAX_ARGUMENT_DEPTH ? nodes.map((it) => named(walk, it, depth + 1)) : NOTHING;
}

function lookThrough(node: ts.TypeNode): ts.TypeNode {
  let at = node;
  for (;;) {
    if (isParenthesizedTypeNode(at)) at = at.type;
    else if (isTypeOperatorNode(at) && at.operator === SyntaxKind.ReadonlyKeyword) at = at.type;
    else if (isUnionTypeNode(at)) {
      const present = at.types.filter((it) => !isEmptyType(it));
      const [only] = present;
      if (!only || present.length > 1) return at;
      at = only;
    } else if (isTypeReferenceNode(at) && isIdentifier(at.typeName) && LOOKED_THROUGH.has(at.typeName.text)) {
      const only = at.typeArguments?.[0];
      if (!only) return at;
      at = only;
    } else return at;
  }
}

const LOOKED_THROUGH: ReadonlySet<string> = new Set(['Promise', 'Readonly', 'Awaited', 'NonNullable']);

function isEmptyType(node: ts.TypeNode): boolean {
  if (node.kind === SyntaxKind.UndefinedKeyword) return true;
  return ts.isLiteralTypeNode(node) && node.literal.kind === SyntaxKind.NullKeyword;
}

function namePath(name: ts.EntityName): readonly string[] {
  return isIdentifier(name) ? [name.text] : [...namePath(name.left), name.right.text];
}

function expressionPath(node: ts.Expression): readonly string[] {
  if (isIdentifier(node)) return [node.text];
  if (!ts.isPropertyAccessExpression(node)) return NOTHING;
  const start = expressionPath(node.expression);
  return start.length > 0 ? [...start, node.name.text] : NOTHING;
}

const ARRAY: readonly string[] = ['Array'];

const KEYWORDS: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map<ts.SyntaxKind, readonly string[]>([
  [SyntaxKind.StringKeyword, ['string']],
  [SyntaxKind.NumberKeyword, ['number']],
  [SyntaxKind.BooleanKeyword, ['boolean']],
  [SyntaxKind.BigIntKeyword, ['bigint']],
  [SyntaxKind.SymbolKeyword, ['symbol']],
  [SyntaxKind.ObjectKeyword, ['object']],
  [SyntaxKind.AnyKeyword, ['any']],
  [SyntaxKind.UnknownKeyword, ['unknown']],
  [SyntaxKind.NeverKeyword, ['never']],
  [SyntaxKind.VoidKeyword, ['void']],
  [SyntaxKind.UndefinedKeyword, ['undefined']],
  [SyntaxKind.ThisType, ['this']],
]);

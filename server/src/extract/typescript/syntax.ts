import { ts } from './compiler.ts';

// Questions about single nodes that need nothing but the node.

const { SyntaxKind } = ts;

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;

/** The expression inside parentheses, `as`, `satisfies`, `<T>` and `!`. */
export function unwrap(node: ts.Expression): ts.Expression {
  let at = node;
  while (isWrapper(at)) at = at.expression;
  return at;
}

export type WrapperNode =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.TypeAssertion
  | ts.NonNullExpression
  | ts.ExpressionWithTypeArguments;

export function isWrapper(node: ts.Node): node is WrapperNode {
  switch (node.kind) {
    case PARENTHESES:
    case AS:
    case SATISFIES:
    case TYPE_ASSERTION:
    case NON_NULL:
    case WITH_TYPE_ARGUMENTS:
      return true;
    default:
      return false;
  }
}

/** The function behind parentheses and casts, where the expression is one. */
export function functionIn(node: ts.Expression): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const inner = unwrap(node);
  return inner.kind === ARROW || inner.kind === FUNCTION_EXPRESSION
    ? (inner as ts.ArrowFunction | ts.FunctionExpression)
    : undefined;
}

/** The text of a string literal or of a template without parts. */
export function literalText(node: ts.Node | undefined): string | undefined {
  return node && (node.kind === STRING || node.kind === PLAIN_TEMPLATE) ? (node as ts.StringLiteralLike).text : undefined;
}

/** The name in `a['name']` and `a[0]`; undefined for a computed one. */
export function elementName(node: ts.ElementAccessExpression): string | undefined {
  const key = node.argumentExpression as ts.Expression | undefined;
  return literalText(key) ?? (key?.kind === NUMBER ? (key as ts.NumericLiteral).text : undefined);
}

/** The name of a property, method or object key; undefined for a computed one. */
export function propertyName(node: ts.PropertyName | ts.BindingName): string | undefined {
  switch (node.kind) {
    case IDENTIFIER:
    case STRING:
    case NUMBER:
    case PRIVATE_NAME:
    case PLAIN_TEMPLATE:
    case BIG_NUMBER:
      return (node as ts.Identifier | ts.PrivateIdentifier | ts.StringLiteral | ts.NumericLiteral).text;
    case COMPUTED_NAME:
      return literalText((node as ts.ComputedPropertyName).expression);
    default:
      return undefined;
  }
}

export function hasModifier(
  node: { readonly modifiers?: ts.NodeArray<ts.ModifierLike> | undefined },
  kind: ts.SyntaxKind,
): boolean {
  return node.modifiers?.some((it) => it.kind === kind) === true;
}

/** The module in `require('module')`; undefined for every other expression. */
export function requiredModule(node: ts.Expression): ts.StringLiteralLike | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'require') return undefined;
  return moduleArgument(node);
}

/** The module in `import('module')`; undefined for every other expression. */
export function dynamicModule(node: ts.Expression): ts.StringLiteralLike | undefined {
  if (!ts.isCallExpression(node) || node.expression.kind !== SyntaxKind.ImportKeyword) return undefined;
  return moduleArgument(node);
}

function moduleArgument(node: ts.CallExpression): ts.StringLiteralLike | undefined {
  const [first] = node.arguments;
  return first && ts.isStringLiteralLike(first) ? first : undefined;
}

/** The names that a pattern or a name declares, in order. */
export function declaredNames(node: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(node)) return node.text === '' ? [] : [node.text];
  return node.elements.flatMap((it) => (ts.isBindingElement(it) ? declaredNames(it.name) : []));
}

/** A look into the parser's table of kinds costs more than the question; these are looked up once. */
const {
  Identifier: IDENTIFIER,
  PrivateIdentifier: PRIVATE_NAME,
  BigIntLiteral: BIG_NUMBER,
  ComputedPropertyName: COMPUTED_NAME,
  ParenthesizedExpression: PARENTHESES,
  AsExpression: AS,
  SatisfiesExpression: SATISFIES,
  TypeAssertionExpression: TYPE_ASSERTION,
  NonNullExpression: NON_NULL,
  ExpressionWithTypeArguments: WITH_TYPE_ARGUMENTS,
  ArrowFunction: ARROW,
  FunctionExpression: FUNCTION_EXPRESSION,
  StringLiteral: STRING,
  NoSubstitutionTemplateLiteral: PLAIN_TEMPLATE,
  NumericLiteral: NUMBER,
} = SyntaxKind;

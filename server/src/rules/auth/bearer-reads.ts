import { Node, SyntaxKind } from '#fixes/script-tree.ts';

/** What a piece of code does with a token that was read. */
export type TokenUse =
  /** It only asks whether there is one. */
  | { readonly kind: 'asked'; readonly at: Node }
  /** It goes into an Authorization header: the property or statement that sets it. */
  | { readonly kind: 'sent'; readonly at: Node };

/** A read of the token with all that becomes of it. */
export interface TokenRead {
  readonly read: Node;
  /** `const token = …`, where the read is given a name. */
  readonly declared?: Node;
  readonly uses: readonly TokenUse[];
}

/** What becomes of a token that is read; undefined where it goes anywhere but into a condition or a header. */
export function readOf(read: Node): TokenRead | undefined {
  const whole = outermost(read);
  const parent = whole.getParent();
  if (!Node.isVariableDeclaration(parent)) {
    const use = useOf(whole);
    return use && { read, uses: [use] };
  }
  const name = parent.getNameNode();
  const list = parent.getParent();
  const statement = list?.getParent();
  if (!Node.isIdentifier(name) || !Node.isVariableStatement(statement) || statement.isExported()) return undefined;
  if (statement.getDeclarations().length !== 1) return undefined;
  const around = statement.getParent();
  const uses: TokenUse[] = [];
  for (const it of around?.getDescendantsOfKind(SyntaxKind.Identifier) ?? []) {
    if (it === name || it.getText() !== name.getText() || isMemberName(it)) continue;
    const use = useOf(outermost(it));
    if (!use) return undefined;
    uses.push(use);
  }
  return uses.length === 0 ? undefined : { read, declared: statement, uses };
}

/** Parentheses, `!` and `as` around an expression are passed. */
function outermost(node: Node): Node {
  let at = node;
  for (let up = at.getParent(); up; up = at.getParent()) {
    const isAround =
      Node.isParenthesizedExpression(up) ||
      Node.isNonNullExpression(up) ||
      (Node.isAsExpression(up) && up.getExpression() === at);
    if (!isAround) break;
    at = up;
  }
  return at;
}

function isMemberName(node: Node): boolean {
  const parent = node.getParent();
  return (
    (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === node) ||
    (Node.isPropertyAssignment(parent) && parent.getNameNode() === node)
  );
}

function useOf(value: Node): TokenUse | undefined {
  const bearer = bearerAround(value);
  if (bearer) {
    const at = headerAround(bearer);
    return at && { kind: 'sent', at };
  }
  return isAsked(value) ? { kind: 'asked', at: value } : undefined;
}

/** `Bearer ${token}`, `'Bearer ' + token`. */
function bearerAround(value: Node): Node | undefined {
  const parent = value.getParent();
  if (Node.isTemplateSpan(parent)) {
    const template = parent.getParent();
    return /^`Bearer \$\{[^}]*\}`$/.test(template?.getText() ?? '') ? template : undefined;
  }
  const isSum = Node.isBinaryExpression(parent) && parent.getOperatorToken().getKind() === SyntaxKind.PlusToken;
  return isSum && /^['"]Bearer ['"]$/.test(parent.getLeft().getText()) ? parent : undefined;
}

/** The property, or the statement, that sets the header. */
function headerAround(bearer: Node): Node | undefined {
  let value = outermost(bearer);
  let parent = value.getParent();
  // `token ? `Bearer ${token}` : ''`
  while (Node.isConditionalExpression(parent) && isNothing(parent.getWhenFalse())) {
    value = outermost(parent);
    parent = value.getParent();
  }
  if (Node.isPropertyAssignment(parent)) return isAuthorization(parent.getNameNode().getText()) ? parent : undefined;
  const statement = parent?.getParent();
  if (Node.isBinaryExpression(parent) && Node.isExpressionStatement(statement))
    return /(?:\.|\[['"])authorization(?:['"]\])?$/i.test(parent.getLeft().getText()) ? statement : undefined;
  if (Node.isCallExpression(parent) && Node.isExpressionStatement(statement)) {
    const isSet = /\.(?:set|append|setAuthorization)$/.test(parent.getExpression().getText());
    return isSet && isAuthorization(parent.getArguments()[0]?.getText() ?? '') ? statement : undefined;
  }
  return undefined;
}

function isAuthorization(name: string): boolean {
  return /^['"]?authorization['"]?$/i.test(name);
}

function isNothing(node: Node): boolean {
  return /^(?:''|""|``|undefined|null|\{\})$/.test(node.getText());
}

/** A condition, `!token`, `Boolean(token)`, `token !== null`. */
function isAsked(value: Node): boolean {
  const parent = value.getParent();
  if (Node.isPrefixUnaryExpression(parent)) return parent.getOperatorToken() === SyntaxKind.ExclamationToken;
  if (Node.isCallExpression(parent)) return parent.getExpression().getText() === 'Boolean';
  if (Node.isIfStatement(parent)) return parent.getExpression() === value;
  if (Node.isConditionalExpression(parent)) return parent.getCondition() === value;
  if (!Node.isBinaryExpression(parent)) return false;
  const operator = parent.getOperatorToken().getText();
  if (/^[!=]==?$/.test(operator)) return isNothing(parent.getRight());
  return operator === '&&' && parent.getLeft() === value;
}

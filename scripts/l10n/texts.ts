import ts from 'typescript';

/** Stands around an expression whose value is known only when the program runs. */
const MARK = '\u0000';

/**
 * The texts that an expression can give, with `{0}`, `{1}` … for what is known only when it runs; none where it gives no text of its own.
 * Every branch of a condition is a text of its own.
 */
export function textsOf(expression: ts.Node): string[] {
  return [...new Set(marked(expression))].map(numbered).filter(hasWords);
}

/** Tells whether something is `count(number, 'route')` or `plural(number, 'file')`. */
export function isCounting(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && /^(count|plural)$/.test(node.expression.getText()) && node.arguments.length > 1;
}

/** `{0} route` and `{0} routes`; the third argument is a plural of another form. */
export function countedTexts({ arguments: [, one, many] }: ts.CallExpression): string[] {
  const nouns = (node: ts.Node | undefined): string[] => (node ? marked(node).filter((it) => !it.includes(MARK)) : []);
  const plurals = many ? nouns(many) : nouns(one).map((it) => `${it}s`);
  return [...nouns(one), ...plurals].map((it) => `{0} ${it}`);
}

function marked(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return marked(node.expression);
  if (ts.isConditionalExpression(node)) return [...marked(node.whenTrue), ...marked(node.whenFalse)];
  if (ts.isTemplateExpression(node)) {
    let texts = [node.head.text];
    for (const { expression, literal } of node.templateSpans) {
      const own = branches(expression);
      const values = own.length <= 4 ? own : [`${MARK}${expression.getText()}${MARK}`];
      texts = texts.flatMap((text) => values.map((value) => text + value + literal.text));
    }
    return texts;
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken)
      return [...marked(node.left), ...marked(node.right)];
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return marked(node.right);
    if (kind !== ts.SyntaxKind.PlusToken) return [];
    const sides = [node.left, node.right].map((it) => (marked(it).length > 0 ? marked(it) : [`${MARK}${it.getText()}${MARK}`]));
    if (sides.flat().every((it) => it.startsWith(MARK))) return [];
    return (sides[0] ?? []).flatMap((left) => (sides[1] ?? []).map((right) => left + right));
  }
  if (ts.isArrowFunction(node)) return ts.isBlock(node.body) ? returned(node.body) : marked(node.body);
  return [];
}

/** The texts of a value, marked where it has none of its own: `${name ?? 'missing'}` is either. */
function branches(node: ts.Node): string[] {
  if (ts.isParenthesizedExpression(node)) return branches(node.expression);
  if (ts.isConditionalExpression(node)) return [...branches(node.whenTrue), ...branches(node.whenFalse)];
  if (ts.isBinaryExpression(node) && /^(\?\?|\|\|)$/.test(node.operatorToken.getText()))
    return [...branches(node.left), ...branches(node.right)];
  const own = marked(node);
  return own.length > 0 ? own : [`${MARK}${node.getText()}${MARK}`];
}

function returned(body: ts.Block): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) texts.push(...marked(node.expression));
    else ts.forEachChild(node, visit);
  };
  visit(body);
  return texts;
}

function numbered(text: string): string {
  const seen: string[] = [];
  return text
    .split(MARK)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      if (!seen.includes(part)) seen.push(part);
      return `{${seen.indexOf(part)}}`;
    })
    .join('');
}

/** A text without a word of its own says the same in every language. */
function hasWords(text: string): boolean {
  return /\p{L}{2,}/u.test(text.replaceAll(/`[^`]*`|\{\d+\}/g, ''));
}

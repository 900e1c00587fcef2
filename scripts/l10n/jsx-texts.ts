import ts from 'typescript';
import { countedTexts, isCounting, textsOf } from './texts.ts';

const MARK = '\u0000';

/** Properties and attributes whose values people read; the same that `client/webview/localise.ts` translates, and those of our own components. */
const READ = new Set([
  ...[
    'aria-label',
    'aria-description',
    'aria-roledescription',
    'title',
    'placeholder',
    'alt',
    'label',
    'about',
    'problem',
    'legend',
  ],
  ...['text', 'summary', 'message', 'reason', 'hint', 'heading'],
]);

/** Attributes and variables that nobody reads, however much their values look like words. */
const FOR_PROGRAMS = /^(class|className|kind|style|id|key|type|role|d|transform|viewBox|slot|href|for)$/;

/**
 * The texts of a page: what stands between tags, with `{0}` for a value between them, in attributes, and what functions give back or hand on.
 * A template or a literal counts as a text where it has a space, or stands between tags or in such an attribute.
 */
export function jsxTextsOf(file: ts.SourceFile): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isJsxAttribute(node) || ts.isVariableDeclaration(node)) && FOR_PROGRAMS.test(node.name.getText())) return;
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) texts.push(...betweenTags(node.children));
    if (ts.isJsxAttribute(node) && node.initializer && READ.has(node.name.getText()))
      texts.push(...textsOf(ts.isJsxExpression(node.initializer) ? (node.initializer.expression ?? node) : node.initializer));
    else if (isCounting(node)) texts.push(...countedTexts(node));
    else if (isSentence(node)) texts.push(...textsOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts.map((it) => it.trim()).filter((it) => it !== '');
}

/** A literal that begins like a sentence or a title; names, keys and classes do not. */
function isSentence(node: ts.Node): boolean {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return false;
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return false;
  if (ts.isJsxAttribute(parent) || (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent))) return false;
  if (ts.isNewExpression(parent) || isComparison(parent)) return false;
  return /^(\p{Lu}\p{Ll}|\d|\{\d+\} \p{L}|\p{Ll}+ \p{Ll}+)/u.test(textsOf(node)[0] ?? '');
}

function isComparison(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText());
}

/** Neighbouring texts and values make one sentence, as they do when they are rendered. */
function betweenTags(children: readonly ts.JsxChild[]): string[] {
  const texts: string[] = [];
  let runs: string[] = [''];
  const end = (): void => {
    texts.push(...runs.map(numbered).filter((it) => /\p{L}{2,}/u.test(it.replaceAll(/\{\d+\}/g, ''))));
    runs = [''];
  };
  for (const child of children) {
    if (ts.isJsxText(child)) {
      const text = rendered(child.text);
      runs = runs.map((it) => it + text);
    } else if (ts.isJsxExpression(child) && child.expression && !rendersElements(child.expression)) {
      const own = ts.isStringLiteral(child.expression) ? [child.expression.text] : textsOf(child.expression);
      const values = own.length > 0 ? own : [`${MARK}${child.expression.getText()}${MARK}`];
      runs = runs.flatMap((run) => values.map((value) => run + value));
    } else if (!ts.isJsxExpression(child) || child.expression) end();
  }
  end();
  return texts;
}

/** Lines of a text become one, as JSX has it. */
function rendered(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const head = index === 0 ? line : line.trimStart();
      return index === lines.length - 1 ? head : head.trimEnd();
    })
    .filter((it) => it !== '')
    .join(' ');
}

function rendersElements(node: ts.Node): boolean {
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return true;
  if (ts.isCallExpression(node) && /\.map$/.test(node.expression.getText())) return true;
  return ts.forEachChild(node, (it) => rendersElements(it) || undefined) === true || node.getText() === 'children';
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
    .join('')
    .trim();
}

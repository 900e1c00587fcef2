import { MAX_SNIPPET } from '../limits.ts';
import { readChain } from './chains.ts';
import { ts } from './compiler.ts';
import { openFunction } from './functions.ts';
import { mention } from './mentions.ts';
import { functionIn, literalText } from './syntax.ts';
import { OTHER, spanOf, type Walk } from './walk.ts';

// JSX: the facts keep what its expressions do, and that it is there.

export function seeElement(walk: Walk, node: ts.JsxElement): void {
  seeOpening(walk, node.openingElement);
  for (const child of node.children) seeChild(walk, child);
}

export function seeFragment(walk: Walk, node: ts.JsxFragment): void {
  walk.hasMarkup = true;
  for (const child of node.children) seeChild(walk, child);
}

function seeChild(walk: Walk, child: ts.JsxChild): void {
  if (ts.isJsxExpression(child) && child.expression) seeShown(walk, child.expression);
  else walk.visit.see(walk, child, OTHER);
}

/** What is shown is remembered where its names say that it may be an error. */
function seeShown(walk: Walk, node: ts.Expression, attribute?: string): void {
  if (node.end - node.pos > MAX_SNIPPET || !MAY_BE_ERROR.test(walk.text.slice(node.pos, node.end))) {
    walk.visit.see(walk, node, OTHER);
    return;
  }
  const { scope } = walk;
  const value = walk.visit.read(walk, node, OTHER);
  if (value.kind === 'opaque' && !value.choices) return;
  if (value.kind === 'literal' || value.kind === 'function') return;
  walk.rendered.push({ value, scope, span: spanOf(walk, node), ...(attribute !== undefined && { attribute }) });
}

const MAY_BE_ERROR = /err|exception|fail|message|problem/i;
const TEXT_ATTRIBUTE =
  /^(message|description|error\w*|helperText|text|title|content|subtitle|subTitle|details?|label|feedback|children)$/;

export function seeOpening(walk: Walk, node: ts.JsxOpeningLikeElement): void {
  walk.hasMarkup = true;
  seeTagName(walk, node.tagName);
  for (const attribute of node.attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) walk.visit.see(walk, attribute.expression, OTHER);
    else if (attribute.initializer) seeAttribute(walk, attribute, attribute.initializer);
  }
}

/** Names in small letters are elements of the page. */
function seeTagName(walk: Walk, node: ts.JsxTagNameExpression): void {
  if (ts.isIdentifier(node)) {
    if (!/^[a-z]/.test(node.text)) mention(walk.mentions, node.text);
  } else if (ts.isPropertyAccessExpression(node)) readChain(walk, node);
}

function seeAttribute(walk: Walk, node: ts.JsxAttribute, value: ts.JsxAttributeValue): void {
  const expression = ts.isJsxExpression(value) ? value.expression : value;
  if (!expression) return;
  const fn = ts.isJsxExpression(value) ? functionIn(expression) : undefined;
  const name = ts.isIdentifier(node.name) ? node.name.text : literalText(node.name);
  if (!fn) {
    if (name !== undefined && TEXT_ATTRIBUTE.test(name)) seeShown(walk, expression, name);
    else walk.visit.see(walk, expression, OTHER);
    return;
  }
  openFunction(walk, fn, { name, nameNode: node.name });
}

import { ts } from 'ts-morph';
import { readChain } from './chains.ts';
import { openFunction } from './functions.ts';
import { mention } from './mentions.ts';
import { functionIn, literalText } from './syntax.ts';
import { OTHER, type Walk } from './walk.ts';

// JSX: the facts keep what its expressions do, and that it is there.

export function seeElement(walk: Walk, node: ts.JsxElement): void {
  seeOpening(walk, node.openingElement);
  for (const child of node.children) walk.visit.see(walk, child, OTHER);
}

export function seeFragment(walk: Walk, node: ts.JsxFragment): void {
  walk.hasMarkup = true;
  for (const child of node.children) walk.visit.see(walk, child, OTHER);
}

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
  if (!fn) {
    walk.visit.see(walk, expression, OTHER);
    return;
  }
  const name = ts.isIdentifier(node.name) ? node.name.text : literalText(node.name);
  openFunction(walk, fn, { name, nameNode: node.name });
}

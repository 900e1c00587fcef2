import type { Span } from '#base/span.ts';
import type { ArrayValue, LiteralValue, ObjectEntry, ObjectValue, OpaqueValue, TemplateValue, Value } from '#facts/value.ts';
import { MAX_ENTRIES, MAX_VALUE_DEPTH } from '../limits.ts';
import { isWorthRemembering, MAX_STRING_LENGTH, remembered } from '../remembered-strings.ts';
import { ts } from './compiler.ts';
import { noteEnvRead } from './env-reads.ts';
import { openFunction } from './functions.ts';
import { mention, mentionsSince } from './mentions.ts';
import { functionIn, propertyName } from './syntax.ts';
import { exact, type Flow, NOTHING, OTHER, partOf, spanOf, type Walk } from './walk.ts';

const { isComputedPropertyName, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isSpreadElement } = ts;

/** Stands for a part that is filled in. */
export const FILLED_IN = '\uFFFC';

export function readString(walk: Walk, node: ts.StringLiteralLike): LiteralValue {
  const span = spanOf(walk, node);
  return { kind: 'literal', value: rememberString(walk, node.text, span), span };
}

/** Keeps a string that is worth it, and gives it back cut to the length that facts keep. */
export function rememberString(walk: Walk, text: string, span: Span): string {
  const value = text.length > MAX_STRING_LENGTH ? text.slice(0, MAX_STRING_LENGTH) : text;
  if (isWorthRemembering(value)) walk.strings.push(remembered(value, walk.scope, span));
  return value;
}

/** Walks a template literal. */
export function readTemplate(walk: Walk, node: ts.TemplateExpression): TemplateValue {
  const { text, parts, mentions } = templateParts(walk, node);
  const span = spanOf(walk, node);
  return { kind: 'template', text: rememberString(walk, text, span), parts, mentions, span };
}

/** Walks the parts of a template literal, and gives its text and the names that they mention. */
export function templateParts(
  walk: Walk,
  node: ts.TemplateExpression,
): { readonly text: string; readonly parts: readonly Value[]; readonly mentions: readonly string[] } {
  let text = node.head.text;
  const parts: Value[] = [];
  const mentions: string[] = [];
  for (const { expression, literal } of node.templateSpans) {
    const mark = walk.mentions.names.length;
    parts.push(walk.visit.read(walk, expression, OTHER));
    mentions.push(...mentionsSince(walk.mentions, mark));
    text += FILLED_IN + literal.text;
  }
  return { text, parts: exact(parts), mentions: exact(mentions) };
}

export function readArray(walk: Walk, node: ts.ArrayLiteralExpression, flow: Flow): ArrayValue | OpaqueValue {
  const mark = walk.mentions.names.length;
  const items: Value[] = [];
  const part = partOf(flow);
  let isOpen = false;
  walk.valueDepth += 1;
  const isListed = walk.valueDepth <= MAX_VALUE_DEPTH;
  for (const element of node.elements) {
    if (isSpreadElement(element)) {
      walk.visit.see(walk, element.expression, part);
      isOpen = true;
    } else if (isListed && items.length < MAX_ENTRIES) items.push(walk.visit.read(walk, element, part));
    else {
      walk.visit.see(walk, element, part);
      isOpen = true;
    }
  }
  walk.valueDepth -= 1;
  return isListed ? { kind: 'array', items: exact(items), isOpen, span: spanOf(walk, node) } : opaqueSince(walk, node, mark);
}

export function readObject(walk: Walk, node: ts.ObjectLiteralExpression, flow: Flow): ObjectValue | OpaqueValue {
  const mark = walk.mentions.names.length;
  const entries: ObjectEntry[] = [];
  const part = partOf(flow);
  let isOpen = false;
  walk.valueDepth += 1;
  const isListed = walk.valueDepth <= MAX_VALUE_DEPTH;
  for (const property of node.properties) {
    if (isSpreadAssignment(property)) {
      walk.visit.see(walk, property.expression, part);
      isOpen = true;
      continue;
    }
    const key = propertyName(property.name);
    if (key === undefined && isComputedPropertyName(property.name)) walk.visit.see(walk, property.name.expression, OTHER);
    const value = readProperty(walk, property, key, part);
    if (key !== undefined && isListed && entries.length < MAX_ENTRIES) entries.push({ key, value, span: spanOf(walk, property) });
    else isOpen = true;
  }
  walk.valueDepth -= 1;
  return isListed ? { kind: 'object', entries: exact(entries), isOpen, span: spanOf(walk, node) } : opaqueSince(walk, node, mark);
}

export function opaqueSince(walk: Walk, node: ts.Node, mark: number): OpaqueValue {
  return { kind: 'opaque', mentions: mentionsSince(walk.mentions, mark), span: spanOf(walk, node) };
}

function readProperty(
  walk: Walk,
  node: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  key: string | undefined,
  part: Flow,
): Value {
  if (isPropertyAssignment(node)) {
    const fn = functionIn(node.initializer);
    if (!fn) return walk.visit.read(walk, node.initializer, part);
    return {
      kind: 'function',
      scope: openFunction(walk, fn, { name: key, nameNode: node.name }),
      span: spanOf(walk, node.initializer),
    };
  }
  if (isShorthandPropertyAssignment(node)) {
    const { text } = node.name;
    mention(walk.mentions, text);
    noteEnvRead(walk, node.name, [text]);
    return text === 'undefined'
      ? { kind: 'literal', value: null, span: spanOf(walk, node.name) }
      : { kind: 'reference', path: [text], span: spanOf(walk, node.name) };
  }
  if (!node.body) return { kind: 'opaque', mentions: NOTHING, span: spanOf(walk, node) };
  return { kind: 'function', scope: openFunction(walk, node, { name: key, nameNode: node.name }), span: spanOf(walk, node) };
}

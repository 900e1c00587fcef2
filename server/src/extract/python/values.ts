import type { ArrayValue, LiteralValue, ObjectEntry, ObjectValue, TemplateValue, Value } from '#facts/value.ts';
import { childIn, spanOf, unwrap } from '../assembly/nodes.ts';
import { textOf } from '../assembly/source.ts';
import { MAX_ENTRIES, MAX_VALUE_DEPTH } from '../limits.ts';
import { MAX_STRING_LENGTH } from '../remembered-strings.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { WRAPPERS } from './grammar.ts';
import { chainOf, mentionsOf, type PythonSource } from './source.ts';
import { FILLED_IN, readString } from './strings.ts';

/** The shape of an expression. */
export function readValue(source: PythonSource, expression: SyntaxNode, depth = 0): Value {
  const node = unwrap(expression, WRAPPERS);
  const span = spanOf(node);
  switch (node.type) {
    case 'none':
      return { kind: 'literal', value: null, span };
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true', span };
    case 'integer':
    case 'float':
      return numberValue(source, node) ?? opaque(source, node);
    case 'unary_operator':
      return negative(source, node) ?? opaque(source, node);
    case 'string':
    case 'concatenated_string':
      return stringValue(source, node);
    case 'binary_operator':
      return templateOf(source, node) ?? opaque(source, node);
    case 'named_expression': {
      const value = childIn(node, 'value');
      return value ? readValue(source, value, depth) : opaque(source, node);
    }
    case 'lambda': {
      const body = childIn(node, 'body');
      return body ? { kind: 'function', scope: source.outline.scopeOf(body), span } : opaque(source, node);
    }
    case 'dictionary':
      return depth < MAX_VALUE_DEPTH ? objectValue(source, node, depth) : opaque(source, node);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return depth < MAX_VALUE_DEPTH ? arrayValue(source, node, depth) : opaque(source, node);
    case 'boolean_operator':
    case 'conditional_expression':
      return depth < MAX_VALUE_DEPTH ? choice(source, node, depth) : opaque(source, node);
    case 'identifier':
    case 'attribute':
    case 'subscript':
    case 'call':
      return formatted(source, node) ?? chainValue(source, node);
    default:
      return opaque(source, node);
  }
}

/** Several expressions without brackets are a tuple: `return 1, 2`. */
export function readTuple(source: PythonSource, nodes: readonly SyntaxNode[]): Value | undefined {
  const [first, ...more] = nodes;
  const last = more.at(-1);
  if (!first || !last) return first && readValue(source, first);
  return {
    kind: 'array',
    items: nodes.map((it) => readValue(source, it, 1)),
    isOpen: false,
    span: { start: first.start, end: last.end },
  };
}

function opaque(source: PythonSource, node: SyntaxNode): Value {
  return { kind: 'opaque', mentions: mentionsOf(source, node), span: spanOf(node) };
}

/** `a or b`, `a if c else b`: one of its sides. */
function choice(source: PythonSource, node: SyntaxNode, depth: number): Value {
  const [first, second, third] = node.children;
  const sides = node.type === 'conditional_expression' ? [first, third] : [first, second];
  const choices = sides.flatMap((it) => {
    const value = it && readValue(source, it, depth + 1);
    return value?.kind === 'opaque' ? (value.choices ?? []) : (value ?? []);
  });
  const isReadable = choices.some(
    (it) => it.kind === 'template' || it.kind === 'call' || (it.kind === 'reference' && it.path.length > 1),
  );
  return isReadable ? { kind: 'opaque', mentions: mentionsOf(source, node), choices, span: spanOf(node) } : opaque(source, node);
}

function chainValue(source: PythonSource, node: SyntaxNode): Value {
  const { path, call, isOpaque } = chainOf(source, node);
  if (isOpaque) return opaque(source, node);
  return call === undefined ? { kind: 'reference', path, span: spanOf(node) } : { kind: 'call', call, path, span: spanOf(node) };
}

function numberValue(source: PythonSource, node: SyntaxNode): Value | undefined {
  const value = Number(textOf(source, node).replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : { kind: 'literal', value, span: spanOf(node) };
}

function negative(source: PythonSource, node: SyntaxNode): Value | undefined {
  const operand = childIn(node, 'argument');
  const number =
    operand && source.text[node.start] === '-' && NUMBERS.has(operand.type) ? numberValue(source, operand) : undefined;
  return number?.kind === 'literal' && typeof number.value === 'number'
    ? { ...number, value: -number.value, span: spanOf(node) }
    : undefined;
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'float']);

function stringValue(source: PythonSource, node: SyntaxNode): Value {
  const { text, parts } = readString(source.text, node);
  if (parts.length === 0) return { kind: 'literal', value: text.slice(0, MAX_STRING_LENGTH), span: spanOf(node) };
  return {
    kind: 'template',
    text: text.slice(0, MAX_STRING_LENGTH),
    parts: parts.map((it) => partValue(source, childIn(it, 'expression') ?? it.children[0] ?? it)),
    mentions: parts.flatMap((it) => mentionsOf(source, it)),
    span: spanOf(node),
  };
}

/** What is filled into a text; objects in it say nothing. */
function partValue(source: PythonSource, node: SyntaxNode): Value {
  return readValue(source, node, MAX_VALUE_DEPTH);
}

/** `'a' + b`, also over many parts, and `'%s' % b`. */
function templateOf(source: PythonSource, node: SyntaxNode): TemplateValue | LiteralValue | undefined {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  if (!left || !right) return undefined;
  const operator = source.text.slice(left.end, right.start).trim();
  if (operator === '%' && isString(left))
    return filled(source, node, readString(source.text, left).text.replace(PERCENT, percentPart), percentParts(right));
  if (operator !== '+') return undefined;
  const operands: SyntaxNode[] = [];
  let at: SyntaxNode | undefined = node;
  while (at?.type === 'binary_operator') {
    const [a, b]: (SyntaxNode | undefined)[] = [childIn(at, 'left'), childIn(at, 'right')];
    if (!a || !b || source.text.slice(a.end, b.start).trim() !== '+') break;
    operands.unshift(b);
    at = a;
  }
  if (at) operands.unshift(at);
  const values = operands.map((it) => (isString(unwrap(it, WRAPPERS)) ? stringValue(source, unwrap(it, WRAPPERS)) : undefined));
  if (!values.some((it) => it !== undefined)) return undefined;
  let text = '';
  const parts: Value[] = [];
  const mentions: string[] = [];
  operands.forEach((operand, index) => {
    const value = values[index];
    if (value?.kind === 'literal') text += String(value.value);
    else if (value?.kind === 'template') {
      text += value.text;
      parts.push(...value.parts);
      mentions.push(...value.mentions);
    } else {
      text += FILLED_IN;
      parts.push(partValue(source, operand));
      mentions.push(...mentionsOf(source, operand));
    }
  });
  if (values.every((it) => it?.kind === 'literal')) return { kind: 'literal', value: text, span: spanOf(node) };
  return { kind: 'template', text, parts, mentions, span: spanOf(node) };
}

/** `'{}'.format(b)`; the call is among the calls as well. */
function formatted(source: PythonSource, node: SyntaxNode): TemplateValue | undefined {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  const [object, member] = callee?.type === 'attribute' ? callee.children : [];
  if (!object || !member || !isString(object) || textOf(source, member) !== 'format') return undefined;
  const text = readString(source.text, object).text.replace(BRACES, (part) =>
    part === '{{' ? '{' : part === '}}' ? '}' : FILLED_IN,
  );
  return filled(source, node, text, childIn(node, 'arguments')?.children ?? []);
}

function filled(source: PythonSource, node: SyntaxNode, text: string, parts: readonly SyntaxNode[]): TemplateValue {
  const places = text.split(FILLED_IN).length - 1;
  const values = parts.map((it) => partValue(source, it.type === 'keyword_argument' ? (childIn(it, 'value') ?? it) : it));
  const mentions = parts.flatMap((it) => mentionsOf(source, it));
  // Parts that are taken by name or more than once are not told apart.
  const isInOrder = values.length === places;
  const span = spanOf(node);
  return {
    kind: 'template',
    text,
    parts: isInOrder
      ? values
      : Array.from({ length: places }, () => (values[0] && values.length === 1 ? values[0] : { kind: 'opaque', mentions, span })),
    mentions,
    span,
  };
}

/** The parts of `'%s and %s' % (a, b)`; a dictionary gives them by name. */
function percentParts(right: SyntaxNode): readonly SyntaxNode[] {
  return right.type === 'tuple' ? right.children : [right];
}

/** https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
const PERCENT = /%(?:\([^)]*\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?[diouxXeEfFgGcrsa%]/g;

function percentPart(part: string): string {
  return part === '%%' ? '%' : FILLED_IN;
}

const BRACES = /\{\{|\}\}|\{[^{}]*\}/g;

function isString(node: SyntaxNode): boolean {
  return node.type === 'string' || node.type === 'concatenated_string';
}

function objectValue(source: PythonSource, node: SyntaxNode, depth: number): ObjectValue {
  const entries: ObjectEntry[] = [];
  for (const pair of node.children) {
    const key = childIn(pair, 'key');
    const value = childIn(pair, 'value');
    const name = key && value && readValue(source, key, MAX_VALUE_DEPTH);
    if (!value || name?.kind !== 'literal' || entries.length >= MAX_ENTRIES) continue;
    entries.push({ key: String(name.value), value: readValue(source, value, depth + 1), span: spanOf(pair) });
  }
  return { kind: 'object', entries, isOpen: entries.length < node.children.length, span: spanOf(node) };
}

function arrayValue(source: PythonSource, node: SyntaxNode, depth: number): ArrayValue {
  const listed = node.children.filter((it) => it.type !== 'list_splat').slice(0, MAX_ENTRIES);
  const items = listed.map((it) => readValue(source, it, depth + 1));
  return { kind: 'array', items, isOpen: listed.length < node.children.length, span: spanOf(node) };
}

import type { LiteralValue, ObjectEntry, TemplateValue, Value } from '#facts/value.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import { textOf } from '../assembly/source.ts';
import { MAX_ENTRIES, MAX_VALUE_DEPTH } from '../limits.ts';
import { MAX_STRING_LENGTH } from '../remembered-strings.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { STRINGS } from './grammar.ts';
import { chainOf, type GoSource, mentionsOf, packageMember } from './source.ts';
import { readString } from './strings.ts';
import { fieldNames } from './struct-fields.ts';
import { readType } from './types.ts';

/** The shape of an expression. `&x`, `*x`, `x.(T)`, `[]byte(x)` and parentheses are looked through. */
export function readValue(source: GoSource, expression: SyntaxNode, depth = 0): Value {
  const node = innermost(source, expression);
  const span = spanOf(node);
  switch (node.type) {
    case 'nil':
      return { kind: 'literal', value: null, span };
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true', span };
    case 'int_literal':
    case 'float_literal':
      return numberValue(source, node) ?? opaque(source, node);
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', value: readString(textOf(source, node)).slice(0, MAX_STRING_LENGTH), span };
    case 'unary_expression':
      return negative(source, node) ?? opaque(source, node);
    case 'binary_expression':
      return concatenated(source, node) ?? opaque(source, node);
    case 'func_literal': {
      const body = childIn(node, 'body');
      return body ? { kind: 'function', scope: source.outline.scopeOf(body), span } : opaque(source, node);
    }
    case 'composite_literal':
    case 'literal_value':
      return depth < MAX_VALUE_DEPTH ? compositeValue(source, node, depth) : opaque(source, node);
    case 'call_expression':
      return formatted(source, node) ?? chainValue(source, node);
    default:
      return chainValue(source, node);
  }
}

function innermost(source: GoSource, expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const inner = innerOf(source, at);
    if (!inner) return at;
    at = inner;
  }
}

function innerOf(source: GoSource, node: SyntaxNode): SyntaxNode | undefined {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'literal_element':
    case 'ERROR':
      return node.children.length === 1 ? node.children[0] : undefined;
    case 'unary_expression':
      return '&*'.includes(source.text[node.start] ?? ' ') ? childIn(node, 'operand') : undefined;
    case 'type_assertion_expression':
      return childIn(node, 'operand');
    case 'type_conversion_expression':
      return source.outline.callOf(node) === undefined ? childIn(node, 'operand') : undefined;
    default:
      return undefined;
  }
}

function opaque(source: GoSource, node: SyntaxNode): Value {
  return { kind: 'opaque', mentions: mentionsOf(source, node), span: spanOf(node) };
}

function chainValue(source: GoSource, node: SyntaxNode): Value {
  const { path, call, isOpaque } = chainOf(source, node);
  if (isOpaque) return opaque(source, node);
  return call === undefined ? { kind: 'reference', path, span: spanOf(node) } : { kind: 'call', call, path, span: spanOf(node) };
}

function numberValue(source: GoSource, node: SyntaxNode): LiteralValue | undefined {
  const digits = textOf(source, node).replaceAll('_', '');
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return Number.isNaN(value) ? undefined : { kind: 'literal', value, span: spanOf(node) };
}

function negative(source: GoSource, node: SyntaxNode): LiteralValue | undefined {
  const operand = childIn(node, 'operand');
  const isNumber = operand?.type === 'int_literal' || operand?.type === 'float_literal';
  const number = operand && isNumber && source.text[node.start] === '-' ? numberValue(source, operand) : undefined;
  return typeof number?.value === 'number' ? { ...number, value: -number.value, span: spanOf(node) } : undefined;
}

/** `"a" + b`, also over many parts. */
function concatenated(source: GoSource, node: SyntaxNode): TemplateValue | LiteralValue | undefined {
  const operands: SyntaxNode[] = [];
  let at = node;
  while (at.type === 'binary_expression') {
    const left = childIn(at, 'left');
    const right = childIn(at, 'right');
    if (!left || !right || source.text.slice(left.end, right.start).trim() !== '+') break;
    operands.push(right);
    at = left;
  }
  operands.push(at);
  operands.reverse();
  if (!operands.some((it) => STRINGS.has(it.type))) return undefined;
  let text = '';
  const filledIn: Value[] = [];
  const mentions: string[] = [];
  for (const operand of operands) {
    if (STRINGS.has(operand.type)) text += readString(textOf(source, operand));
    else {
      const inner = operand.type === 'call_expression' ? formatted(source, operand) : undefined;
      text += inner?.text ?? FILLED_IN;
      filledIn.push(...(inner?.parts ?? [partValue(source, operand)]));
      mentions.push(...(inner?.mentions ?? mentionsOf(source, operand)));
    }
  }
  const shortened = text.slice(0, MAX_STRING_LENGTH);
  if (operands.every((it) => STRINGS.has(it.type))) return { kind: 'literal', value: shortened, span: spanOf(node) };
  return { kind: 'template', text: shortened, parts: filledIn, mentions, span: spanOf(node) };
}

/** `fmt.Sprintf("…%d", x)`; the call is among the calls as well. */
function formatted(source: GoSource, node: SyntaxNode): TemplateValue | undefined {
  const callee = childIn(node, 'function');
  const member = callee && packageMember(source, callee);
  if (member?.module !== 'fmt' || member.name !== 'Sprintf') return undefined;
  const [format, ...parts] = childIn(node, 'arguments')?.children ?? [];
  if (!format || !STRINGS.has(format.type)) return undefined;
  const text = readString(textOf(source, format)).replace(VERB, (verb) => (verb === '%%' ? '%' : FILLED_IN));
  return {
    kind: 'template',
    text: text.slice(0, MAX_STRING_LENGTH),
    parts: parts.map((it) => partValue(source, it)),
    ...numbersIn(readString(textOf(source, format)), VERB),
    mentions: parts.flatMap((it) => mentionsOf(source, it)),
    span: spanOf(node),
  };
}

/** Which of the parts a format writes as numbers. */
function numbersIn(format: string, verb: RegExp): { readonly numbers?: readonly number[] } {
  const verbs = (format.match(verb) ?? []).filter((it) => it !== '%%');
  const numbers = verbs.flatMap((it, index) => (/[bcdeEfFgGoOUxXt]$/.test(it) ? [index] : []));
  return numbers.length > 0 ? { numbers } : {};
}

/** What is filled into a text; objects in it say nothing. */
function partValue(source: GoSource, node: SyntaxNode): Value {
  return readValue(source, node, MAX_VALUE_DEPTH);
}

/** What stands for a part that is filled in. */
const FILLED_IN = '\uFFFC';

/** https://pkg.go.dev/fmt#hdr-Printing */
const VERB = /%[-+# 0]*(?:\[\d+\])?(?:\*|\d+)?(?:\.(?:\[\d+\])?(?:\*|\d+)?)?(?:\[\d+\])?[a-zA-Z%]/g;

/** A literal with keys, or of a named type without any elements, is an object; everything else between braces an array. */
/** What an element of a list is whose own type is left out. */
interface Element {
  readonly type: readonly string[];
  /** The fields in their order, where the list writes the struct itself. */
  readonly fields: readonly string[];
}

function compositeValue(source: GoSource, node: SyntaxNode, depth: number, element?: Element): Value {
  const body = node.type === 'literal_value' ? node : childIn(node, 'body');
  const type = node.type === 'composite_literal' ? childIn(node, 'type') : undefined;
  const name = type ? readType(source, type).path : [];
  const elements = body?.children ?? [];
  const isObject =
    elements.length === 0 ? name.length > 0 || type?.type === 'map_type' : elements.some((it) => it.type === 'keyed_element');
  if (!isObject) {
    const inner = type && elementOf(source, type);
    const items = elements.slice(0, MAX_ENTRIES).map((it) => elementValue(source, it, depth + 1, inner));
    const fields = element?.fields ?? [];
    if (fields.length > 0 && fields.length === items.length) {
      const entries = items.map((value, index) => ({ key: fields[index] ?? '', value, span: value.span }));
      return { kind: 'object', entries, isOpen: false, span: spanOf(node) };
    }
    const own = type ? name : (element?.type ?? []);
    const isOpen = items.length < elements.length;
    return { kind: 'array', items, isOpen, ...(own.length > 0 && { type: own }), span: spanOf(node) };
  }
  // `gin.H{"a": 1, b: 2}` is a map by its name: a literal has field names or strings for keys, never both.
  const isMap = type?.type === 'map_type' || elements.some((it) => STRINGS.has(childIn(it, 'key')?.children[0]?.type ?? ''));
  const entries: ObjectEntry[] = [];
  for (const element of elements) {
    const key = childIn(element, 'key');
    const value = childIn(element, 'value');
    const text = key && keyText(source, key, isMap);
    if (!value || text === undefined || entries.length >= MAX_ENTRIES) continue;
    entries.push({ key: text, value: readValue(source, value, depth + 1), span: spanOf(element) });
  }
  const isOpen = entries.length < elements.length;
  return { kind: 'object', entries, isOpen, ...(name.length > 0 ? { type: name } : {}), span: spanOf(node) };
}

/** `{"GET", "/orders"}` in a list has the type that the list says. */
function elementValue(source: GoSource, node: SyntaxNode, depth: number, element: Element | undefined): Value {
  const inner = innermost(source, node);
  return element && inner.type === 'literal_value' && depth < MAX_VALUE_DEPTH
    ? compositeValue(source, inner, depth, element)
    : readValue(source, node, depth);
}

function elementOf(source: GoSource, type: SyntaxNode): Element | undefined {
  if (!/^(?:slice_type|array_type|implicit_length_array_type)$/.test(type.type)) return undefined;
  const held = type.children.findLast((it) => it.field !== 'length');
  if (!held) return undefined;
  if (held.type !== 'struct_type') return { type: readType(source, held).path, fields: [] };
  return { type: [], fields: fieldNames(source, held) };
}

/** A field name or a literal key; undefined for a key that is computed. */
function keyText(source: GoSource, key: SyntaxNode, isMap: boolean): string | undefined {
  const inner = key.type === 'literal_element' ? (key.children[0] ?? key) : key;
  if (STRINGS.has(inner.type)) return readString(textOf(source, inner));
  if (inner.type === 'identifier') return isMap ? undefined : textOf(source, inner);
  return inner.type === 'int_literal' ? textOf(source, inner) : undefined;
}

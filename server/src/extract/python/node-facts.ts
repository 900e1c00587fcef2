import { childIn, spanOf } from '../assembly/nodes.ts';
import { rememberString, rememberSum, type Texts } from '../assembly/remember-string.ts';
import { textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import {
  type Assembly,
  addAssignment,
  addAugmented,
  addCapture,
  addCaught,
  addDefinition,
  addLoopVariables,
  addNamed,
  declareOuter,
} from './bindings.ts';
import type { PythonSource } from './source.ts';
import { readType } from './types.ts';
import { readTuple, readValue } from './values.ts';

/** The facts that a node of a type gives, besides scopes, calls and imports, whose numbers others need. */
export const NODE_FACTS: ReadonlyMap<string, (at: Assembly, node: SyntaxNode) => void> = new Map([
  ['assignment', addAssignment],
  ['augmented_assignment', addAugmented],
  ['for_statement', addLoopVariables],
  ['for_in_clause', addLoopVariables],
  ['global_statement', declareOuter],
  ['nonlocal_statement', declareOuter],
  ['named_expression', addWalrus],
  ['as_pattern', addAs],
  ['except_clause', addCaught],
  ['dotted_name', addCaptured],
  ['identifier', addCaptured],
  ['function_definition', addFunction],
  ['class_definition', addClass],
  ['type_alias_statement', addTypeAlias],
  ['return_statement', addReturn],
  ['yield', addYield],
  ['lambda', addLambdaResult],
  ['raise_statement', addThrow],
  ['string', addString],
  ['concatenated_string', addString],
  ['binary_operator', addSum],
]);

function addWalrus(at: Assembly, node: SyntaxNode): void {
  const name = childIn(node, 'name');
  const value = childIn(node, 'value');
  if (name && value) addNamed(at, name, value);
}

/** `with b as a` and `case B() as a`; `except E as e` is its clause's matter. */
function addAs(at: Assembly, node: SyntaxNode): void {
  const [value, name] = node.children;
  if (!value || !name || node.parent?.type === 'except_clause') return;
  if (node.parent?.type === 'case_pattern') addCapture(at, name);
  else addNamed(at, name, value);
}

function addCaptured(at: Assembly, node: SyntaxNode): void {
  const around = node.parent?.type;
  if (node.type === 'identifier' ? around === 'splat_pattern' : around === 'case_pattern' || around === 'keyword_pattern')
    addCapture(at, node);
}

function addFunction(at: Assembly, node: SyntaxNode): void {
  const name = childIn(node, 'name');
  const body = childIn(node, 'body');
  if (name && body)
    addDefinition(at, name, { declares: 'function', origin: { kind: 'function', scope: at.source.outline.scopeOf(body) } });
}

function addClass(at: Assembly, node: SyntaxNode): void {
  const name = childIn(node, 'name');
  if (name) addDefinition(at, name, { declares: 'class', origin: { kind: 'class', name: textOf(at.source, name) } });
}

function addTypeAlias(at: Assembly, node: SyntaxNode): void {
  const [name] = childIn(node, 'left')?.children ?? [];
  const type = childIn(node, 'right');
  if (name && type) addDefinition(at, name, { declares: 'type', origin: { kind: 'type', type: readType(at.source, type) } });
}

function addReturn({ source, draft }: Assembly, node: SyntaxNode): void {
  const value = readTuple(source, node.children);
  draft.returns.push({ scope: source.outline.scopeOf(node), values: value ? [value] : [], span: spanOf(node) });
}

/** What a generator hands out is what its callers get: `yield session` in a dependency. */
function addYield({ source, draft }: Assembly, node: SyntaxNode): void {
  const isDelegation = /^yield\s+from\b/.test(source.text.slice(node.start, node.start + 12));
  const value = isDelegation ? undefined : readTuple(source, node.children);
  if (value) draft.returns.push({ scope: source.outline.scopeOf(node), values: [value], span: spanOf(node) });
}

function addLambdaResult({ source, draft }: Assembly, node: SyntaxNode): void {
  const body = childIn(node, 'body');
  if (body) draft.returns.push({ scope: source.outline.scopeOf(body), values: [readValue(source, body)], span: spanOf(body) });
}

function addThrow({ source, draft }: Assembly, node: SyntaxNode): void {
  const raised = node.children.find((it) => it.field !== 'cause');
  const value = raised ? { value: readValue(source, raised) } : {};
  draft.throws.push({ form: 'raise', scope: source.outline.scopeOf(node), ...value, span: spanOf(node) });
}

/** A docstring is a comment, and the parts of a string that is written in several are no strings of their own. */
function addString({ source, draft }: Assembly, node: SyntaxNode): void {
  const around = node.parent?.type;
  if (around !== 'concatenated_string' && around !== 'expression_statement') rememberString(source, draft, node, textsOf(source));
}

function addSum({ source, draft }: Assembly, node: SyntaxNode): void {
  rememberSum(source, draft, node, textsOf(source));
}

function textsOf(source: PythonSource): Texts {
  return { sum: 'binary_operator', literals: LITERALS, read: (node) => readValue(source, node) };
}

const LITERALS: ReadonlySet<string> = new Set(['string', 'concatenated_string']);

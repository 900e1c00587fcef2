import { spanOf } from '../assembly/nodes.ts';
import { rememberString, rememberSum, type Texts } from '../assembly/remember-string.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import {
  type Assembly,
  addAssignment,
  addFunction,
  addLoopVariables,
  addReceived,
  addShortDeclaration,
  addSpec,
  addStep,
  addSwitchAlias,
  addType,
} from './bindings.ts';
import { argumentsOf } from './calls.ts';
import { STRINGS } from './grammar.ts';
import { isPanic } from './scopes.ts';
import type { GoSource } from './source.ts';
import { settingsStructOf } from './structs.ts';
import { readValue } from './values.ts';

/** The facts that a node of a type gives, besides scopes, calls and imports, whose numbers others need. */
export const NODE_FACTS: ReadonlyMap<string, (at: Assembly, node: SyntaxNode) => void> = new Map([
  ['short_var_declaration', addShortDeclaration],
  ['var_spec', addSpec],
  ['const_spec', addSpec],
  ['assignment_statement', addAssignment],
  ['inc_statement', addStep],
  ['dec_statement', addStep],
  ['range_clause', addLoopVariables],
  ['receive_statement', addReceived],
  ['type_switch_statement', addSwitchAlias],
  ['function_declaration', addFunction],
  ['method_declaration', addFunction],
  ['func_literal', addFunction],
  ['type_spec', addType],
  ['type_alias', addType],
  ['struct_type', addSettings],
  ['return_statement', addReturn],
  ['call_expression', addPanic],
  ['interpreted_string_literal', addString],
  ['raw_string_literal', addString],
  ['binary_expression', addSum],
]);

function addSettings({ source, draft }: Assembly, node: SyntaxNode): void {
  const declaration = settingsStructOf(source, node);
  if (declaration) draft.classes.push(declaration);
}

function addReturn({ source, draft }: Assembly, node: SyntaxNode): void {
  const values = node.children[0]?.children ?? [];
  draft.returns.push({
    scope: source.outline.scopeOf(node),
    values: values.map((it) => readValue(source, it)),
    span: spanOf(node),
  });
}

function addPanic({ source, draft }: Assembly, node: SyntaxNode): void {
  if (!isPanic(source, node)) return;
  const [argument] = argumentsOf(node);
  const value = argument ? { value: readValue(source, argument) } : {};
  draft.throws.push({ form: 'panic', scope: source.outline.scopeOf(node), ...value, span: spanOf(node) });
}

/** An import path and the tag of a field are no strings of the program. */
function addString({ source, draft }: Assembly, node: SyntaxNode): void {
  if (node.field !== 'path' && node.field !== 'tag') rememberString(source, draft, node, textsOf(source));
}

function addSum({ source, draft }: Assembly, node: SyntaxNode): void {
  rememberSum(source, draft, node, textsOf(source));
}

function textsOf(source: GoSource): Texts {
  return { sum: 'binary_expression', literals: STRINGS, read: (node) => readValue(source, node) };
}

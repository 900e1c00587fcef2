import type { FunctionDetails, Parameter, TypeReference } from '#facts/code-facts.ts';
import { childIn, childrenIn, climbOver, spanOf } from '../assembly/nodes.ts';
import type { ScopeStub } from '../assembly/outline.ts';
import { textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { argumentsOf } from './calls.ts';
import { PARENTHESES } from './grammar.ts';
import { chainOf, type GoSource } from './source.ts';
import { readType, typeName } from './types.ts';

/** What a function, method or function literal says of itself. */
export function functionDetails(source: GoSource, { node }: ScopeStub): FunctionDetails {
  const parameters = (childIn(node, 'parameters')?.children ?? []).flatMap((it) => parametersOf(source, it));
  const results = resultsOf(source, node);
  if (node.type === 'func_literal') {
    const name = givenName(source, node);
    return {
      ...(name === undefined ? {} : { name }),
      form: 'lambda',
      isAsync: false,
      isExported: false,
      parameters,
      results,
      decorators: [],
      ...argumentOf(source, node),
      nameSpan: { start: node.start, end: Math.min(node.end, node.start + 'func'.length) },
    };
  }
  const name = childIn(node, 'name');
  const receiver = childIn(node, 'receiver')?.children[0];
  const receiverName = receiver && childIn(receiver, 'name');
  const receiverType = receiver && childIn(receiver, 'type');
  const owner = receiverType && typeName(source, receiverType);
  return {
    ...(name ? { name: textOf(source, name) } : {}),
    form: node.type === 'method_declaration' ? 'method' : 'function',
    isAsync: false,
    isExported: name !== undefined && isExportedName(textOf(source, name)),
    parameters,
    results,
    decorators: [],
    ...(owner === undefined ? {} : { owner }),
    ...(receiverName ? { receiver: textOf(source, receiverName) } : {}),
    nameSpan: spanOf(name ?? { start: node.start, end: Math.min(node.end, node.start + 'func'.length) }),
  };
}

/** Go exports what starts with a capital: https://go.dev/ref/spec#Exported_identifiers */
export function isExportedName(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

/** The results with a name, such as `err` in `(user User, err error)`. */
export function namedResults(node: SyntaxNode): { readonly name: SyntaxNode; readonly type: SyntaxNode | undefined }[] {
  const list = childIn(node, 'result');
  if (list?.type !== 'parameter_list') return [];
  return list.children.flatMap((it) => childrenIn(it, 'name').map((name) => ({ name, type: childIn(it, 'type') })));
}

function resultsOf(source: GoSource, node: SyntaxNode): TypeReference[] {
  const result = childIn(node, 'result');
  if (!result) return [];
  if (result.type !== 'parameter_list') return [readType(source, result)];
  return result.children.flatMap((it) => {
    const type = childIn(it, 'type');
    const count = Math.max(1, childrenIn(it, 'name').length);
    return type ? Array.from({ length: count }, () => readType(source, type)) : [];
  });
}

/** `a, b int` gives two. */
function parametersOf(source: GoSource, node: SyntaxNode): Parameter[] {
  if (node.type !== 'parameter_declaration' && node.type !== 'variadic_parameter_declaration') return [];
  const written = childIn(node, 'type');
  const type = written ? { type: readType(source, written) } : {};
  const common = {
    ...type,
    isOptional: false,
    isRest: node.type === 'variadic_parameter_declaration',
    decorators: [],
    isProperty: false,
  };
  const names = childrenIn(node, 'name');
  if (names.length === 0) return [{ name: '', ...common, span: spanOf(node) }];
  return names.map((name) => ({ name: textOf(source, name), ...common, span: names.length === 1 ? spanOf(node) : spanOf(name) }));
}

/** The variable or field that a function literal is given to. */
function givenName(source: GoSource, literal: SyntaxNode): string | undefined {
  const { above, below } = climbOver(literal, PARENTHESES);
  if (above?.type === 'literal_element' && above.parent?.type === 'keyed_element') {
    const key = childIn(above.parent, 'key')?.children[0];
    return key?.type === 'identifier' ? textOf(source, key) : undefined;
  }
  const statement = above?.type === 'expression_list' ? above.parent : undefined;
  if (!above || !statement || statement.type === 'return_statement') return undefined;
  const left = childIn(statement, 'left');
  const names = left ? left.children : childrenIn(statement, 'name');
  const name = names[above.children.indexOf(below)];
  return name && chainOf(source, name).path.at(-1);
}

function argumentOf(source: GoSource, literal: SyntaxNode): Pick<FunctionDetails, 'argumentOf'> {
  const { above, below } = climbOver(literal, PARENTHESES);
  const call = above?.type === 'argument_list' && above.parent ? source.outline.callOf(above.parent) : undefined;
  if (!above?.parent || call === undefined) return {};
  return { argumentOf: { call, index: argumentsOf(above.parent).indexOf(below) } };
}

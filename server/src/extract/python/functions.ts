import type { Decorator, FunctionDetails, Parameter, ScopeId, TypeReference } from '#facts/code-facts.ts';
import { childIn, climbOver, spanOf } from '../assembly/nodes.ts';
import type { ScopeStub } from '../assembly/outline.ts';
import { textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { positionalArguments } from './calls.ts';
import { chainOf, type PythonSource } from './source.ts';
import { readType } from './types.ts';
import { readValue } from './values.ts';

/** What a function, method or lambda says of itself. */
export function functionDetails(source: PythonSource, id: ScopeId, { node, parent }: ScopeStub): FunctionDetails {
  const parameters = (childIn(node, 'parameters')?.children ?? [])
    .map((it) => parameterOf(source, it))
    .filter((it) => it !== undefined);
  if (node.type === 'lambda') {
    const name = assignedName(source, node);
    return {
      ...(name === undefined ? {} : { name }),
      form: 'lambda',
      isAsync: false,
      isExported: false,
      parameters,
      results: [],
      decorators: [],
      ...argumentOf(source, node),
      nameSpan: { start: node.start, end: Math.min(node.end, node.start + 'lambda'.length) },
    };
  }
  const nameNode = childIn(node, 'name');
  const name = nameNode && textOf(source, nameNode);
  const decorators = decoratorsOf(source, node);
  const owner = source.outline.scopes[parent];
  const ownerName = owner?.kind === 'class' ? childIn(owner.node, 'name') : undefined;
  const isMethod = owner?.kind === 'class';
  const receiver = isMethod ? source.receivers[id] : undefined;
  const result = childIn(node, 'return_type');
  return {
    ...(name === undefined ? {} : { name }),
    form: formOf(isMethod, name, decorators),
    isAsync: source.text.startsWith('async', node.start),
    isExported: parent === 0 || (isMethod && owner.parent === 0),
    parameters: isMethod && receiver !== undefined ? parameters.slice(1) : parameters,
    results: result ? [readResult(source, node, result)] : [],
    decorators,
    ...(ownerName ? { owner: textOf(source, ownerName) } : {}),
    ...(receiver === undefined ? {} : { receiver }),
    nameSpan: spanOf(nameNode ?? { start: node.start, end: node.start + 'def'.length }),
  };
}

/** What a generator hands out takes the place of the generator: dependencies and context managers are written as such functions. */
function readResult(source: PythonSource, node: SyntaxNode, written: SyntaxNode): TypeReference {
  const type = readType(source, written);
  const [element] = type.args;
  return element && GENERATORS.has(type.path.at(-1) ?? '') && yields(source, node)
    ? { ...type, path: element.path, args: element.args }
    : type;
}

const GENERATORS: ReadonlySet<string> = new Set([
  'Generator',
  'AsyncGenerator',
  'Iterator',
  'AsyncIterator',
  'Iterable',
  'AsyncIterable',
]);

function yields(source: PythonSource, node: SyntaxNode): boolean {
  for (let index = node.index + 1; index < node.next; ) {
    const at = source.tree.nodes[index];
    if (!at || at.type === 'yield') return at !== undefined;
    index = at.type === 'function_definition' || at.type === 'lambda' ? at.next : index + 1;
  }
  return false;
}

/** The decorators of a function or class, as calls or as bare references. */
export function decoratorsOf(source: PythonSource, definition: SyntaxNode): Decorator[] {
  if (definition.parent?.type !== 'decorated_definition') return [];
  return definition.parent.children.flatMap((it) => {
    const [expression] = it.children;
    if (it.type !== 'decorator' || !expression) return [];
    const callee = expression.type === 'call' ? childIn(expression, 'function') : expression;
    const call = source.outline.callOf(expression);
    return [{ path: callee ? chainOf(source, callee).path : [], ...(call === undefined ? {} : { call }), span: spanOf(it) }];
  });
}

function formOf(isMethod: boolean, name: string | undefined, decorators: readonly Decorator[]): FunctionDetails['form'] {
  if (!isMethod) return 'function';
  if (name === '__init__') return 'constructor';
  return decorators.some(({ path }) => ACCESSORS.has(path.at(-1) ?? '')) ? 'accessor' : 'method';
}

const ACCESSORS: ReadonlySet<string> = new Set([
  'property',
  'cached_property',
  'setter',
  'getter',
  'deleter',
  'hybrid_property',
  'computed_field',
]);

function parameterOf(source: PythonSource, node: SyntaxNode): Parameter | undefined {
  const named = node.type === 'identifier' ? node : (childIn(node, 'name') ?? node.children[0]);
  if (!named || !PARAMETERS.has(node.type)) return undefined;
  const isRest = SPLATS.has(node.type) || SPLATS.has(named.type);
  const name = SPLATS.has(named.type) || SPLATS.has(node.type) ? (SPLATS.has(named.type) ? named.children[0] : named) : named;
  const type = childIn(node, 'type');
  const value = childIn(node, 'value');
  return {
    name: name?.type === 'identifier' ? textOf(source, name) : '',
    ...(type ? { type: readType(source, type) } : {}),
    ...(value ? { defaultValue: readValue(source, value) } : {}),
    isOptional: value !== undefined,
    isRest,
    decorators: [],
    isProperty: false,
    span: spanOf(node),
  };
}

const SPLATS: ReadonlySet<string> = new Set(['list_splat_pattern', 'dictionary_splat_pattern']);

const PARAMETERS: ReadonlySet<string> = new Set([
  'identifier',
  'typed_parameter',
  'default_parameter',
  'typed_default_parameter',
  ...SPLATS,
]);

const PARENTHESES: ReadonlySet<string> = new Set(['parenthesized_expression']);

/** The variable, dictionary key or keyword that a lambda is given to. */
function assignedName(source: PythonSource, lambda: SyntaxNode): string | undefined {
  const { above, below } = climbOver(lambda, PARENTHESES);
  const name =
    above?.type === 'assignment' && below.field === 'right'
      ? childIn(above, 'left')
      : above?.type === 'keyword_argument'
        ? childIn(above, 'name')
        : above?.type === 'named_expression'
          ? childIn(above, 'name')
          : undefined;
  return name ? chainOf(source, name).path.at(-1) : undefined;
}

function argumentOf(source: PythonSource, lambda: SyntaxNode): Pick<FunctionDetails, 'argumentOf'> {
  const { above, below } = climbOver(lambda, PARENTHESES);
  const call = above?.type === 'argument_list' && above.parent ? source.outline.callOf(above.parent) : undefined;
  if (!above || call === undefined) return {};
  return { argumentOf: { call, index: positionalArguments(above).indexOf(below) } };
}

import type { ClassDeclaration, Field, ScopeId } from '#facts/code-facts.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import type { ScopeStub } from '../assembly/outline.ts';
import { declaringScope, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { keywordArguments, positionalArguments } from './calls.ts';
import { decoratorsOf } from './functions.ts';
import { type PythonSource, receiverOf } from './source.ts';
import { targetsIn } from './targets.ts';
import { readType } from './types.ts';
import { readValue } from './values.ts';

/** The class whose body is scope `scope`; undefined where its name is missing. */
export function classOf(source: PythonSource, scope: ScopeId, { node, parent }: ScopeStub): ClassDeclaration | undefined {
  const name = childIn(node, 'name');
  if (!name) return undefined;
  const bases = childIn(node, 'superclasses');
  return {
    name: textOf(source, name),
    form: 'class',
    scope,
    isExported: declaringScope(source, parent) === 0,
    bases: bases ? positionalArguments(bases).map((it) => readType(source, it)) : [],
    fields: fieldsOf(source, node),
    decorators: decoratorsOf(source, node),
    keywords: bases ? keywordArguments(source, bases).map((it) => ({ key: it.name, value: it.value })) : [],
    nameSpan: spanOf(name),
  };
}

/** Attributes of the class, then what `__init__` sets; an attribute that both name is one field. */
function fieldsOf(source: PythonSource, definition: SyntaxNode): Field[] {
  const fields = new Map<string, Field>();
  const statements = childIn(definition, 'body')?.children ?? [];
  for (const statement of statements) {
    const [assignment] = statement.children;
    if (statement.type === 'expression_statement' && assignment?.type === 'assignment')
      addFields(source, fields, assignment, undefined);
  }
  const init = statements.map(functionIn).find((it) => it && textOf(source, childIn(it, 'name') ?? it) === '__init__');
  const receiver = init && receiverOf(source.text, init);
  const body = init && childIn(init, 'body');
  if (!body || receiver === undefined) return [...fields.values()];
  for (let index = body.index; index < body.next; ) {
    const node = source.tree.nodes[index];
    if (!node) break;
    if (node.type === 'assignment') addFields(source, fields, node, receiver);
    index = INNER.has(node.type) ? node.next : index + 1;
  }
  return [...fields.values()];
}

const INNER: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda']);

/** The fields that an assignment makes: plain names, or members of `receiver` where one is given. */
function addFields(source: PythonSource, fields: Map<string, Field>, assignment: SyntaxNode, receiver: string | undefined): void {
  const left = childIn(assignment, 'left');
  if (!left) return;
  let right = childIn(assignment, 'right');
  const inner = right?.type === 'assignment' && receiver === undefined ? right : undefined;
  while (right?.type === 'assignment') right = childIn(right, 'right');
  const type = childIn(assignment, 'type');
  for (const { node, path } of targetsIn(left)) {
    const name = receiver === undefined ? (node.type === 'identifier' ? node : undefined) : memberOf(source, node, receiver);
    if (!name) continue;
    const text = textOf(source, name);
    const known = fields.get(text);
    fields.set(text, {
      ...(type ? { type: readType(source, type) } : {}),
      ...(right && path.length === 0 ? { value: readValue(source, right) } : {}),
      name: text,
      decorators: [],
      span: spanOf(name),
      ...known,
    });
  }
  if (inner) addFields(source, fields, inner, receiver);
}

function memberOf(source: PythonSource, node: SyntaxNode, receiver: string): SyntaxNode | undefined {
  const object = node.type === 'attribute' ? childIn(node, 'object') : undefined;
  return object?.type === 'identifier' && textOf(source, object) === receiver ? childIn(node, 'attribute') : undefined;
}

function functionIn(statement: SyntaxNode): SyntaxNode | undefined {
  const node = statement.type === 'decorated_definition' ? childIn(statement, 'definition') : statement;
  return node?.type === 'function_definition' ? node : undefined;
}

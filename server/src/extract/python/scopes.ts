import type { BodySummary, BranchDetails, CatchDetails, LoopDetails, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { bodySummary } from '../assembly/body.ts';
import { childIn, childOfType, childrenIn, spanOf } from '../assembly/nodes.ts';
import type { ScopeStub } from '../assembly/outline.ts';
import { snippetOf, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { functionDetails } from './functions.ts';
import { COMPREHENSIONS } from './grammar.ts';
import { chainOf, type PythonSource } from './source.ts';
import { targetsIn } from './targets.ts';
import { readType } from './types.ts';
import { readValue } from './values.ts';

/** The fact of scope number `id`. */
export function scopeFact(source: PythonSource, id: ScopeId, stub: ScopeStub): Scope {
  const { kind, parent, span, bodySpan } = stub;
  return {
    kind,
    ...(parent < 0 ? {} : { parent }),
    span,
    bodySpan,
    body: bodySummary(source, stub, (statement) => endingOf(stub, statement)),
    ...(kind === 'function' ? { fn: functionDetails(source, id, stub) } : {}),
    ...(kind === 'loop' ? { loop: loopDetails(source, stub.node) } : {}),
    ...(kind === 'branch' ? { branch: branchDetails(source, stub) } : {}),
    ...(kind === 'catch' ? { handler: catchDetails(source, stub) } : {}),
  };
}

function endingOf({ node }: ScopeStub, statement: SyntaxNode): BodySummary['last'] | undefined {
  switch (statement.type) {
    case 'pass_statement':
      return undefined;
    case 'expression_statement': {
      const [expression] = statement.children;
      // `...` and a docstring do nothing.
      return expression && DOES_NOTHING.has(expression.type) ? undefined : 'other';
    }
    case 'return_statement':
      return 'return';
    case 'raise_statement':
      return 'throw';
    case 'continue_statement':
      return 'continue';
    case 'break_statement':
      return 'break';
    default:
      return node.type === 'lambda' ? 'return' : 'other';
  }
}

const DOES_NOTHING: ReadonlySet<string> = new Set(['ellipsis', 'string', 'concatenated_string']);

function loopDetails(source: PythonSource, node: SyntaxNode): LoopDetails {
  if (node.type === 'while_statement') return { form: 'while', variables: [] };
  const clauses = COMPREHENSIONS.has(node.type) ? node.children.filter((it) => it.type === 'for_in_clause') : [node];
  const variables = clauses.flatMap((it) =>
    childrenIn(it, 'left').flatMap((left) => targetsIn(left).map((target) => textOf(source, target.node))),
  );
  const [first] = clauses;
  const over: Value | undefined = first && ((it) => it && readValue(source, it))(childIn(first, 'right'));
  return { form: node.type === 'for_statement' ? 'for-each' : 'comprehension', variables, ...(over ? { over } : {}) };
}

function branchDetails(source: PythonSource, { form = 'case', group = 0, node }: ScopeStub): BranchDetails {
  if (form === 'case') return caseDetails(source, node, group);
  const condition = form === 'then' ? childIn(node, 'condition') : conditionBefore(node);
  const reads = condition ? chainsIn(source, condition) : [];
  if (form === 'else') {
    return { form, group, condition: reads, text: '', conditionSpan: { start: node.start, end: node.start + 'else'.length } };
  }
  const conditionSpan = spanOf(condition ?? { start: node.start, end: node.start + 'if'.length });
  return { form, group, condition: reads, text: condition ? snippetOf(source, condition) : '', conditionSpan };
}

/** The condition that an `else` or `elif` is the other side of. */
function conditionBefore(clause: SyntaxNode): SyntaxNode | undefined {
  const siblings = clause.parent?.children ?? [];
  const before = siblings.slice(0, siblings.indexOf(clause)).findLast((it) => it.type === 'elif_clause');
  const holder = before ?? clause.parent;
  return holder && childIn(holder, 'condition');
}

function caseDetails(source: PythonSource, node: SyntaxNode, group: number): BranchDetails {
  const subject = node.parent?.parent ? childIn(node.parent.parent, 'subject') : undefined;
  const patterns = node.children.filter((it) => it.type === 'case_pattern');
  const guard = childIn(node, 'guard');
  const end = guard?.end ?? patterns.at(-1)?.end ?? node.start + 'case'.length;
  const conditionSpan = { start: patterns[0]?.start ?? node.start, end };
  const condition = [...(subject ? chainsIn(source, subject) : []), ...(guard ? chainsIn(source, guard) : [])];
  return { form: 'case', group, condition, text: snippetOf(source, conditionSpan), conditionSpan };
}

/** The names and member chains that an expression reads, each once. */
function chainsIn(source: PythonSource, expression: SyntaxNode): string[][] {
  const chains = new Map<string, string[]>();
  for (let index = expression.index; index < expression.next; ) {
    const node = source.tree.nodes[index];
    if (!node) break;
    const isChain = CHAINS.has(node.type) && node.field !== 'attribute' && node.parent?.type !== 'keyword_argument';
    const chain = isChain ? chainOf(source, node) : undefined;
    const isName = chain && !chain.isOpaque && chain.call === undefined;
    if (isName) chains.set(chain.path.join('.'), [...chain.path]);
    index = isName ? node.next : index + 1;
  }
  return [...chains.values()];
}

const CHAINS: ReadonlySet<string> = new Set(['identifier', 'attribute', 'subscript']);

function catchDetails(source: PythonSource, { node, tryScope = 0 }: ScopeStub): CatchDetails {
  // `except A, B:` without brackets is allowed since Python 3.14.
  const values = childrenIn(node, 'value');
  const alias = values.find((it) => it.type === 'as_pattern');
  const caught = values.flatMap((it) => (it.type === 'as_pattern' ? it.children.slice(0, 1) : [it]));
  const name = alias && childIn(alias, 'alias')?.children[0];
  const binds = name && textOf(source, name);
  const types = caught.flatMap((it) => (it.type === 'tuple' ? it.children : [it]));
  const block = childOfType(node, 'block');
  return {
    types: types.map((it) => readType(source, it)),
    ...(binds === undefined ? {} : { binds }),
    usesError: binds !== undefined && block !== undefined && readsName(source, block, binds),
    tryScope,
  };
}

function readsName(source: PythonSource, block: SyntaxNode, name: string): boolean {
  for (let index = block.index; index < block.next; index += 1) {
    const node = source.tree.nodes[index];
    if (node?.type === 'identifier' && node.field !== 'attribute' && textOf(source, node) === name) return true;
  }
  return false;
}

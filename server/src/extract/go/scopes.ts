import type { BodySummary, BranchDetails, LoopDetails, Scope } from '#facts/code-facts.ts';
import { bodySummary } from '../assembly/body.ts';
import { childIn, spanOf } from '../assembly/nodes.ts';
import type { ScopeStub } from '../assembly/outline.ts';
import { snippetOf, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { functionDetails } from './functions.ts';
import { chainOf, type GoSource } from './source.ts';
import { readValue } from './values.ts';

/** The fact of a scope. */
export function scopeFact(source: GoSource, stub: ScopeStub): Scope {
  const { kind, parent, span, bodySpan } = stub;
  return {
    kind,
    ...(parent < 0 ? {} : { parent }),
    span,
    bodySpan,
    body: bodySummary(source, stub, (statement) => endingOf(source, statement)),
    ...(kind === 'function' ? { fn: functionDetails(source, stub) } : {}),
    ...(kind === 'loop' ? { loop: loopDetails(source, stub.node) } : {}),
    ...(kind === 'branch' ? { branch: branchDetails(source, stub) } : {}),
  };
}

/** Tells a call of the built-in `panic`. */
export function isPanic(source: GoSource, call: SyntaxNode): boolean {
  const callee = call.type === 'call_expression' ? childIn(call, 'function') : undefined;
  return callee?.type === 'identifier' && textOf(source, callee) === 'panic';
}

function endingOf(source: GoSource, statement: SyntaxNode): BodySummary['last'] {
  switch (statement.type) {
    case 'return_statement':
      return 'return';
    case 'continue_statement':
      return 'continue';
    case 'break_statement':
      return 'break';
    case 'labeled_statement': {
      const inner = statement.children.at(-1);
      return inner && inner.type !== 'label_name' ? endingOf(source, inner) : 'other';
    }
    case 'expression_statement':
      return statement.children.some((it) => isPanic(source, it)) ? 'throw' : 'other';
    default:
      return 'other';
  }
}

function loopDetails(source: GoSource, node: SyntaxNode): LoopDetails {
  const [clause] = node.children;
  if (clause?.type === 'range_clause') {
    const over = childIn(clause, 'right');
    return {
      form: 'for-each',
      variables: namesIn(source, childIn(clause, 'left')),
      ...(over ? { over: readValue(source, over) } : {}),
    };
  }
  if (clause?.type !== 'for_clause') return { form: 'while', variables: [] };
  const set = childIn(clause, 'initializer');
  return { form: 'for', variables: set ? namesIn(source, childIn(set, 'left')) : [] };
}

function namesIn(source: GoSource, list: SyntaxNode | undefined): string[] {
  return (list?.children ?? []).map((it) => textOf(source, it)).filter((it) => it !== '_');
}

function branchDetails(source: GoSource, { form = 'case', group = 0, node, span }: ScopeStub): BranchDetails {
  if (form === 'case') return caseDetails(source, node, group);
  const statement = form === 'then' ? node : node.parent;
  const condition = statement && childIn(statement, 'condition');
  const reads = condition ? chainsIn(source, [condition]) : [];
  if (form === 'else') {
    return { form, group, condition: reads, text: '', conditionSpan: { start: span.start, end: span.start + 'else'.length } };
  }
  const conditionSpan = spanOf(condition ?? { start: node.start, end: node.start + 'if'.length });
  return { form, group, condition: reads, text: condition ? snippetOf(source, condition) : '', conditionSpan };
}

function caseDetails(source: GoSource, node: SyntaxNode, group: number): BranchDetails {
  const subject = node.parent ? childIn(node.parent, 'value') : undefined;
  const values = node.children.filter((it) => IN_CASE.has(it.field));
  const [first] = values;
  const word = node.type === 'default_case' ? 'default' : 'case';
  const conditionSpan = first
    ? { start: first.start, end: values.at(-1)?.end ?? first.end }
    : { start: node.start, end: node.start + word.length };
  const condition = chainsIn(source, subject ? [subject, ...values] : values);
  return { form: 'case', group, condition, text: first ? snippetOf(source, conditionSpan) : '', conditionSpan };
}

const IN_CASE: ReadonlySet<string> = new Set(['value', 'type', 'communication']);

/** The names and member chains that expressions read, each once. */
function chainsIn(source: GoSource, expressions: readonly SyntaxNode[]): string[][] {
  const chains = new Map<string, string[]>();
  for (const expression of expressions) {
    for (let index = expression.index; index < expression.next; ) {
      const node = source.tree.nodes[index];
      if (!node) break;
      const chain = CHAINS.has(node.type) ? chainOf(source, node) : undefined;
      const isName = chain && !chain.isOpaque && chain.call === undefined;
      if (isName) chains.set(chain.path.join('.'), [...chain.path]);
      index = isName ? node.next : index + 1;
    }
  }
  return [...chains.values()];
}

const CHAINS: ReadonlySet<string> = new Set(['identifier', 'selector_expression', 'index_expression']);

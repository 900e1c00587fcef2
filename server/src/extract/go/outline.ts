import type { Span } from '#base/span.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { childIn, childOfType, spanOf, unwrap } from '../assembly/nodes.ts';
import { createOutline, type OpenScope, type Outline, type OutlinePlan } from '../assembly/outline.ts';
import type { SyntaxNode, SyntaxTree } from '../tree-sitter/syntax-tree.ts';
import { CASES, PARENTHESES, STATEMENT_PARENTS, STRINGS, SWITCHES } from './grammar.ts';

/** Numbers the scopes and calls of a Go file. */
export function goOutline(tree: SyntaxTree): Outline {
  const { text } = tree;
  let groups = 0;
  const openScopes: OutlinePlan['openScopes'] = (node, scope, open, place) => {
    switch (node.type) {
      case 'function_declaration':
      case 'method_declaration':
      case 'func_literal': {
        const body = childIn(node, 'body');
        open({ kind: 'function', parent: scope, span: spanOf(node), ...bodyOf(text, node, body), node }, body);
        return;
      }
      case 'type_spec':
        openClass(text, node, scope, open);
        return;
      case 'for_statement':
        openLoop(text, node, scope, open, place);
        return;
      case 'if_statement':
        openBranches(text, node, scope, open, groups++);
        return;
      default:
        if (SWITCHES.has(node.type)) openCases(text, node, scope, open, groups++);
    }
  };
  return createOutline(tree, { statementParents: STATEMENT_PARENTS, openScopes, calledName });
}

function openClass(text: string, node: SyntaxNode, scope: ScopeId, open: OpenScope): void {
  const type = childIn(node, 'type');
  if (type?.type !== 'struct_type' && type?.type !== 'interface_type') return;
  const list = childOfType(type, 'field_declaration_list') ?? type;
  const declaration = node.parent?.type === 'type_declaration' && node.parent.children.length === 1 ? node.parent : node;
  const brace = text.indexOf('{', list.start);
  const bodySpan = { start: Math.min(brace < 0 ? list.end : brace + 1, list.end), end: closedAt(text, list) };
  open({ kind: 'class', parent: scope, span: spanOf(declaration), bodySpan, statements: list.children, node }, type);
}

/** What is iterated and what is set up first is evaluated once, outside; the condition in each round. */
function openLoop(
  text: string,
  node: SyntaxNode,
  scope: ScopeId,
  open: OpenScope,
  place: (node: SyntaxNode, scope: ScopeId) => void,
): void {
  const body = childIn(node, 'body');
  open({ kind: 'loop', parent: scope, span: spanOf(node), ...bodyOf(text, node, body), node }, ...node.children);
  const [clause] = node.children;
  const once =
    clause && (childIn(clause, 'initializer') ?? (clause.type === 'range_clause' ? childIn(clause, 'right') : undefined));
  if (once) place(once, scope);
}

function openBranches(text: string, node: SyntaxNode, scope: ScopeId, open: OpenScope, group: number): void {
  const then = childIn(node, 'consequence');
  const thenEnd = then?.end ?? node.end;
  const thenSpan = { start: node.start, end: thenEnd };
  open({ kind: 'branch', parent: scope, span: thenSpan, ...bodyOf(text, node, then), node, form: 'then', group }, then);
  const otherwise = childIn(node, 'alternative');
  if (!otherwise) return;
  const word = text.indexOf('else', thenEnd);
  const span = { start: word < 0 || word > otherwise.start ? otherwise.start : word, end: otherwise.end };
  const body =
    otherwise.type === 'block' ? bodyOf(text, node, otherwise) : { bodySpan: spanOf(otherwise), statements: [otherwise] };
  open({ kind: 'branch', parent: scope, span, ...body, node: otherwise, form: 'else', group }, otherwise);
}

function openCases(text: string, node: SyntaxNode, scope: ScopeId, open: OpenScope, group: number): void {
  const cases = node.children.filter((it) => CASES.has(it.type));
  cases.forEach((it, index) => {
    const list = childOfType(it, 'statement_list');
    const header = it.children.filter((child) => child !== list).at(-1)?.end ?? it.start;
    const colon = text.indexOf(':', header);
    // Comments behind the last statement stand outside of the case that the grammar sees.
    const region = withoutSpacesBefore(text, cases[index + 1]?.start ?? closedAt(text, node));
    const start = Math.min(colon < 0 ? it.end : colon + 1, Math.max(region, it.start));
    const bodySpan = { start, end: Math.max(start, region) };
    const span = { start: it.start, end: Math.max(bodySpan.end, start) };
    open({ kind: 'branch', parent: scope, span, bodySpan, statements: list?.children ?? [], node: it, form: 'case', group }, it);
  });
}

function bodyOf(
  text: string,
  node: SyntaxNode,
  body: SyntaxNode | undefined,
): { readonly bodySpan: Span; readonly statements: readonly SyntaxNode[] } {
  if (!body) return { bodySpan: { start: node.end, end: node.end }, statements: [] };
  const start = Math.min(body.start + 1, body.end);
  return {
    bodySpan: { start, end: Math.max(start, closedAt(text, body)) },
    statements: childOfType(body, 'statement_list')?.children ?? [],
  };
}

function withoutSpacesBefore(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

/** Where the closing brace of a block stands; its end where there is none. */
function closedAt(text: string, block: SyntaxNode): number {
  return text[block.end - 1] === '}' ? block.end - 1 : block.end;
}

function calledName(node: SyntaxNode): SyntaxNode | undefined {
  const callee = calleeOf(node);
  if (!callee) return undefined;
  const whole = unwrap(callee, PARENTHESES);
  const index = whole.type === 'index_expression' ? childIn(whole, 'index') : undefined;
  if (index && LITERALS.has(index.type)) return index;
  const named = (index && childIn(whole, 'operand')) ?? whole;
  return childIn(named, 'field') ?? (named.type === 'qualified_type' ? childIn(named, 'name') : undefined) ?? named;
}

const LITERALS: ReadonlySet<string> = new Set([...STRINGS, 'int_literal']);

/** The callee of a call without its type arguments; undefined for what is no call. `f[T](x)` with one argument looks like a conversion. */
export function calleeOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'type_conversion_expression') {
    const type = childIn(node, 'type');
    return type?.type === 'generic_type' ? (childIn(type, 'type') ?? type) : undefined;
  }
  if (node.type !== 'call_expression') return undefined;
  return childIn(node, 'function') ?? node.children[0];
}

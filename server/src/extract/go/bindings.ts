import type { Span } from '#base/span.ts';
import type { Binding, Origin, ScopeId, TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Draft } from '../assembly/draft.ts';
import { childIn, childrenIn, spanOf } from '../assembly/nodes.ts';
import { statementSpan, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { isExportedName, namedResults } from './functions.ts';
import { CASES } from './grammar.ts';
import { chainOf, type GoSource, mentionsOf } from './source.ts';
import { readType } from './types.ts';
import { readValue } from './values.ts';

/** A file whose facts are being made. */
export interface Assembly {
  readonly source: GoSource;
  readonly draft: Draft;
  /** Which names each scope has declared so far: `:=` assigns a name that is there already. */
  readonly declared: Set<string>;
}

/** `v, err := f()`. What an `if` sets up is declared in both of its branches. */
export function addShortDeclaration(at: Assembly, node: SyntaxNode): void {
  const names = childIn(node, 'left')?.children ?? [];
  const values = childIn(node, 'right')?.children ?? [];
  for (const scope of scopesOfDeclaration(at.source, node)) {
    names.forEach((name, index) => {
      const text = textOf(at.source, name);
      if (name.type !== 'identifier' || text === '_') return;
      if (at.declared.has(key(scope, text))) addTarget(at, node, name, valueFor(at.source, values, index), '=');
      else declare(at, name, scope, node, { declares: 'variable', ...initialised(at.source, values, index, names.length) });
    });
  }
}

/** `var a, b T = c, d` and `const a = b`. */
export function addSpec(at: Assembly, node: SyntaxNode): void {
  const { source } = at;
  const written = childIn(node, 'type');
  const names = childrenIn(node, 'name');
  const values = childIn(node, 'value')?.children ?? [];
  names.forEach((name, index) => {
    if (textOf(source, name) === '_') return;
    const from = initialised(source, values, index, names.length);
    const type = written ? { type: readType(source, written) } : {};
    declare(at, name, source.outline.scopeOf(node), node, {
      declares: node.type === 'const_spec' ? 'constant' : 'variable',
      ...from,
      ...type,
    });
  });
}

/** `a.b = c`, `a, b = f()`, `a += 1`. */
export function addAssignment(at: Assembly, node: SyntaxNode): void {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  if (!left || !right) return;
  const operator = at.source.text.slice(left.end, right.start).trim();
  left.children.forEach((target, index) => {
    addTarget(at, node, target, valueFor(at.source, right.children, index), operator);
  });
}

/** `i++` and `i--`. */
export function addStep(at: Assembly, node: SyntaxNode): void {
  const [target] = node.children;
  if (!target) return;
  const operator = node.type === 'inc_statement' ? '++' : '--';
  addTarget(at, node, target, { kind: 'literal', value: 1, span: { start: target.end, end: node.end } }, operator);
}

/** The variables of `for … := range`, in the loop's own scope: the second is the element, the first an index or key. */
export function addLoopVariables(at: Assembly, node: SyntaxNode): void {
  const { source } = at;
  const left = childIn(node, 'left');
  const over = childIn(node, 'right');
  if (!left || !over || !source.text.slice(left.end, over.start).includes(':=')) return;
  left.children.forEach((name, index) => {
    if (name.type !== 'identifier' || textOf(source, name) === '_') return;
    const origin: Origin = index === 1 ? { kind: 'element', value: readValue(source, over) } : { kind: 'none' };
    declare(at, name, source.outline.scopeOf(left), node, {
      declares: 'variable',
      origin,
      mentions: mentionsOf(source, over, 'left out'),
    });
  });
}

/** `case v, ok := <-channel`. */
export function addReceived(at: Assembly, node: SyntaxNode): void {
  const { source } = at;
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  if (!left || !right || !source.text.slice(left.end, right.start).includes(':=')) return;
  left.children.forEach((name, index) => {
    if (name.type !== 'identifier' || textOf(source, name) === '_') return;
    const from = initialised(source, [right], index, left.children.length);
    declare(at, name, source.outline.scopeOf(node), node, { declares: 'variable', ...from });
  });
}

/** `switch v := x.(type)`: every case has a `v`, of the case's type where it names one. */
export function addSwitchAlias(at: Assembly, node: SyntaxNode): void {
  const { source } = at;
  const name = childIn(node, 'alias')?.children[0];
  const subject = childIn(node, 'value');
  if (!name || !subject) return;
  const value = readValue(source, subject);
  for (const it of node.children) {
    if (!CASES.has(it.type)) continue;
    const [type, more] = childrenIn(it, 'type');
    const typed = type && !more ? { type: readType(source, type) } : {};
    declare(at, name, source.outline.scopeOf(it), node, {
      declares: 'variable',
      origin: { kind: 'value', value },
      mentions: mentionsOf(source, subject, 'left out'),
      ...typed,
    });
  }
}

/** A function and its results with names; a method is no binding. */
export function addFunction(at: Assembly, node: SyntaxNode): void {
  const { source } = at;
  const body = childIn(node, 'body');
  const name = childIn(node, 'name');
  if (!body) return;
  const scope = source.outline.scopeOf(body);
  if (name && node.type === 'function_declaration') {
    declare(at, name, source.outline.scopeOf(node), node, {
      declares: 'function',
      origin: { kind: 'function', scope },
      mentions: [],
    });
  }
  for (const result of namedResults(node)) {
    if (textOf(source, result.name) === '_') continue;
    const type = result.type ? { type: readType(source, result.type) } : {};
    declare(at, result.name, scope, node, { declares: 'variable', origin: { kind: 'none' }, mentions: [], ...type });
  }
}

/** A struct or interface is a class, everything else a type. */
export function addType(at: Assembly, node: SyntaxNode): void {
  const { source } = at;
  const name = childIn(node, 'name');
  const type = childIn(node, 'type');
  if (!name || !type) return;
  const isClass = node.type === 'type_spec' && (type.type === 'struct_type' || type.type === 'interface_type');
  const origin: Origin = isClass ? { kind: 'class', name: textOf(source, name) } : { kind: 'type', type: readType(source, type) };
  declare(at, name, source.outline.scopeOf(node), node, { declares: isClass ? 'class' : 'type', origin, mentions: [] });
}

function declare(
  { source, draft, declared }: Assembly,
  name: SyntaxNode,
  scope: ScopeId,
  node: SyntaxNode,
  details: Pick<Binding, 'declares' | 'origin' | 'mentions' | 'type'>,
): void {
  const text = textOf(source, name);
  declared.add(key(scope, text));
  const isExported = scope === 0 && isExportedName(text);
  draft.bindings.push({ name: text, scope, span: spanOf(name), statement: statementSpan(source, node), ...details, isExported });
}

export function key(scope: ScopeId, name: string): string {
  return `${scope}:${name}`;
}

/** Where the names of `:=` are declared. */
function scopesOfDeclaration({ outline }: GoSource, node: SyntaxNode): ScopeId[] {
  const { parent } = node;
  if (parent?.type === 'if_statement') {
    const branches = [childIn(parent, 'consequence'), childIn(parent, 'alternative')];
    return branches.flatMap((it) => (it ? [outline.scopeOf(it)] : []));
  }
  return [outline.scopeOf(parent?.type === 'for_clause' ? parent : node)];
}

/** What name number `index` gets: its own value, or its part of the only one. */
function initialised(
  source: GoSource,
  values: readonly SyntaxNode[],
  index: number,
  names: number,
): Pick<Binding, 'origin' | 'mentions' | 'type'> {
  const [first] = values;
  const own = values.length === names ? values[index] : undefined;
  const from = own ?? first;
  if (!from) return { origin: { kind: 'none' }, mentions: [] };
  const value = readValue(source, from);
  const asserted = (own || index === 0) && from.type === 'type_assertion_expression' ? childIn(from, 'type') : undefined;
  const type: { readonly type?: TypeReference } = asserted ? { type: readType(source, asserted) } : {};
  const origin: Origin = own ? { kind: 'value', value } : { kind: 'part', value, path: index === 0 ? [] : [String(index)] };
  return { origin, mentions: mentionsOf(source, from, 'left out'), ...type };
}

function valueFor(source: GoSource, values: readonly SyntaxNode[], index: number): Value | undefined {
  const [first, more] = values;
  const own = more || index === 0 ? values[index] : undefined;
  if (own) return readValue(source, own);
  const value = first && readValue(source, first);
  if (value?.kind === 'call') return { ...value, path: [...value.path, String(index)] };
  return value && { kind: 'opaque', mentions: first ? mentionsOf(source, first) : [], span: value.span };
}

function addTarget(
  { source, draft }: Assembly,
  node: SyntaxNode,
  target: SyntaxNode,
  value: Value | undefined,
  operator: string,
): void {
  if (!value || textOf(source, target) === '_') return;
  const path = targetPath(source, target);
  if (path.length === 0) return;
  const span: Span = spanOf(node);
  draft.assignments.push({
    target: path,
    value,
    operator,
    scope: source.outline.scopeOf(node),
    span,
    statement: statementSpan(source, node),
  });
}

/** A member chain that is assigned to; a computed element is `[]`. Empty where its head is no name. */
function targetPath(source: GoSource, node: SyntaxNode): readonly string[] {
  const chain = chainOf(source, node);
  if (chain.call !== undefined) return [];
  if (!chain.isOpaque) return chain.path;
  const operand = childIn(node, 'operand');
  const path = operand ? targetPath(source, operand) : [];
  if (path.length === 0) return [];
  return [...path, node.type === 'index_expression' ? '[]' : (chain.path.at(-1) ?? '')];
}

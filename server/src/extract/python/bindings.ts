import type { Span } from '#base/span.ts';
import type { Assignment, Binding, Origin, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Draft } from '../assembly/draft.ts';
import { childIn, childOfType, childrenIn, spanOf } from '../assembly/nodes.ts';
import { declaringScope, statementSpan, textOf } from '../assembly/source.ts';
import type { SyntaxNode } from '../tree-sitter/syntax-tree.ts';
import { chainOf, mentionsOf, type PythonSource } from './source.ts';
import { type Target, targetPath, targetsIn } from './targets.ts';
import { isTypeExpression, readType } from './types.ts';
import { readTuple, readValue } from './values.ts';

/** Which names each scope has declared so far: the first assignment of a name declares it, a further one assigns. */
export type Declared = Set<string>;

/** A file whose facts are being made. */
export interface Assembly {
  readonly source: PythonSource;
  readonly draft: Draft;
  readonly declared: Declared;
}

/** The names that are there before the first statement: parameters and imports. */
export function declaredAtStart(draft: Draft): Declared {
  const declared: Declared = new Set(draft.imports.map((it) => key(it.scope, it.local)));
  draft.scopes.forEach((scope, id) => {
    for (const parameter of scope.fn?.parameters ?? []) declared.add(key(id, parameter.name));
  });
  return declared;
}

/** `global x` and `nonlocal x`: an assignment does not declare. */
export function declareOuter({ source, declared }: Assembly, node: SyntaxNode): void {
  const scope = declaringScope(source, source.outline.scopeOf(node));
  for (const name of node.children) declared.add(key(scope, textOf(source, name)));
}

/** `a = b`, `a: T = b`, `a, b = c` and `a = b = c`. */
export function addAssignment({ source, draft, declared }: Assembly, node: SyntaxNode): void {
  const left = childIn(node, 'left');
  if (!left) return;
  let right = childIn(node, 'right');
  while (right?.type === 'assignment') right = childIn(right, 'right');
  const written = childIn(node, 'type');
  const value = right && readValue(source, right);
  for (const target of targetsIn(left)) {
    const found =
      target.node.type === 'identifier' ? declare(source, declared, target.node, statementSpan(source, node)) : undefined;
    if (target.node.type !== 'identifier' || found?.isAgain) {
      if (value) draft.assignments.push(assignmentOf(source, node, target, partOf(value, target.path), '='));
    } else if (found) {
      const type = written && readType(source, written);
      const isAlias =
        target.path.length === 0 && (type?.path.at(-1) === 'TypeAlias' || (!written && right && isTypeExpression(source, right)));
      const alias = isAlias && right ? readType(source, right) : undefined;
      draft.bindings.push({
        ...found.binding,
        declares: alias ? 'type' : isConstant(source, found.binding, written) ? 'constant' : 'variable',
        ...(type && !alias && type.path.length + type.args.length > 0 ? { type } : {}),
        origin: alias ? { kind: 'type', type: alias } : originOf(value, target),
        mentions: right ? mentionsOf(source, right, 'left out') : [],
      });
    }
  }
}

/** `a += b`. */
export function addAugmented({ source, draft }: Assembly, node: SyntaxNode): void {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  if (!left || !right) return;
  const operator = source.text.slice(left.end, right.start).trim();
  draft.assignments.push(assignmentOf(source, node, { node: left, path: [], isRest: false }, readValue(source, right), operator));
}

/** `a := b` and `with b as a`. */
export function addNamed({ source, draft, declared }: Assembly, left: SyntaxNode, right: SyntaxNode): void {
  const value = readValue(source, right);
  for (const target of targetsIn(left)) {
    const found =
      target.node.type === 'identifier' ? declare(source, declared, target.node, statementSpan(source, left)) : undefined;
    if (found && !found.isAgain) {
      draft.bindings.push({
        ...found.binding,
        declares: 'variable',
        origin: originOf(value, target),
        mentions: mentionsOf(source, right, 'left out'),
      });
    } else draft.assignments.push(assignmentOf(source, left, target, partOf(value, target.path), '='));
  }
}

/** The variables of a `for`, in the loop's own scope. */
export function addLoopVariables({ source, draft }: Assembly, loop: SyntaxNode): void {
  const left = childIn(loop, 'left');
  const over = childrenIn(loop, 'right');
  if (!left || over.length === 0) return;
  for (const target of targetsIn(left)) {
    if (target.node.type !== 'identifier') continue;
    draft.bindings.push({
      name: textOf(source, target.node),
      scope: source.outline.scopeOf(left),
      span: spanOf(target.node),
      statement: statementSpan(source, loop),
      declares: 'variable',
      origin: elementOrigin(source, over, target),
      isExported: false,
      mentions: over.flatMap((it) => mentionsOf(source, it, 'left out')),
    });
  }
}

/** A name that a `case` pattern captures. */
export function addCapture({ source, draft }: Assembly, node: SyntaxNode): void {
  const name = textOf(source, node);
  if (name === '_' || name.includes('.')) return;
  const common = { span: spanOf(node), statement: statementSpan(source, node), isExported: false, mentions: [] };
  draft.bindings.push({ name, scope: source.outline.scopeOf(node), declares: 'variable', origin: { kind: 'none' }, ...common });
}

/** `except E as e`, in the handler's own scope; of the caught type where it is one. */
export function addCaught({ source, draft }: Assembly, clause: SyntaxNode): void {
  const value = childIn(clause, 'value');
  const block = childOfType(clause, 'block');
  const [caught] = value?.children ?? [];
  const name = value?.type === 'as_pattern' ? childIn(value, 'alias')?.children[0] : undefined;
  if (!name || !caught || !block) return;
  const type = caught.type === 'tuple' ? undefined : readType(source, caught);
  draft.bindings.push({
    name: textOf(source, name),
    scope: source.outline.scopeOf(block),
    span: spanOf(name),
    statement: statementSpan(source, clause),
    declares: 'variable',
    ...(type && type.path.length > 0 ? { type } : {}),
    origin: { kind: 'none' },
    isExported: false,
    mentions: [],
  });
}

/** A function, class or type alias; a method is none. */
export function addDefinition(
  { source, draft, declared }: Assembly,
  name: SyntaxNode,
  definition: Pick<Binding, 'declares' | 'origin'>,
): void {
  const found = declare(source, declared, name, statementSpan(source, name));
  if (found) draft.bindings.push({ ...found.binding, ...definition, mentions: [] });
}

function declare(
  source: PythonSource,
  declared: Declared,
  name: SyntaxNode,
  statement: Span,
):
  | { readonly isAgain: boolean; readonly binding: Pick<Binding, 'name' | 'scope' | 'span' | 'statement' | 'isExported'> }
  | undefined {
  const scope = declaringScope(source, source.outline.scopeOf(name));
  // The names of a class are its fields and methods.
  if (source.outline.scopes[scope]?.kind === 'class') return undefined;
  const text = textOf(source, name);
  const isAgain = declared.has(key(scope, text));
  declared.add(key(scope, text));
  return { isAgain, binding: { name: text, scope, span: spanOf(name), statement, isExported: scope === 0 } };
}

function key(scope: ScopeId, name: string): string {
  return `${scope}:${name}`;
}

/** `Final`, or a name in capitals at module level, which is how the language writes constants (PEP 8). */
function isConstant(
  source: PythonSource,
  { name, scope }: Pick<Binding, 'name' | 'scope'>,
  written: SyntaxNode | undefined,
): boolean {
  if (written && /^(?:\w+\.)?Final\b/.test(textOf(source, written))) return true;
  return scope === 0 && /^[A-Z][A-Z0-9_]*$/.test(name);
}

function originOf(value: Value | undefined, { path, isRest }: Target): Origin {
  if (!value || isRest) return { kind: 'none' };
  const { part, rest } = descend(value, path);
  return rest.length === 0 ? { kind: 'value', value: part } : { kind: 'part', value: part, path: rest };
}

/** What a place of a pattern gets of an assigned value. */
function partOf(value: Value, path: readonly string[]): Value {
  const { part, rest } = descend(value, path);
  if (rest.length === 0) return part;
  return part.kind === 'call' || part.kind === 'reference'
    ? { ...part, path: [...part.path, ...rest] }
    : { kind: 'opaque', mentions: part.kind === 'opaque' ? part.mentions : [], span: part.span };
}

/** Follows a path into tuples that are written in place, with what is left of it. */
function descend(value: Value, path: readonly string[]): { readonly part: Value; readonly rest: readonly string[] } {
  let part = value;
  for (const [at, step] of path.entries()) {
    const item = part.kind === 'array' && !part.isOpen ? part.items[Number(step)] : undefined;
    if (!item) return { part, rest: path.slice(at) };
    part = item;
  }
  return { part, rest: [] };
}

/** Several values after `in` are a tuple. `enumerate(xs)` and `zip(xs, ys)` are looked into: their loops are the common ones with two names. */
function elementOrigin(source: PythonSource, over: readonly SyntaxNode[], { path, isRest }: Target): Origin {
  const [only, ...more] = over;
  const [index = '', ...deeper] = path;
  if (!only || isRest || deeper.length > 0) return { kind: 'none' };
  if (path.length === 0) {
    const value = readTuple(source, over);
    return value ? { kind: 'element', value } : { kind: 'none' };
  }
  const callee = only.type === 'call' && more.length === 0 ? childIn(only, 'function') : undefined;
  const name = callee && chainOf(source, callee).path.join('.');
  const args = childIn(only, 'arguments')?.children.filter((it) => it.type !== 'keyword_argument') ?? [];
  const list = name === 'enumerate' ? (index === '1' ? args[0] : undefined) : name === 'zip' ? args[Number(index)] : undefined;
  return list ? { kind: 'element', value: readValue(source, list) } : { kind: 'none' };
}

function assignmentOf(source: PythonSource, node: SyntaxNode, target: Target, value: Value, operator: string): Assignment {
  const names = targetPath(source, target.node);
  return {
    target: names,
    value,
    operator,
    scope: source.outline.scopeOf(node),
    span: spanOf(node),
    statement: statementSpan(source, node),
  };
}

import type { Span } from '#base/span.ts';
import type { Binding, Origin, ScopeId } from '#facts/code-facts.ts';
import { plainChain } from './chains.ts';
import { readClass } from './classes.ts';
import { ts } from './compiler.ts';
import { environmentIn } from './env-reads.ts';
import { addDeclaredExport } from './exports.ts';
import { openFunction } from './functions.ts';
import { readImportVariable } from './imports.ts';
import { mention, ownMentionsSince } from './mentions.ts';
import { declarePattern } from './patterns.ts';
import { declaredNames, functionIn, unwrap } from './syntax.ts';
import { typeReference } from './type-references.ts';
import { assignedTo, type Draft, NOTHING, spanOf, type Walk } from './walk.ts';

/** Walks the variables of one statement and declares their names; `var` belongs to the function around it. */
export function readVariables(walk: Walk, list: ts.VariableDeclarationList, statement: Span, isExported: boolean): void {
  const { flags } = list;
  const declares = (flags & CONSTANT) !== 0 ? 'constant' : 'variable';
  const scope = (flags & ts.NodeFlags.BlockScoped) === 0 ? functionAround(walk) : walk.scope;
  for (const declaration of list.declarations) {
    if (isExported) exportNames(walk, declaration.name);
    if (readImportVariable(walk, declaration, statement)) continue;
    const { name } = declaration;
    if (ts.isIdentifier(name)) readVariable(walk, declaration, name, { scope, statement, declares, isExported });
    else readPattern(walk, declaration, name, { scope, statement, declares, isExported });
  }
}

/** Declares a name that is not a variable, or a variable without a value. */
export function addBinding(
  walk: Walk,
  name: ts.Identifier,
  declares: Binding['declares'],
  origin: Origin,
  { statement, isExported }: { readonly statement: Span; readonly isExported: boolean },
): void {
  if (name.text === '') return;
  const span = spanOf(walk, name);
  walk.bindings.push({ name: name.text, scope: walk.scope, span, statement, declares, origin, isExported, mentions: NOTHING });
}

interface Place {
  readonly scope: ScopeId;
  readonly statement: Span;
  readonly declares: Binding['declares'];
  readonly isExported: boolean;
}

function readVariable(walk: Walk, node: ts.VariableDeclaration, name: ts.Identifier, place: Place): void {
  if (name.text === '') {
    if (node.initializer) walk.visit.see(walk, node.initializer, assignedTo(NOTHING));
    return;
  }
  const mark = walk.mentions.names.length;
  const origin = node.initializer ? originOf(walk, node.initializer, name, place) : NO_ORIGIN;
  const binding: Draft<Binding> = {
    name: name.text,
    scope: place.scope,
    span: spanOf(walk, name),
    statement: place.statement,
    declares: place.declares,
    origin,
    isExported: place.isExported,
    mentions: ownMentionsSince(walk.mentions, mark),
  };
  if (node.type) binding.type = typeReference(walk, node.type);
  walk.bindings.push(binding);
}

function originOf(walk: Walk, node: ts.Expression, name: ts.Identifier, { scope, isExported }: Place): Origin {
  const fn = functionIn(node);
  if (fn) return { kind: 'function', scope: openFunction(walk, fn, { name: name.text, nameNode: name, isExported }) };
  const inner = unwrap(node);
  if (ts.isClassExpression(inner)) {
    readClass(walk, inner, name.text, isExported);
    return { kind: 'class', name: inner.name?.text ?? name.text };
  }
  const value = walk.visit.read(walk, node, assignedTo([name.text]));
  const environment = value.kind === 'reference' ? environmentIn(walk, value.path) : undefined;
  if (value.kind === 'reference' && environment?.length === value.path.length) {
    walk.envNames.push({ name: name.text, api: environment.api, scope });
  }
  return { kind: 'value', value };
}

function readPattern(walk: Walk, node: ts.VariableDeclaration, pattern: ts.BindingPattern, place: Place): void {
  const { initializer } = node;
  if (!initializer) {
    const span = spanOf(walk, pattern);
    declarePattern(walk, pattern, { ...place, value: { kind: 'opaque', mentions: NOTHING, span } });
    return;
  }
  const mark = walk.mentions.names.length;
  const path = plainChain(unwrap(initializer));
  const environment = path && environmentIn(walk, path);
  if (path && environment?.length === path.length) {
    // Each name that is taken out is a read of its own, so the whole is none.
    mention(walk.mentions, path[0] ?? '');
    const span = spanOf(walk, initializer);
    declarePattern(walk, pattern, { ...place, value: { kind: 'reference', path, span }, mentions: path.slice(0, 1) });
    return;
  }
  const value = walk.visit.read(walk, initializer, assignedTo(declaredNames(pattern)));
  declarePattern(walk, pattern, { ...place, value, mentions: ownMentionsSince(walk.mentions, mark) });
}

function exportNames(walk: Walk, node: ts.BindingName): void {
  if (ts.isIdentifier(node)) addDeclaredExport(walk, node.text, node.text, node, false);
  else for (const it of node.elements) if (ts.isBindingElement(it)) exportNames(walk, it.name);
}

function functionAround(walk: Walk): ScopeId {
  let at = walk.scope;
  for (;;) {
    const scope = walk.scopes[at];
    if (!scope || scope.parent === undefined || scope.kind === 'function' || scope.kind === 'class') return at;
    at = scope.parent;
  }
}

const NO_ORIGIN: Origin = { kind: 'none' };

/** `const`, `using` and `await using`. */
const CONSTANT = ts.NodeFlags.Const | ts.NodeFlags.Using;

import type { ObjectEntry, Value } from '#facts/value.ts';
import { plainChain } from './chains.ts';
import { readClass, readInterface } from './classes.ts';
import { ts } from './compiler.ts';
import { addDeclaredExport, addExpressionExport, readExportDeclaration } from './exports.ts';
import { openFunction } from './functions.ts';
import { readImportDeclaration, readImportEquals } from './imports.ts';
import { functionIn, hasModifier, propertyName, unwrap } from './syntax.ts';
import { typeReference } from './type-references.ts';
import { addBinding } from './variables.ts';
import { NOTHING, OTHER, spanOf, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Walks a declaration; gives false for a node that is none. */
export function seeDeclaration(walk: Walk, node: ts.Node): boolean {
  switch (node.kind) {
    case SyntaxKind.FunctionDeclaration:
      seeFunction(walk, node as ts.FunctionDeclaration);
      return true;
    case SyntaxKind.ClassDeclaration:
      seeClass(walk, node as ts.ClassDeclaration);
      return true;
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
      seeType(walk, node as ts.InterfaceDeclaration | ts.TypeAliasDeclaration);
      return true;
    case SyntaxKind.EnumDeclaration:
      seeEnum(walk, node as ts.EnumDeclaration);
      return true;
    case SyntaxKind.ModuleDeclaration:
      seeNamespace(walk, node as ts.ModuleDeclaration);
      return true;
    case SyntaxKind.ImportDeclaration:
      // Imports hold for the whole file: they are read before everything else where they stand at its top level.
      if (walk.scope !== 0) readImportDeclaration(walk, node as ts.ImportDeclaration);
      return true;
    case SyntaxKind.ImportEqualsDeclaration:
      seeImportEquals(walk, node as ts.ImportEqualsDeclaration);
      return true;
    case SyntaxKind.ExportDeclaration:
      readExportDeclaration(walk, node as ts.ExportDeclaration);
      return true;
    case SyntaxKind.ExportAssignment:
      seeExportAssignment(walk, node as ts.ExportAssignment);
      return true;
    default:
      return false;
  }
}

/** The place of an exported or default-exported declaration; the name is undefined where it has none. */
function noteExport(
  walk: Walk,
  node: ts.FunctionDeclaration | ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration,
): boolean {
  if (!hasModifier(node, SyntaxKind.ExportKeyword)) return false;
  const isType = node.kind === SyntaxKind.InterfaceDeclaration || node.kind === SyntaxKind.TypeAliasDeclaration;
  const isDefault = hasModifier(node, SyntaxKind.DefaultKeyword);
  if (node.name) addDeclaredExport(walk, isDefault ? 'default' : node.name.text, node.name.text, node.name, isType);
  return true;
}

function seeFunction(walk: Walk, node: ts.FunctionDeclaration): void {
  const isDeclared = hasModifier(node, SyntaxKind.DeclareKeyword);
  // An overload says nothing that its implementation does not.
  if (!node.body && !isDeclared) return;
  const isExported = noteExport(walk, node);
  const place = { statement: walk.statement, isExported };
  if (!node.body) {
    if (node.name) addBinding(walk, node.name, 'function', { kind: 'none' }, place);
    return;
  }
  const scope = openFunction(walk, node, { name: node.name?.text, nameNode: node.name, isExported });
  if (node.name) addBinding(walk, node.name, 'function', { kind: 'function', scope }, place);
  else if (isExported) addExpressionExport(walk, 'default', { kind: 'function', scope, span: spanOf(walk, node) }, node);
}

function seeClass(walk: Walk, node: ts.ClassDeclaration): void {
  const isExported = noteExport(walk, node);
  const name = node.name?.text ?? 'default';
  if (node.name) addBinding(walk, node.name, 'class', { kind: 'class', name }, { statement: walk.statement, isExported });
  else if (isExported) walk.exports.push({ name: 'default', local: 'default', isTypeOnly: false, span: spanOf(walk, node) });
  readClass(walk, node, name, isExported);
}

function seeType(walk: Walk, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  const isExported = noteExport(walk, node);
  const place = { statement: walk.statement, isExported };
  if (ts.isInterfaceDeclaration(node)) addBinding(walk, node.name, 'type', { kind: 'class', name: node.name.text }, place);
  else addBinding(walk, node.name, 'type', { kind: 'type', type: typeReference(walk, node.type) }, place);
  readInterface(walk, node, isExported);
}

/** An enum is an object of constants. */
function seeEnum(walk: Walk, node: ts.EnumDeclaration): void {
  const isExported = noteExport(walk, node);
  const entries: ObjectEntry[] = [];
  let isOpen = false;
  for (const member of node.members) {
    const key = propertyName(member.name);
    const span = spanOf(walk, member);
    const value: Value = member.initializer
      ? walk.visit.read(walk, member.initializer, OTHER)
      : { kind: 'opaque', mentions: NOTHING, span };
    if (key === undefined) isOpen = true;
    else entries.push({ key, value, span });
  }
  const value: Value = { kind: 'object', entries, isOpen, span: walk.statement };
  addBinding(walk, node.name, 'constant', { kind: 'value', value }, { statement: walk.statement, isExported });
}

/** An ambient module describes code that stands elsewhere. */
function seeNamespace(walk: Walk, node: ts.ModuleDeclaration): void {
  if (hasModifier(node, SyntaxKind.DeclareKeyword) || !node.body) return;
  if (ts.isModuleBlock(node.body)) {
    const before = { exports: walk.exports.length, bindings: walk.bindings.length };
    for (const statement of node.body.statements) walk.visit.statement(walk, statement);
    // What a namespace exports, its file does not.
    walk.exports.length = before.exports;
    for (const binding of walk.bindings.slice(before.bindings)) binding.isExported = false;
  } else if (ts.isModuleDeclaration(node.body)) seeNamespace(walk, node.body);
}

function seeImportEquals(walk: Walk, node: ts.ImportEqualsDeclaration): void {
  if (readImportEquals(walk, node)) return;
  const { moduleReference: reference } = node;
  if (ts.isExternalModuleReference(reference)) return;
  const path: string[] = [];
  let at: ts.EntityName = reference;
  for (; !ts.isIdentifier(at); at = at.left) path.unshift(at.right.text);
  path.unshift(at.text);
  const value: Value = { kind: 'reference', path, span: spanOf(walk, reference) };
  addBinding(walk, node.name, 'constant', { kind: 'value', value }, { statement: walk.statement, isExported: false });
}

/** `export default x` and `export = x`. */
function seeExportAssignment(walk: Walk, node: ts.ExportAssignment): void {
  const { expression } = node;
  const fn = functionIn(expression);
  const inner = unwrap(expression);
  if (fn) {
    const name = ts.isFunctionExpression(fn) ? fn.name : undefined;
    const scope = openFunction(walk, fn, { name: name?.text, nameNode: name, isExported: true });
    addExpressionExport(walk, 'default', { kind: 'function', scope, span: spanOf(walk, expression) }, node);
  } else if (ts.isClassExpression(inner)) {
    readClass(walk, inner, 'default', true);
    walk.exports.push({ name: 'default', local: inner.name?.text ?? 'default', isTypeOnly: false, span: spanOf(walk, node) });
  } else if (plainChain(inner)?.length === 1) {
    addExpressionExport(walk, 'default', walk.visit.read(walk, inner, OTHER), node);
  } else {
    const value = walk.visit.read(walk, expression, OTHER);
    addExpressionExport(walk, 'default', value, node);
    if (node.isExportEquals && value.kind === 'object') {
      for (const { key, value: entry, span } of value.entries) {
        if (entry.kind === 'reference' && entry.path.length === 1)
          walk.exports.push({ name: key, local: entry.path[0] ?? '', isTypeOnly: false, span });
      }
    }
  }
}

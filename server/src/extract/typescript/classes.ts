import type { Field, TypeReference } from '#facts/code-facts.ts';
import { addScope, seeStatements } from './bodies.ts';
import { ts } from './compiler.ts';
import { readDecorators } from './decorators.ts';
import { openFunction } from './functions.ts';
import { functionIn, hasModifier, propertyName } from './syntax.ts';
import { baseReference, typeReference } from './type-references.ts';
import { assignedTo, type ClassDraft, type Draft, exact, NOTHING, OTHER, spanOf, startOf, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Walks a class. `name` is what it is called where it has no name of its own. */
export function readClass(walk: Walk, node: ts.ClassLikeDeclaration, name: string, isExported: boolean): void {
  const decorators = readDecorators(walk, node.modifiers);
  const bases = basesOf(walk, node.heritageClauses);
  const members = node.members.length;
  const open = walk.text.lastIndexOf('{', node.members.pos - 1);
  const bodySpan = open < node.pos ? spanOf(walk, node) : bracesFrom(walk, open, node.end);
  const scope = addScope(walk, 'class', spanOf(walk, node), bodySpan, {
    statements: members,
    hasComment: false,
    last: members > 0 ? 'other' : 'none',
  });
  const draft: ClassDraft = {
    name: node.name?.text ?? name,
    form: 'class',
    scope,
    isExported,
    bases,
    fields: [],
    decorators,
    keywords: NOTHING,
    nameSpan: node.name ? spanOf(walk, node.name) : { start: startOf(walk, node), end: open < node.pos ? node.end : open },
  };
  walk.classes.push(draft);
  const outer = { scope: walk.scope, statement: walk.statement, constructed: walk.constructed };
  walk.scope = scope;
  walk.constructed = undefined;
  for (const member of node.members) {
    walk.statement = spanOf(walk, member);
    readMember(walk, member, draft);
  }
  walk.scope = outer.scope;
  walk.statement = outer.statement;
  walk.constructed = outer.constructed;
}

/** Reads an interface or an alias of an object type: its bases and its properties. */
export function readInterface(walk: Walk, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, isExported: boolean): void {
  const literals: ts.NodeArray<ts.TypeElement>[] = [];
  const bases: TypeReference[] = [];
  if (ts.isInterfaceDeclaration(node)) {
    literals.push(node.members);
    bases.push(...basesOf(walk, node.heritageClauses));
  } else {
    for (const part of ts.isIntersectionTypeNode(node.type) ? node.type.types : [node.type]) {
      if (ts.isTypeLiteralNode(part)) literals.push(part.members);
      else bases.push(typeReference(walk, part));
    }
    if (literals.length === 0) return;
  }
  const fields: Field[] = [];
  for (const member of literals.flat()) {
    const name = ts.isPropertySignature(member) ? propertyName(member.name) : undefined;
    if (name === undefined || !ts.isPropertySignature(member)) continue;
    fields.push({
      name,
      ...(member.type ? { type: typeReference(walk, member.type) } : {}),
      decorators: NOTHING,
      span: spanOf(walk, member),
    });
  }
  walk.classes.push({
    name: node.name.text,
    form: 'interface',
    scope: walk.scope,
    isExported,
    bases,
    fields: fields.slice(),
    decorators: NOTHING,
    keywords: NOTHING,
    nameSpan: spanOf(walk, node.name),
  });
}

function basesOf(walk: Walk, clauses: ts.NodeArray<ts.HeritageClause> | undefined): readonly TypeReference[] {
  if (!clauses) return NOTHING;
  const out: TypeReference[] = [];
  for (const { types } of clauses) {
    for (const type of types) {
      walk.visit.see(walk, type.expression, OTHER);
      out.push(baseReference(walk, type));
    }
  }
  return exact(out);
}

function bracesFrom(walk: Walk, open: number, end: number): { readonly start: number; readonly end: number } {
  return { start: open + 1, end: walk.text[end - 1] === '}' && end - 1 > open ? end - 1 : end };
}

function readMember(walk: Walk, node: ts.ClassElement, owner: ClassDraft): void {
  switch (node.kind) {
    case SyntaxKind.PropertyDeclaration:
      readProperty(walk, node as ts.PropertyDeclaration, owner);
      return;
    case SyntaxKind.ClassStaticBlockDeclaration:
      seeStatements(walk, walk.scope, (node as ts.ClassStaticBlockDeclaration).body.statements);
      return;
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor: {
      const member = node as ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;
      // Overloads and abstract methods do nothing.
      if (!member.body) return;
      const decorators = readDecorators(walk, member.modifiers);
      const isConstructor = ts.isConstructorDeclaration(member);
      const name = isConstructor ? 'constructor' : propertyName(member.name);
      if (!isConstructor && ts.isComputedPropertyName(member.name)) walk.visit.see(walk, member.name.expression, OTHER);
      openFunction(walk, member, { name, nameNode: isConstructor ? undefined : member.name, owner, decorators });
      return;
    }
    default:
  }
}

function readProperty(walk: Walk, node: ts.PropertyDeclaration, owner: ClassDraft): void {
  const decorators = readDecorators(walk, node.modifiers);
  const name = propertyName(node.name);
  if (name === undefined && ts.isComputedPropertyName(node.name)) walk.visit.see(walk, node.name.expression, OTHER);
  const field: Draft<Field> = { name: name ?? '', decorators, span: spanOf(walk, node) };
  if (node.type) field.type = typeReference(walk, node.type);
  const { initializer } = node;
  const fn = initializer && functionIn(initializer);
  if (fn) {
    const scope = openFunction(walk, fn, { name, nameNode: node.name, owner, decorators });
    field.value = { kind: 'function', scope, span: spanOf(walk, fn) };
  } else if (initializer) {
    const isStatic = hasModifier(node, SyntaxKind.StaticKeyword);
    field.value = walk.visit.read(
      walk,
      initializer,
      assignedTo(name === undefined ? NOTHING : [`${isStatic ? owner.name : 'this'}.${name}`]),
    );
  }
  if (name !== undefined) owner.fields.push(field);
}

/** Notes `this.name = value` in a constructor, which declares a field or gives a declared one its value. */
export function noteConstructedField(owner: ClassDraft, name: string, value: Field['value'], span: Field['span']): void {
  const known = owner.fields.find((it) => it.name === name);
  if (!known) owner.fields.push({ name, ...(value ? { value } : {}), decorators: NOTHING, span });
  else if (!known.value && value) known.value = value;
}

import type { Span } from '#base/span.ts';
import type { Call, Import } from '#facts/code-facts.ts';
import { ts } from './compiler.ts';
import { noteRuntimeImport } from './env-reads.ts';
import { dynamicModule, propertyName, requiredModule, unwrap } from './syntax.ts';
import { type CallNode, type Draft, spanOf, startOf, type Walk } from './walk.ts';

/** Reads `import … from 'module'`. */
export function readImportDeclaration(walk: Walk, node: ts.ImportDeclaration): void {
  const module = moduleOf(node.moduleSpecifier);
  if (!module) return;
  const clause = node.importClause;
  const add = adder(walk, module, spanOf(walk, node), false);
  const isTypeOnly = clause?.isTypeOnly === true;
  const before = walk.imports.length;
  if (clause?.name) add('default', clause.name.text, isTypeOnly);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add('*', bindings.name.text, isTypeOnly);
  else if (bindings) {
    for (const it of bindings.elements) add((it.propertyName ?? it.name).text, it.name.text, isTypeOnly || it.isTypeOnly);
  }
  if (walk.imports.length === before) add('', '', isTypeOnly);
}

/** Reads `import x = require('module')`; gives false for `import x = a.b`. */
export function readImportEquals(walk: Walk, node: ts.ImportEqualsDeclaration): boolean {
  if (!ts.isExternalModuleReference(node.moduleReference)) return false;
  const module = moduleOf(node.moduleReference.expression);
  if (module) adder(walk, module, spanOf(walk, node), false)('default', node.name.text, node.isTypeOnly);
  return true;
}

/**
 * Reads a variable whose value is a module or a member of one: `const x = require('m')`, `const { a } = await import('m')`,
 * `const a = require('m').a`. Gives false for every other variable and for patterns inside patterns.
 */
export function readImportVariable(walk: Walk, node: ts.VariableDeclaration, statement: Span): boolean {
  const source = node.initializer && moduleSource(node.initializer);
  if (!source) return false;
  const locals = localNames(node.name, source.member, source.isDynamic);
  if (!locals) return false;
  const add = adder(walk, source.module, statement, source.isDynamic || isInFunction(walk));
  for (const { imported, local } of locals) add(imported, local, false);
  return true;
}

/** Notes the import in a `require()` or `import()` whose result no name takes directly. */
export function noteInlineImport(walk: Walk, node: CallNode, call: Draft<Call>): void {
  const { path, receiver } = call.callee;
  if (receiver !== undefined || path.length !== 1 || (path[0] !== 'require' && path[0] !== 'import')) return;
  const isDynamic = path[0] === 'import';
  const module = isDynamic ? dynamicModule(node) : requiredModule(node);
  if (!module) return;
  const imported = call.use === 'discarded' ? '' : isDynamic ? '*' : 'default';
  adder(walk, module, walk.statement, isDynamic || isInFunction(walk))(imported, '', false);
}

type AddImport = (imported: string, local: string, isTypeOnly: boolean) => void;

function adder(walk: Walk, module: ts.StringLiteralLike, statement: Span, isDeferred: boolean): AddImport {
  const start = startOf(walk, module) + 1;
  const moduleSpan = { start, end: Math.max(start, module.end - 1) };
  return (imported, local, isTypeOnly) => {
    const it: Import = { module: module.text, imported, local, isTypeOnly, isDeferred, scope: walk.scope, statement, moduleSpan };
    walk.imports.push(it);
    noteRuntimeImport(walk, module.text, imported, local, walk.scope);
  };
}

function moduleOf(node: ts.Expression): ts.StringLiteralLike | undefined {
  return ts.isStringLiteralLike(node) ? node : undefined;
}

interface ModuleSource {
  readonly module: ts.StringLiteralLike;
  readonly isDynamic: boolean;
  /** The member that is taken from the module. */
  readonly member?: string;
}

function moduleSource(node: ts.Expression): ModuleSource | undefined {
  const inner = unwrap(node);
  if (ts.isPropertyAccessExpression(inner)) {
    const whole = moduleSource(inner.expression);
    return whole && whole.member === undefined ? { ...whole, member: inner.name.text } : undefined;
  }
  if (ts.isAwaitExpression(inner)) {
    const module = dynamicModule(unwrap(inner.expression));
    return module && { module, isDynamic: true };
  }
  const module = requiredModule(inner);
  return module && { module, isDynamic: false };
}

function localNames(
  name: ts.BindingName,
  member: string | undefined,
  isDynamic: boolean,
): readonly { readonly imported: string; readonly local: string }[] | undefined {
  if (ts.isIdentifier(name)) return [{ imported: member ?? (isDynamic ? '*' : 'default'), local: name.text }];
  if (member !== undefined || ts.isArrayBindingPattern(name)) return undefined;
  const out: { imported: string; local: string }[] = [];
  for (const element of name.elements) {
    const key = propertyName(element.propertyName ?? element.name);
    if (key === undefined || element.dotDotDotToken || element.initializer || !ts.isIdentifier(element.name)) return undefined;
    out.push({ imported: key, local: element.name.text });
  }
  return out;
}

function isInFunction(walk: Walk): boolean {
  for (let at: number | undefined = walk.scope; at !== undefined; at = walk.scopes[at]?.parent) {
    if (walk.scopes[at]?.kind === 'function') return true;
  }
  return false;
}

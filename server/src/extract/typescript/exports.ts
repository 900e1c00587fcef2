import type { Export } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { ts } from './compiler.ts';
import { literalText } from './syntax.ts';
import { type Draft, spanOf, type Walk } from './walk.ts';

/** Reads `export { a as b }`, `export … from 'module'`. */
export function readExportDeclaration(walk: Walk, node: ts.ExportDeclaration): void {
  const module = literalText(node.moduleSpecifier);
  const { exportClause: clause, isTypeOnly } = node;
  if (!clause) {
    if (module !== undefined) add(walk, { name: '*', from: { module, imported: '*' }, isTypeOnly, span: spanOf(walk, node) });
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (module !== undefined)
      add(walk, { name: clause.name.text, from: { module, imported: '*' }, isTypeOnly, span: spanOf(walk, clause) });
    return;
  }
  for (const it of clause.elements) {
    const inner = (it.propertyName ?? it.name).text;
    const common = { name: it.name.text, isTypeOnly: isTypeOnly || it.isTypeOnly, span: spanOf(walk, it) };
    if (module === undefined) addLocal(walk, common, inner);
    else add(walk, { ...common, from: { module, imported: inner } });
  }
}

/** Adds the export of a declared name: `export const a`, `export default function a`. */
export function addDeclaredExport(walk: Walk, name: string, local: string, node: ts.Node, isTypeOnly: boolean): void {
  addLocal(walk, { name, isTypeOnly, span: spanOf(walk, node) }, local);
}

/** Adds an export of an expression: `export default f()`, `export = f()`. */
export function addExpressionExport(walk: Walk, name: string, value: Value, node: ts.Node): void {
  const common = { name, isTypeOnly: false, span: spanOf(walk, node) };
  const from = requiredFrom(walk, value);
  const [local, ...rest] = value.kind === 'reference' ? value.path : [];
  if (from) add(walk, { ...common, from });
  else if (local !== undefined && rest.length === 0 && local !== 'this') addLocal(walk, common, local);
  else add(walk, { ...common, value });
}

/** Adds what an assignment exports: `module.exports = x`, `exports.a = x`. Nothing for other targets. */
export function noteCommonJsExport(walk: Walk, target: readonly string[], value: Value, node: ts.Node): void {
  const names =
    target[0] === 'module' && target[1] === 'exports' ? target.slice(2) : target[0] === 'exports' ? target.slice(1) : undefined;
  const [name, ...rest] = names ?? [];
  if (!names || rest.length > 0 || (names.length === 0 && target.length === 1)) return;
  addExpressionExport(walk, name ?? 'default', value, node);
  if (name !== undefined || value.kind !== 'object') return;
  for (const entry of value.entries) {
    const common = { name: entry.key, isTypeOnly: false, span: entry.span };
    const from = requiredFrom(walk, entry.value);
    if (from) add(walk, { ...common, from });
    else if (entry.value.kind === 'reference' && entry.value.path.length === 1) addLocal(walk, common, entry.value.path[0] ?? '');
    else add(walk, { ...common, value: entry.value });
  }
}

/** Tells whether an assignment to a target exports what is assigned. */
export function isExportTarget(target: readonly string[]): boolean {
  return (target[0] === 'module' && target[1] === 'exports') || (target[0] === 'exports' && target.length > 1);
}

/** Marks the declarations at module level whose names are exported in another place. */
export function markExported(walk: Walk): void {
  if (walk.exportedNames.size === 0) return;
  for (const binding of walk.bindings) {
    if (binding.scope !== 0 || !walk.exportedNames.has(binding.name)) continue;
    binding.isExported = true;
    const scope = binding.origin.kind === 'function' ? walk.scopes[binding.origin.scope] : undefined;
    if (scope?.fn) scope.fn = { ...scope.fn, isExported: true };
  }
  for (const it of walk.classes) if (walk.exportedNames.has(it.name) && isAtModuleLevel(walk, it.scope)) it.isExported = true;
}

function isAtModuleLevel(walk: Walk, scope: number): boolean {
  return scope === 0 || (walk.scopes[scope]?.kind === 'class' && walk.scopes[scope]?.parent === 0);
}

function add(walk: Walk, it: Draft<Export>): void {
  walk.exports.push(it);
}

function addLocal(walk: Walk, common: Omit<Draft<Export>, 'local'>, local: string): void {
  walk.exports.push({ name: common.name, local, isTypeOnly: common.isTypeOnly, span: common.span });
  walk.exportedNames.add(local);
}

/** `module.exports = require('./a').b` passes on what another module exports. */
function requiredFrom(walk: Walk, value: Value): Export['from'] {
  if (value.kind !== 'call' || value.path.length > 1) return undefined;
  const call = walk.calls[value.call];
  const [module] = call?.args ?? [];
  if (call?.callee.receiver !== undefined || call?.callee.path.join('.') !== 'require') return undefined;
  return module?.kind === 'literal' && typeof module.value === 'string'
    ? { module: module.value, imported: value.path[0] ?? 'default' }
    : undefined;
}

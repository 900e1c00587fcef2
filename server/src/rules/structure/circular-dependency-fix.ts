import type { Span } from '#base/span.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Import, ScopeId } from '#facts/code-facts.ts';
import { changeOf, type Fix, type FixOffer } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { editScript, Node, type SourceFile, SyntaxKind } from '#fixes/script-tree.ts';
import { atBodyStart, withoutStatement } from '#fixes/statements.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

const AS_TYPE: FixOffer = { id: 'import-type', kind: 'safe', title: worded`Import the types with import type` };

/** Takes an import out of the loading of its module: types as types, and in Python what few functions use in those functions. */
export function loadLater(workspace: Workspace, path: string, index: number): readonly Fix[] {
  const file = workspace.files.get(path);
  const text = workspace.textOf(path);
  if (!file || !isCode(file) || text === undefined || file.facts.container !== undefined) return [];
  const it = file.facts.imports[index];
  if (it?.scope !== 0) return [];
  const names = file.facts.imports.filter((one) => one.statement.start === it.statement.start);
  if (file.facts.language === 'typescript') return asTypes(workspace, file, it, names, text);
  return file.facts.language === 'python' ? inFunctions(workspace, file, it, names, text) : [];
}

function asTypes(workspace: Workspace, code: LiftedCode, it: Import, names: readonly Import[], text: string): readonly Fix[] {
  const { facts, path } = code;
  if (
    names.some((one) => one.local === '' || one.imported === '*') ||
    (names.length > 1 && names.some((one) => one.imported === 'default'))
  )
    return [];
  // A quick look: what is called, passed on or extended is a value.
  const isValue = (name: string): boolean =>
    facts.calls.some((call) => call.callee.path[0] === name || call.mentions.includes(name)) ||
    facts.bindings.some((one) => one.mentions.includes(name)) ||
    facts.exports.some((one) => one.local === name || one.name === name);
  if (names.some((one) => isValue(one.local))) return [];
  const locals = new Set(names.map((one) => one.local));
  const changes = editScript(path, text, styleIn(workspace, path), (source) => {
    const declaration = source.getImportDeclarations().find((one) => one.getStart() === it.statement.start);
    if (!declaration || declaration.isTypeOnly() || !areTypes(source, locals)) return false;
    for (const one of declaration.getNamedImports()) one.setIsTypeOnly(false);
    declaration.setIsTypeOnly(true);
    return true;
  });
  return changes && changes.length > 0
    ? [{ ...AS_TYPE, edits: [changeOf(path, changes, worded`Import nothing that has to be loaded`)] }]
    : [];
}

/** Whether names are used as types alone, and nowhere where a decorator makes a value of the type. */
function areTypes(source: SourceFile, names: ReadonlySet<string>): boolean {
  let isUsed = false;
  for (const it of source.getDescendantsOfKind(SyntaxKind.Identifier)) {
    if (!names.has(it.getText()) || it.getFirstAncestorByKind(SyntaxKind.ImportDeclaration)) continue;
    const parent = it.getParent();
    if (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === it) continue;
    if (Node.isPropertyAssignment(parent) && parent.getNameNode() === it) continue;
    if (!Node.isTypeReference(parent) && !(Node.isQualifiedName(parent) && parent.getLeft() === it)) return false;
    if (it.getAncestors().some((one) => Node.isDecoratable(one) && one.getDecorators().length > 0)) return false;
    isUsed = true;
  }
  return isUsed;
}

/** Python loads an import in a function when it is called; more than two functions of them are no help. */
function inFunctions(workspace: Workspace, code: LiftedCode, it: Import, names: readonly Import[], text: string): readonly Fix[] {
  const { facts, path } = code;
  if (names.length !== 1 || it.local === '' || it.local === '*' || facts.exports.some((one) => one.from)) return [];
  const rest = `${text.slice(0, it.statement.start)}${' '.repeat(it.statement.end - it.statement.start)}${text.slice(it.statement.end)}`;
  const places = [...rest.matchAll(new RegExp(`(?<![\\w.])${it.local}(?!\\w)`, 'g'))].map((one) => one.index);
  const functions = new Set<ScopeId>();
  for (const at of places) {
    const scope = functionAt(code, at);
    if (scope === undefined) return [];
    functions.add(scope);
  }
  if (functions.size === 0 || functions.size > 2) return [];
  const style = styleIn(workspace, path);
  const statement = text.slice(it.statement.start, it.statement.end);
  if (statement.includes('\n')) return [];
  const added = [...functions].map((scope) => atBodyStart(text, facts, scope, `${statement}\n`, style));
  if (added.some((one) => one === undefined)) return [];
  const where = [...functions].map((scope) => facts.scopes[scope]?.fn?.name ?? 'the function').join(' and ');
  const changes: TextChange[] = [withoutImport(text, it.statement), ...added.flatMap((one) => one ?? [])];
  return [
    {
      id: 'import-in-function',
      kind: 'suggest',
      title: worded`Import ${it.local} in ${where}`,
      edits: [changeOf(path, changes, worded`Load ${it.module} when it is needed`)],
    },
  ];
}

/** The statement with its line; at the top of a file with the empty lines below too. */
function withoutImport(text: string, statement: Span): TextChange {
  const { span } = withoutStatement(text, statement);
  const isFirst = text.slice(0, span.start).trim() === '';
  const gap = isFirst ? (/^(?:[ \t]*\r?\n)+/.exec(text.slice(span.end))?.[0].length ?? 0) : 0;
  // The last of the imports leaves the empty lines that set off what follows.
  const isLast = !isFirst && /^[ \t]*\r?\n/.test(text.slice(span.end));
  const above = isLast ? (/\n((?:[ \t]*\r?\n)+)$/.exec(text.slice(0, span.start))?.[1]?.length ?? 0) : 0;
  return { span: { start: span.start - above, end: span.end + gap }, text: '' };
}

/** The outermost function whose body holds an offset; undefined outside of bodies, in decorators, defaults and annotations among them. */
function functionAt({ facts }: LiftedCode, at: number): ScopeId | undefined {
  const isIn = ({ start, end }: Span): boolean => at >= start && at < end;
  const id = facts.scopes.findIndex((it) => it.fn && it.fn.form !== 'lambda' && isIn(it.bodySpan));
  return id < 0 ? undefined : id;
}

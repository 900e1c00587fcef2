import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { Node, readScript, type SourceFile, SyntaxKind } from '#fixes/script-tree.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';

export type StorageUse = 'write' | 'read' | 'removal';

/** A function that only keeps, reads or takes away the value: `export const getToken = () => localStorage.getItem('token')`. */
export interface StorageHelper {
  readonly use: StorageUse;
  readonly path: Path;
  readonly name: string;
  /** The statement that declares it. */
  readonly statement: Node;
  readonly fn: Node;
  /** The call of the storage inside. */
  readonly call: Node;
}

/** The function that is there for one call of the storage alone; undefined where the call stands among other things. */
export function helperAround(path: Path, use: StorageUse, call: Node): StorageHelper | undefined {
  let at: Node = call;
  for (let up = at.getParent(); up; up = at.getParent()) {
    const isEmptyOtherwise =
      Node.isBinaryExpression(up) && up.getLeft() === at && /^(?:\?\?|\|\|) ?(?:''|""|null|undefined)$/.test(restOf(up));
    if (!Node.isParenthesizedExpression(up) && !Node.isAsExpression(up) && !Node.isNonNullExpression(up) && !isEmptyOtherwise)
      break;
    at = up;
  }
  const fn = functionOf(at, use);
  const statement = fn && declarationOf(fn);
  const name = statement && nameOf(statement);
  if (!fn || !statement || name === undefined || !Node.isSourceFile(statement.getParent())) return undefined;
  return takesTheValue(fn, use, call) ? { use, path, name, statement, fn, call } : undefined;
}

function restOf(binary: Node): string {
  if (!Node.isBinaryExpression(binary)) return '';
  return `${binary.getOperatorToken().getText()} ${binary.getRight().getText()}`;
}

/** The function whose body is an expression alone. */
function functionOf(expression: Node, use: StorageUse): Node | undefined {
  const parent = expression.getParent();
  if (Node.isArrowFunction(parent)) return parent;
  const isAlone = use === 'read' ? Node.isReturnStatement(parent) : Node.isExpressionStatement(parent);
  const block = parent?.getParent();
  const fn = block?.getParent();
  if (!isAlone || !Node.isBlock(block) || block.getStatements().length !== 1) return undefined;
  return Node.isArrowFunction(fn) || Node.isFunctionDeclaration(fn) || Node.isFunctionExpression(fn) ? fn : undefined;
}

function declarationOf(fn: Node): Node | undefined {
  if (Node.isFunctionDeclaration(fn)) return fn;
  const declaration = fn.getParent();
  const statement = declaration?.getParent()?.getParent();
  return Node.isVariableDeclaration(declaration) &&
    Node.isVariableStatement(statement) &&
    statement.getDeclarations().length === 1
    ? statement
    : undefined;
}

function nameOf(statement: Node): string | undefined {
  if (Node.isFunctionDeclaration(statement)) return statement.getName();
  return Node.isVariableStatement(statement) ? statement.getDeclarations()[0]?.getName() : undefined;
}

/** What keeps the value is given that alone, and the others are given nothing. */
function takesTheValue(fn: Node, use: StorageUse, call: Node): boolean {
  const parameters =
    Node.isArrowFunction(fn) || Node.isFunctionDeclaration(fn) || Node.isFunctionExpression(fn) ? fn.getParameters() : [];
  if (use !== 'write') return parameters.length === 0;
  const value = Node.isCallExpression(call) ? call.getArguments()[1] : undefined;
  return parameters.length === 1 && Node.isIdentifier(value) && parameters[0]?.getName() === value.getText();
}

/** The calls of a helper in a file. */
export interface HelperCalls {
  readonly helper: StorageHelper;
  readonly calls: readonly Node[];
}

export interface HelperFile {
  readonly code: LiftedCode;
  readonly text: string;
  readonly source: SourceFile;
  readonly found: readonly HelperCalls[];
}

/** The files of the unit that use these helpers; an obstacle where one of them does anything but call them by their name. */
export function helperFiles(
  workspace: Workspace,
  near: Path,
  helpers: readonly StorageHelper[],
  known: (path: Path) => SourceFile | undefined,
): readonly HelperFile[] | FixObstacle {
  const files: HelperFile[] = [];
  for (const path of workspace.unitOf(near).files) {
    const code = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!code || !isCode(code) || text === undefined || workspace.roleOf(path) !== undefined) continue;
    const mentioned = helpers.filter(
      (it) => new RegExp(`\\b${it.name}\\b`).test(text) || isFileImported(workspace, code, it.path),
    );
    if (mentioned.length === 0) continue;
    const source = known(path) ?? readScript(path, text);
    const found: HelperCalls[] = [];
    for (const helper of mentioned) {
      const calls = callsIn(workspace, code, source, helper);
      if ('kind' in calls) return calls;
      if (calls.length > 0) found.push({ helper, calls });
    }
    if (found.length > 0) files.push({ code, text, source, found });
  }
  return files;
}

function isFileImported(workspace: Workspace, { path, facts }: LiftedCode, from: Path): boolean {
  return facts.imports.some((it, index) => it.imported === '*' && leadsTo(workspace, path, index, from));
}

function leadsTo(workspace: Workspace, path: Path, index: number, from: Path): boolean {
  const resolution = workspace.linker.resolution(path, index);
  return resolution.kind === 'file' && resolution.path === from;
}

function callsIn(
  workspace: Workspace,
  { path, facts }: LiftedCode,
  source: SourceFile,
  helper: StorageHelper,
): readonly Node[] | FixObstacle {
  const { name } = helper;
  const isOwn = path === helper.path;
  const refuse = (at: Node): FixObstacle =>
    obstacle(
      path,
      { start: at.getStart(), end: at.getEnd() },
      worded`\`${name}\` is not called by its name here, so it is not certain who uses the token. Import it by its name and call it, then look for the quick-fix again.`,
    );
  const index = facts.imports.findIndex(
    (it, at) => (it.imported === name || it.imported === '*') && leadsTo(workspace, path, at, helper.path),
  );
  const found = facts.imports[index];
  if (!isOwn && (!found || found.local === '')) {
    const passed = source
      .getExportDeclarations()
      .find((it) => it.getModuleSpecifierValue() !== undefined && new RegExp(`\\b${name}\\b`).test(it.getText()));
    return passed ? refuse(passed) : [];
  }
  const local = isOwn || !found ? name : found.local;
  const isWhole = found?.imported === '*';
  const calls: Node[] = [];
  for (const it of source.getDescendantsOfKind(SyntaxKind.Identifier)) {
    if (it.getText() !== local || isNamed(it)) continue;
    const parent = it.getParent();
    if (isWhole) {
      if (Node.isPropertyAccessExpression(parent) && parent.getName() !== name) continue;
      return refuse(it);
    }
    if (Node.isExportSpecifier(parent) && isOwn) continue;
    if (!Node.isCallExpression(parent) || parent.getExpression() !== it) return refuse(it);
    calls.push(parent);
  }
  return calls;
}

/** A name that declares or imports, or belongs to something else. */
function isNamed(it: Node): boolean {
  const parent = it.getParent();
  return (
    Node.isImportSpecifier(parent) ||
    Node.isImportClause(parent) ||
    Node.isNamespaceImport(parent) ||
    (Node.isVariableDeclaration(parent) && parent.getNameNode() === it) ||
    (Node.isFunctionDeclaration(parent) && parent.getNameNode() === it) ||
    (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === it) ||
    (Node.isPropertyAssignment(parent) && parent.getNameNode() === it) ||
    (Node.isBindingElement(parent) && parent.getPropertyNameNode() === it) ||
    Node.isPropertySignature(parent) ||
    Node.isMethodSignature(parent) ||
    (Node.isPropertyDeclaration(parent) && parent.getNameNode() === it) ||
    (Node.isMethodDeclaration(parent) && parent.getNameNode() === it)
  );
}

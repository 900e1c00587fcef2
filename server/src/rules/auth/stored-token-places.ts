import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { Node, readScript, type SourceFile, SyntaxKind } from '#fixes/script-tree.ts';
import { wholeLines } from '#fixes/statements.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A value that the browser keeps: under which key, in which store. */
export interface StoredValue {
  readonly store: 'localStorage' | 'sessionStorage';
  readonly key: string;
}

/** A file with the places where it keeps, reads and takes away a value. */
export interface StoredPlaces {
  readonly code: LiftedCode;
  readonly text: string;
  readonly source: SourceFile;
  readonly writes: readonly Node[];
  readonly reads: readonly Node[];
  readonly removals: readonly Node[];
}

/** The places of all files around one; undefined where a key cannot be read, or the value is reached in another way than by `getItem` and the like. */
export function storedPlaces(workspace: Workspace, near: Path, stored: StoredValue): readonly StoredPlaces[] | undefined {
  const found: StoredPlaces[] = [];
  for (const path of workspace.unitOf(near).files) {
    const code = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!code || !isCode(code) || text === undefined || !text.includes(stored.store) || workspace.roleOf(path) !== undefined)
      continue;
    const places = placesIn(workspace, code, text, stored);
    if (!places) return undefined;
    if (places.writes.length + places.reads.length + places.removals.length > 0) found.push(places);
  }
  return found;
}

function placesIn(workspace: Workspace, code: LiftedCode, text: string, { store, key }: StoredValue): StoredPlaces | undefined {
  const source = readScript(code.path, text);
  const writes: Node[] = [];
  const reads: Node[] = [];
  const removals: Node[] = [];
  for (const it of source.getDescendantsOfKind(SyntaxKind.Identifier)) {
    if (it.getText() !== store) continue;
    const parent = it.getParent();
    const whole = Node.isPropertyAccessExpression(parent) && parent.getNameNode() === it ? parent : it;
    const access = whole.getParent();
    const call = access?.getParent();
    // `localStorage.token`, and the store itself given away.
    if (!Node.isPropertyAccessExpression(access) || !Node.isCallExpression(call) || call.getExpression() !== access) {
      if (access?.getText().includes(key) || !Node.isPropertyAccessExpression(access)) return undefined;
      continue;
    }
    const given = keyIn(workspace, code, source, call.getArguments()[0]);
    const method = access.getName();
    if (method === 'clear' || method === 'key') continue;
    if (given === undefined && /token|auth|jwt|key|credential/i.test(call.getArguments()[0]?.getText() ?? '')) return undefined;
    if (given !== key) continue;
    if (method === 'setItem') writes.push(call);
    else if (method === 'getItem') reads.push(call);
    else if (method === 'removeItem') removals.push(call);
  }
  return { code, text, source, writes, reads, removals };
}

/** Takes the constant of the key out of the file that declares it, where nothing else names it. */
export function keysWithout(
  workspace: Workspace,
  { code, text, source }: StoredPlaces,
  all: readonly StoredPlaces[],
): TextChange[] {
  const calls = all.flatMap((it) => [...it.writes, ...it.reads, ...it.removals]);
  const names = new Set(
    calls.flatMap((it) => {
      const key = Node.isCallExpression(it) ? it.getArguments()[0] : undefined;
      return Node.isIdentifier(key) ? [key.getText()] : [];
    }),
  );
  return [...names].flatMap((name) => {
    const statement = source.getVariableDeclaration(name)?.getVariableStatement();
    const lines = statement && wholeLines(text, { start: statement.getStart(), end: statement.getEnd() });
    const used = calls.filter((it) => Node.isCallExpression(it) && it.getArguments()[0]?.getText() === name).length;
    const word = new RegExp(`\\b${name}\\b`, 'g');
    const named = workspace
      .unitOf(code.path)
      .files.flatMap((path) => [...(workspace.textOf(path) ?? '').replace(/^import\b[^;'"]*/gm, '').matchAll(word)]).length;
    if (!lines || statement.getDeclarations().length > 1 || named !== used + 1) return [];
    const gap = /^[ \t]*\r?\n/.exec(text.slice(lines.end))?.[0].length ?? 0;
    return [{ span: { start: lines.start, end: lines.end + gap }, text: '' }];
  });
}

/** The text of a key: a literal, or a constant of this file or of the one that it is imported from. */
function keyIn(workspace: Workspace, { path, facts }: LiftedCode, source: SourceFile, key: Node | undefined): string | undefined {
  if (Node.isStringLiteral(key) || Node.isNoSubstitutionTemplateLiteral(key)) return key.getLiteralText();
  if (!Node.isIdentifier(key)) return undefined;
  const name = key.getText();
  const own = source.getVariableDeclaration(name)?.getInitializer();
  if (Node.isStringLiteral(own)) return own.getLiteralText();
  return importedText(workspace, path, facts, name);
}

/** The text that a constant of another file holds; undefined where it holds none, or is not imported. */
export function importedText(workspace: Workspace, path: Path, facts: CodeFacts, name: string): string | undefined {
  const index = facts.imports.findIndex((it) => it.local === name);
  const resolution = index < 0 ? undefined : workspace.linker.resolution(path, index);
  const from = resolution?.kind === 'file' ? workspace.files.get(resolution.path)?.facts : undefined;
  const origin =
    from?.kind === 'code'
      ? from.bindings.find((it) => it.name === facts.imports[index]?.imported && it.scope === 0)?.origin
      : undefined;
  return origin?.kind === 'value' && origin.value.kind === 'literal' ? String(origin.value.value) : undefined;
}

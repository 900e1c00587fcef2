import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { isCode } from '#concepts/lifted-file.ts';
import { styleIn } from '#fixes/file-style.ts';
import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { Node, readScript, SyntaxKind } from '#fixes/script-tree.ts';
import { wholeLines } from '#fixes/statements.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { bearerAround, headerAround } from './bearer-reads.ts';
import { headerAway } from './header-away.ts';
import { functionAround } from './stored-token-edit.ts';
import type { StoredPlaces } from './stored-token-places.ts';

/** `JSON.stringify(data)` in a write: the answer as a whole is kept, with the token in it. */
export function storedAnswer(write: Node): Node | undefined {
  const value = Node.isCallExpression(write) ? write.getArguments()[1] : undefined;
  if (!Node.isCallExpression(value) || value.getExpression().getText() !== 'JSON.stringify' || value.getArguments().length !== 1)
    return undefined;
  const [answer] = value.getArguments();
  return answer && /^\w+(?:\.\w+)*$/.test(answer.getText()) ? answer : undefined;
}

/** The member that goes into the Authorization headers of a front end; undefined where there is none, or several. */
export function sentMember(workspace: Workspace, near: Path): string | undefined {
  const names = new Set<string>();
  for (const path of workspace.unitOf(near).files) {
    if (workspace.roleOf(path) !== undefined) continue;
    for (const it of (workspace.textOf(path) ?? '').matchAll(MEMBER_SENT)) names.add(it[1] ?? it[2] ?? '');
  }
  const [name, ...others] = names;
  return others.length === 0 ? name : undefined;
}

const MEMBER_SENT = /`Bearer \$\{[\w?.]+\.(\w+)\}`|['"]Bearer ['"] \+ [\w?.]+\.(\w+)\b/g;

/** Takes the headers with a member of the answer out of all requests, by file. An obstacle where that member goes anywhere else. */
export function withoutMember(
  workspace: Workspace,
  near: Path,
  member: string,
): ReadonlyMap<Path, readonly TextChange[]> | FixObstacle {
  const found = new Map<Path, readonly TextChange[]>();
  for (const path of workspace.unitOf(near).files) {
    const code = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!code || !isCode(code) || text === undefined || workspace.roleOf(path) !== undefined) continue;
    if (!new RegExp(`\\b${member}\\b`).test(text)) continue;
    const source = readScript(path, text);
    const style = styleIn(workspace, path);
    const changes: TextChange[] = [];
    const refuse = (at: Node): FixObstacle => obstacle(path, { start: at.getStart(), end: at.getEnd() }, elsewhere(member));
    const gone: { readonly access: Node; readonly around: Node }[] = [];
    for (const it of source.getDescendantsOfKind(SyntaxKind.Identifier)) {
      if (it.getText() !== member) continue;
      const access = it.getParent();
      if (Node.isBindingElement(access)) return refuse(access);
      if (!Node.isPropertyAccessExpression(access) || access.getNameNode() !== it) continue;
      const bearer = bearerAround(access);
      const header = bearer && headerAround(bearer);
      const away = header && headerAway(source, header, style);
      const around = functionAround(access);
      if (!away || !around) return refuse(access);
      changes.push(...away.changes);
      gone.push({ access, around });
    }
    changes.push(...gone.flatMap((it) => stateLeft(text, it.access, it.around)));
    if (changes.length > 0) found.set(path, changes);
  }
  return found;
}

const elsewhere = (member: string): Wording =>
  worded`\`${member}\` is used here for more than the Authorization header of a request, and a cookie that scripts cannot read does not give it to them. Have the server answer with what is needed here, then look for the quick-fix again.`;

/** `const { login: { user } } = getState()`, when the header was all that `user` was for. */
function stateLeft(text: string, access: Node, around: Node): TextChange[] {
  const name = /^\w+/.exec(access.getText())?.[0] ?? '';
  const named = around.getDescendantsOfKind(SyntaxKind.Identifier).filter((it) => it.getText() === name);
  const declaration = named
    .map((it) => it.getFirstAncestorByKind(SyntaxKind.VariableDeclaration))
    .find((it) => it !== undefined && bindsOnly(it, name));
  const statement = declaration?.getVariableStatement();
  const state = /^(\w+)\(\)$/.exec(declaration?.getInitializer()?.getText() ?? '')?.[1];
  const lines = statement && wholeLines(text, { start: statement.getStart(), end: statement.getEnd() });
  if (!statement || !lines || state === undefined || statement.getDeclarations().length > 1) return [];
  const isNeeded = named.some((it) => !isWithin(it, statement) && !isWithin(it, access));
  if (isNeeded) return [];
  const gap = /^[ \t]*\r?\n/.exec(text.slice(lines.end))?.[0].length ?? 0;
  return [{ span: { start: lines.start, end: lines.end + gap }, text: '' }, ...parameterLeft(around, state)];
}

/** A pattern that gives one name and no other, or the name itself. */
function bindsOnly(declaration: Node, name: string): boolean {
  const bound = declaration
    .getDescendantsOfKind(SyntaxKind.BindingElement)
    .filter((it) => Node.isIdentifier(it.getNameNode()))
    .map((it) => it.getName());
  return bound.length === 1 && bound[0] === name;
}

/** The last parameter goes with its only use. */
function parameterLeft(around: Node, name: string): TextChange[] {
  if (!Node.isArrowFunction(around) && !Node.isFunctionExpression(around)) return [];
  const parameters = around.getParameters();
  const [last, before] = [parameters.at(-1), parameters.at(-2)];
  const uses = around.getDescendantsOfKind(SyntaxKind.Identifier).filter((it) => it.getText() === name);
  return last && before && last.getName() === name && uses.length === 2
    ? [{ span: { start: before.getEnd(), end: last.getEnd() }, text: '' }]
    : [];
}

/** What is kept of an answer is all but the token. */
export function withoutTokenInAnswer({ writes }: StoredPlaces, members: readonly string[]): readonly TextChange[] {
  return writes.flatMap(({ call }): TextChange[] => {
    const answer = storedAnswer(call);
    if (!answer) return [];
    const left = members.map((it) => `${it}: undefined`).join(', ');
    return [{ span: spanOf(answer), text: `{ ...${answer.getText()}, ${left} }` }];
  });
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.getStart() <= node.getStart() && node.getEnd() <= outer.getEnd();
}

function spanOf(node: Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}

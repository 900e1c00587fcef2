import type { Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts } from '#facts/code-facts.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { Node, readScript, type SourceFile, SyntaxKind } from '#fixes/script-tree.ts';
import { wholeLines } from '#fixes/statements.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { needsSignOut } from './sign-out-place.ts';
import { helperAround, helperFiles, type StorageHelper, type StorageUse } from './storage-helpers.ts';

/** A value that the browser keeps: under which key, in which store. */
export interface StoredValue {
  readonly store: 'localStorage' | 'sessionStorage';
  readonly key: string;
}

/** A place that keeps, reads or takes away a value: a call of the storage, or of a function that is there for that alone. */
export interface StoragePlace {
  readonly call: Node;
  readonly helper?: StorageHelper;
}

/** A file with the places where it keeps, reads and takes away a value. */
export interface StoredPlaces {
  readonly code: LiftedCode;
  readonly text: string;
  readonly source: SourceFile;
  readonly writes: readonly StoragePlace[];
  readonly reads: readonly StoragePlace[];
  readonly removals: readonly StoragePlace[];
  /** The functions of this file that the places of all files call. */
  readonly helpers: readonly StorageHelper[];
}

/** The places of all files around one; an obstacle where a key cannot be read, or the value is reached in another way than by `getItem` and the like. */
export function storedPlaces(workspace: Workspace, near: Path, stored: StoredValue): readonly StoredPlaces[] | FixObstacle {
  const found = new Map<Path, StoredPlaces>();
  for (const path of workspace.unitOf(near).files) {
    const code = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!code || !isCode(code) || text === undefined || !text.includes(stored.store) || workspace.roleOf(path) !== undefined)
      continue;
    const places = placesIn(workspace, code, text, stored);
    if (isObstacle(places)) return places;
    if (places.writes.length + places.reads.length + places.removals.length + places.helpers.length > 0) found.set(path, places);
  }
  const helpers = [...found.values()].flatMap((it) => it.helpers);
  if (helpers.length === 0) return [...found.values()];
  const files = helperFiles(workspace, near, helpers, (path) => found.get(path)?.source);
  if (isObstacle(files)) return files;
  // A function that people sign out with tells the server itself; what calls it stays as it is.
  const signsOut = (it: StorageHelper): boolean => {
    const calls = files.flatMap((file) => file.found.flatMap((one) => (one.helper === it ? one.calls : [])));
    return it.use === 'removal' && (calls.length === 0 || calls.some((call) => needsSignOut({ call })));
  };
  const kept = new Set(helpers.filter((it) => !signsOut(it)));
  for (const [path, it] of found)
    found.set(path, {
      ...it,
      helpers: it.helpers.filter((one) => kept.has(one)),
      removals: [...it.removals, ...it.helpers.flatMap((one) => (kept.has(one) ? [] : [{ call: one.call }]))],
    });
  for (const { code, text, source, found: all } of files) {
    const called = all.filter((it) => kept.has(it.helper));
    if (called.length === 0) continue;
    const own = found.get(code.path) ?? { code, text, source, writes: [], reads: [], removals: [], helpers: [] };
    const of = (use: StorageUse): StoragePlace[] =>
      called.filter((it) => it.helper.use === use).flatMap(({ helper, calls }) => calls.map((call) => ({ call, helper })));
    found.set(code.path, {
      ...own,
      writes: [...own.writes, ...of('write')],
      reads: [...own.reads, ...of('read')],
      removals: [...own.removals, ...of('removal')],
    });
  }
  return [...found.values()];
}

const USES: Readonly<Record<string, StorageUse>> = { setItem: 'write', getItem: 'read', removeItem: 'removal' };

function placesIn(workspace: Workspace, code: LiftedCode, text: string, { store, key }: StoredValue): StoredPlaces | FixObstacle {
  const source = readScript(code.path, text);
  const places: Record<StorageUse, StoragePlace[]> = { write: [], read: [], removal: [] };
  const helpers: StorageHelper[] = [];
  for (const it of source.getDescendantsOfKind(SyntaxKind.Identifier)) {
    if (it.getText() !== store) continue;
    const parent = it.getParent();
    const whole = Node.isPropertyAccessExpression(parent) && parent.getNameNode() === it ? parent : it;
    const access = whole.getParent();
    const call = access?.getParent();
    const refuse = (why: Wording): FixObstacle =>
      obstacle(code.path, { start: whole.getStart(), end: (call ?? whole).getEnd() }, why);
    // `localStorage.token`, and the store itself given away.
    if (!Node.isPropertyAccessExpression(access) || !Node.isCallExpression(call) || call.getExpression() !== access) {
      const [reached = ''] = access?.getText().split('\n') ?? [];
      if (access?.getText().includes(key))
        return refuse(
          worded`The token is reached as \`${reached}\` here. Write \`${store}.getItem('${key}')\` instead, then look for the quick-fix again.`,
        );
      if (!Node.isPropertyAccessExpression(access))
        return refuse(
          worded`${store} itself is given on here, so it is not certain who reads the token. Where this has nothing to do with the token, move the token by hand: have the server set an httpOnly cookie, and leave the header out of the requests.`,
        );
      continue;
    }
    const given = keyIn(workspace, code, source, call.getArguments()[0]);
    const method = access.getName();
    if (method === 'clear' || method === 'key') continue;
    if (given === undefined && mayBeKey(workspace, code.path, call.getArguments()[0]?.getText() ?? '', { store, key }))
      return refuse(
        worded`The key is made up here, so it is not certain whether this is the token. Use a constant as the key, then look for the quick-fix again.`,
      );
    const use = given === key ? USES[method] : undefined;
    if (!use) continue;
    const helper = helperAround(code.path, use, call);
    if (helper) helpers.push(helper);
    else places[use].push({ call });
  }
  return { code, text, source, writes: places.write, reads: places.read, removals: places.removal, helpers };
}

/** Whether a key that is made up may be this one: it says so, or somebody who does not use the storage itself names the key. */
function mayBeKey(workspace: Workspace, near: Path, written: string, { store, key }: StoredValue): boolean {
  if (/token|auth|jwt|credential/i.test(written)) return true;
  if (!/key/i.test(written)) return false;
  const quotedKey = new RegExp(`(['"\`])${key.replace(/[^\w-]/g, '.')}\\1`);
  return workspace.unitOf(near).files.some((path) => {
    const text = workspace.textOf(path) ?? '';
    return workspace.roleOf(path) === undefined && !text.includes(store) && quotedKey.test(text);
  });
}

/** Takes the constant of the key out of the file that declares it, where nothing else names it. */
export function keysWithout(
  workspace: Workspace,
  { code, text, source }: StoredPlaces,
  all: readonly StoredPlaces[],
): TextChange[] {
  const calls = all.flatMap((it) => [
    ...[...it.writes, ...it.reads, ...it.removals].flatMap((place) => (place.helper ? [] : [place.call])),
    ...it.helpers.map((helper) => helper.call),
  ]);
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

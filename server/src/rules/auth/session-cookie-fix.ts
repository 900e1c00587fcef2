import { fileName, type Path } from '#base/paths.ts';
import { scopeOfFunction } from '#concepts/function-place.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import { changeOf, type FileEdit, type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isCommonJs } from '#fixes/imports.ts';
import { newModule } from '#fixes/modules.ts';
import { Node, readScript, SyntaxKind } from '#fixes/script-tree.ts';
import { layOut } from '#fixes/text-style.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { checksWithCookie } from './authorization-reads.ts';
import { corsCredentials } from './cors-credentials.ts';
import { axiosInstances, axiosNames, sentRequest, withCredentials } from './request-credentials.ts';
import { joinPieces, type ServerPiece } from './server-piece.ts';
import { type CookieForm, cookieForm } from './session-cookie-module.ts';
import { newSignOut, SIGN_OUT, signOutRequest, signsOut, withoutRemovals } from './sign-out.ts';
import { functionAround, withoutReads, withoutWrites } from './stored-token-edit.ts';
import { keysWithout, type StoredPlaces, type StoredValue, storedPlaces } from './stored-token-places.ts';
import { answersWithCookie, type Handler } from './token-answer.ts';

export const SESSION_COOKIE: FixOffer = {
  id: 'use-session-cookie',
  kind: 'multi',
  title: 'Keep the token in a cookie that scripts cannot read',
};

/**
 * Moves a token out of the storage of the browser into a cookie that the server sets: both sides of it, from signing in to signing out. Empty
 * where a side is not in the workspace, or a use of the token is of a form that cannot be moved.
 */
export function useSessionCookie(workspace: Workspace, near: Path, stored: StoredValue): readonly Fix[] {
  const places = storedPlaces(workspace, near, stored);
  const field = places && fieldOf(places);
  if (!places || field === undefined) return [];
  const given = tokenRoutes(workspace, near, field, places);
  const [first] = given;
  if (!first || given.some((it) => it.route.unit !== first.route.unit)) return [];
  if (!areWritesGiven(workspace, near, places, given)) return [];
  const server = serverEdits(workspace, near, given, stored.key, places);
  const client = server && clientEdits(workspace, places, given, server.addsSignOut);
  return client ? [{ ...SESSION_COOKIE, edits: joinEdits([...client, ...server.edits]) }] : [];
}

/** The member of the answer that is kept; undefined where several are. */
function fieldOf(places: readonly StoredPlaces[]): string | undefined {
  const names = places
    .flatMap((it) => it.writes)
    .map((it) => {
      const value = Node.isCallExpression(it) ? it.getArguments()[1]?.getText() : undefined;
      return /(?:^|\.)(\w+)!?$/.exec(value ?? '')?.[1];
    });
  const [name, ...others] = new Set(names);
  return others.length === 0 ? name : undefined;
}

/** A route that answers with the token, and who calls it. */
interface TokenRoute {
  readonly link: ContractLink;
  readonly route: ComposedRoute;
  readonly handler: Handler;
  readonly form: CookieForm;
  readonly piece: ServerPiece;
}

/** What people sign in and up with, and what renews a session. */
const SIGN_IN = /log-?_?in|sign-?_?[iu]|auth|token|session|register|refresh/i;

function tokenRoutes(workspace: Workspace, near: Path, field: string, places: readonly StoredPlaces[]): readonly TokenRoute[] {
  const unit = workspace.unitOf(near);
  return workspace.contract().links.flatMap((link) => {
    const [route] = link.routes;
    if (link.call.unit !== unit || link.outcome !== 'served' || !route || link.call.method === 'GET') return [];
    const handler = handlerOf(workspace, route);
    const form = handler && cookieForm(route.framework, route.unit);
    const last = link.asked.at(-1);
    const mayBePart = last?.kind === 'literal' && SIGN_IN.test(last.text) && !SIGN_OUT.test(last.text);
    const isKept = places.some((it) => it.writes.some((write) => isMadeNear(workspace, link, it, write)));
    const piece = form && answersWithCookie(workspace, handler, form, field, mayBePart || isKept);
    return piece ? [{ link, route, handler, form, piece }] : [];
  });
}

/** A request of the function that keeps the token. */
function isMadeNear(workspace: Workspace, { call }: ContractLink, { code }: StoredPlaces, write: Node): boolean {
  const use = workspace.files.get(call.path)?.visible[call.concept];
  const around = functionAround(write);
  if (call.path !== code.path || use?.kind !== 'address-use' || !around) return false;
  return around.getStart() <= use.span.start && use.span.end <= around.getEnd();
}

/** What a function keeps comes from the requests that it makes: one of them has to be known to give the token. */
function areWritesGiven(
  workspace: Workspace,
  near: Path,
  places: readonly StoredPlaces[],
  given: readonly TokenRoute[],
): boolean {
  const unit = workspace.unitOf(near);
  const links = workspace.contract().links.filter((it) => it.call.unit === unit);
  return places.every((it) =>
    it.writes.every((write) => {
      const own = links.filter((link) => isMadeNear(workspace, link, it, write));
      return own.length === 0 || own.some((link) => given.some((one) => one.link === link));
    }),
  );
}

function handlerOf(workspace: Workspace, { handler, framework }: ComposedRoute): Handler | undefined {
  const code = handler && workspace.files.get(handler.path);
  const scope = code && isCode(code) ? scopeOfFunction(code.facts, handler.fn) : undefined;
  return code && isCode(code) && scope !== undefined ? { code, scope, framework } : undefined;
}

function serverEdits(
  workspace: Workspace,
  near: Path,
  given: readonly TokenRoute[],
  key: string,
  places: readonly StoredPlaces[],
): { readonly edits: readonly FileEdit[]; readonly addsSignOut: boolean } | undefined {
  const [first] = given;
  if (!first) return undefined;
  const { form, handler, route } = first;
  const { unit } = route;
  const checks = checksWithCookie(workspace, unit, form);
  const allowed = corsCredentials(
    workspace,
    unit,
    given.some((it) => it.link.call.origin !== 'same'),
  );
  const module = newModule(workspace, handler.code.path, form.module);
  if (!checks || !allowed || module === undefined || unit === workspace.unitOf(near)) return undefined;
  const ends = workspace.routesOf(unit).routes.filter((it) => {
    const last = it.segments?.at(-1);
    return last?.kind === 'literal' && SIGN_OUT.test(last.text);
  });
  const clears = ends.map((it) => {
    const one = handlerOf(workspace, it);
    return one && signsOut(workspace, one, form);
  });
  const isLeft = places.some((it) => it.removals.length > 0);
  const added = ends.length === 0 && isLeft ? newSignOut(workspace, route, form) : undefined;
  if (clears.includes(undefined) || (ends.length === 0 && isLeft && !added)) return undefined;
  const handled = new Map(given.map((it) => [`${it.handler.code.path} ${it.handler.scope}`, it.piece]));
  const pieces = [...handled.values(), ...checks, ...clears.flatMap((it) => it ?? []), ...(added ? [added] : [])];
  const edits = joinPieces(workspace, module, pieces);
  const text = workspace.textOf(handler.code.path) ?? '';
  const style = styleIn(workspace, module, handler.code.path);
  const created: FileEdit = {
    kind: 'create',
    path: module,
    text: layOut(
      form.text(key.replace(/[^\w-]/g, '_'), {
        path: module,
        isTyped: /\.[cm]?tsx?$/.test(fileName(module)),
        isRequired: isCommonJs(text),
        uses: new Set(pieces.flatMap((it) => it.own)),
      }),
      { ...style, quote: style.language === 'go' ? style.quote : styleIn(workspace, handler.code.path).quote },
    ),
    note: 'Create the module that keeps the cookie',
  };
  return edits && { edits: [created, ...joinEdits([...edits, ...allowed])], addsSignOut: added !== undefined };
}

function clientEdits(
  workspace: Workspace,
  places: readonly StoredPlaces[],
  given: readonly TokenRoute[],
  addsSignOut: boolean,
): readonly FileEdit[] | undefined {
  const read = places.map((it) => ({ places: it, edit: withoutReads(it, styleIn(workspace, it.code.path)) }));
  if (read.some((it) => !it.edit) || !read.some((it) => it.edit?.sends)) return undefined;
  const hasFlag = read.some((it) => it.edit?.asks);
  const asking = new Map<Path, TextChange[]>();
  const requests = new Map<Path, string | undefined>();
  const isEdited = (path: Path): boolean => read.some((it) => it.places.code.path === path && it.edit?.sends);
  for (const { link } of given) {
    const changes = signInChanges(workspace, link, isEdited, requests);
    if (!changes) return undefined;
    asking.set(link.call.path, [...(asking.get(link.call.path) ?? []), ...changes]);
  }
  const edits: FileEdit[] = [];
  for (const { places: one, edit: reads } of read) {
    const { path } = one.code;
    const style = styleIn(workspace, path);
    const written = withoutWrites(one, hasFlag, style);
    const way =
      requests.get(path) ??
      [...requests.values()].find((it) => it !== undefined && /^(?:window\.)?fetch\((['"])[^'"$]*\1/.test(it));
    const removed = withoutRemovals(one, hasFlag, way, style);
    if (!written || !removed || !reads) return undefined;
    const unused = keysWithout(workspace, one, places);
    const changes = [...reads.changes, ...written, ...removed, ...unused, ...(asking.get(path) ?? [])];
    asking.delete(path);
    const note = one.writes.length > 0 ? 'Leave the token to the browser' : 'Send the cookie instead of the token';
    const edit = editOf(workspace, one.code, once(changes), note);
    if (!edit) return undefined;
    edits.push(edit);
  }
  for (const [path, changes] of asking)
    if (changes.length > 0) edits.push(changeOf(path, once(changes), 'Have the browser take the cookie'));
  return addsSignOut || edits.length > 0 ? edits : undefined;
}

/** Imports that nothing needs any more go, but for component files, whose markup may need them. */
function editOf(
  workspace: Workspace,
  { path, facts }: LiftedCode,
  changes: readonly TextChange[],
  note: string,
): FileEdit | undefined {
  return facts.container ? changeOf(path, changes, note) : editCode(workspace, path, { changes: () => changes, note });
}

/** The call that asks for the token takes the cookie. Undefined where it goes through something that cannot be told so. */
function signInChanges(
  workspace: Workspace,
  { call }: ContractLink,
  isEdited: (path: Path) => boolean,
  requests: Map<Path, string | undefined>,
): readonly TextChange[] | undefined {
  const file = workspace.files.get(call.path);
  const use = file?.visible[call.concept];
  const text = workspace.textOf(call.path);
  if (!file || !isCode(file) || use?.kind !== 'address-use' || use.call === undefined || text === undefined) return undefined;
  const span = file.facts.calls[use.call]?.span;
  const source = readScript(call.path, text);
  const node = source
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .find((it) => it.getStart() === span?.start && it.getEnd() === span.end);
  if (!node) return undefined;
  const names = axiosNames(source);
  const style = styleIn(workspace, call.path);
  const [head = ''] = use.callee;
  const sent = sentRequest(node, names);
  if (!sent || axiosInstances(source).some((it) => it.name === head)) {
    // What it goes through is told so itself.
    const index = file.facts.imports.findIndex((it) => it.local === head);
    const resolution = index < 0 ? undefined : workspace.linker.resolution(call.path, index);
    const from = resolution?.kind === 'file' ? resolution.path : call.path;
    return isEdited(from) ? [] : undefined;
  }
  requests.set(call.path, signOutRequest(node, names, true, style));
  return withCredentials(sent, style);
}

function once(changes: readonly TextChange[]): TextChange[] {
  const same = (a: TextChange, b: TextChange): boolean =>
    a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;
  return changes.filter((it, index) => changes.findIndex((one) => same(one, it)) === index);
}

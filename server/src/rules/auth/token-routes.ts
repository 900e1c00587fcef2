import type { Path } from '#base/paths.ts';
import { scopeOfFunction } from '#concepts/function-place.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { Node } from '#fixes/script-tree.ts';
import type { ContractLink } from '#workspace/contract.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { libraryAnswer } from './library-answers.ts';
import type { ServerPiece } from './server-piece.ts';
import { type CookieForm, cookieForm } from './session-cookie-module.ts';
import { SIGN_OUT } from './sign-out.ts';
import { functionAround } from './stored-token-edit.ts';
import type { StoredPlaces } from './stored-token-places.ts';
import { answersWithCookie, type Handler } from './token-answer.ts';

/** A route that answers with the token, and who calls it. */
export interface TokenRoute {
  readonly link: ContractLink;
  readonly route: ComposedRoute;
  readonly handler: Handler;
  readonly form: CookieForm;
  readonly piece: ServerPiece;
}

/** What people sign in and up with, and what renews a session. */
const SIGN_IN = /log-?_?in|sign-?_?[iu]|auth|token|session|register|refresh/i;

/** The routes of servers of the workspace that answer this front end with the token. */
export function tokenRoutes(
  workspace: Workspace,
  near: Path,
  field: string,
  places: readonly StoredPlaces[],
): readonly TokenRoute[] {
  const unit = workspace.unitOf(near);
  return workspace.contract().links.flatMap((link) => {
    const [route] = link.routes;
    if (link.call.unit !== unit || link.outcome !== 'served' || !route || link.call.method === 'GET') return [];
    const handler = handlerOf(workspace, route);
    const form = handler && cookieForm(route.framework, route.unit);
    const last = link.asked.at(-1);
    const mayBePart = last?.kind === 'literal' && SIGN_IN.test(last.text) && !SIGN_OUT.test(last.text);
    const isKept = places.some((it) => it.writes.some((write) => isMadeNear(workspace, link, it, write.call)));
    const piece = form && answersWithCookie(workspace, handler, form, field, mayBePart || isKept);
    if (piece) return [{ link, route, handler, form, piece }];
    const ofLibrary = handler ? undefined : libraryAnswer(workspace, route, field);
    return ofLibrary ? [{ link, route, ...ofLibrary }] : [];
  });
}

/** A request of the function that keeps the token. */
function isMadeNear(workspace: Workspace, { call }: ContractLink, { code }: StoredPlaces, write: Node): boolean {
  const use = workspace.files.get(call.path)?.visible[call.concept];
  const around = functionAround(write);
  if (call.path !== code.path || use?.kind !== 'address-use' || !around) return false;
  return around.getStart() <= use.span.start && use.span.end <= around.getEnd();
}

/** What a function keeps comes from the requests that it makes: one of them has to be known to give the token. The first place where none is. */
export function writeNotGiven(
  workspace: Workspace,
  near: Path,
  places: readonly StoredPlaces[],
  given: readonly TokenRoute[],
): { readonly path: Path; readonly write: Node } | undefined {
  const unit = workspace.unitOf(near);
  const links = workspace.contract().links.filter((it) => it.call.unit === unit);
  for (const place of places)
    for (const { call } of place.writes) {
      const own = links.filter((link) => isMadeNear(workspace, link, place, call));
      if (own.length > 0 && !own.some((link) => given.some((one) => one.link === link)))
        return { path: place.code.path, write: call };
    }
  return undefined;
}

/** The function that answers a route; undefined where it is not found. */
export function handlerOf(workspace: Workspace, { handler, framework }: ComposedRoute): Handler | undefined {
  const code = handler && workspace.files.get(handler.path);
  const scope = code && isCode(code) ? scopeOfFunction(code.facts, handler.fn) : undefined;
  return code && isCode(code) && scope !== undefined ? { code, scope, framework } : undefined;
}

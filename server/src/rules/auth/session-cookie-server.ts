import { fileName, type Path } from '#base/paths.ts';
import { type FileEdit, joinEdits } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { isCommonJs } from '#fixes/imports.ts';
import { newModule } from '#fixes/modules.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { layOut } from '#fixes/text-style.ts';
import { worded } from '#fixes/wording.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { checksWithCookie } from './authorization-reads.ts';
import { corsCredentials } from './cors-credentials.ts';
import { libraryEnds } from './library-answers.ts';
import { joinPieces } from './server-piece.ts';
import { newSignOut, SIGN_OUT, signsOut } from './sign-out.ts';
import { handlerOf, type TokenRoute } from './token-routes.ts';

/** The route that takes the cookie back: beside one that gives the token, under another last segment. */
export interface SignOutRoute {
  readonly beside: TokenRoute;
  readonly last: string;
}

export interface ServerEdits {
  readonly edits: readonly FileEdit[];
  /** How the front end signs out; undefined where it has no way to be seen. */
  readonly signOut: SignOutRoute | undefined;
}

export const NO_ROUTE = worded`No route of a server in this workspace is seen to answer with the token. Where it is made by a framework or elsewhere, have that set an httpOnly cookie and read it in its checks, then leave the header out of the requests.`;

const SAME_UNIT = worded`The server and the page are one package here, so that it is not certain which files run in the browser. Set the cookie where the token is answered, read it where the header is checked, and leave the header out of the requests.`;

const NO_MODULE = worded`There is a module for a session cookie already, or its imports cannot be added. Have that one set the token as an httpOnly cookie where it is answered.`;

const NO_SIGN_OUT = worded`Signing out has to take the cookie back, and there is no certain place for that here. Add a route that clears the cookie, then look for the quick-fix again.`;

/** What becomes of the server: it sets the cookie, takes it in its checks, and takes it back. An obstacle where a part is of a form that is not known. */
export function serverEdits(
  workspace: Workspace,
  near: Path,
  given: readonly TokenRoute[],
  key: string,
  isLeft: boolean,
): ServerEdits | FixObstacle {
  const [first] = given;
  if (!first) return obstacle(near, undefined, NO_ROUTE);
  const { form, handler, route } = first;
  const { unit } = route;
  if (unit === workspace.unitOf(near)) return obstacle(handler.code.path, undefined, SAME_UNIT);
  const module = newModule(workspace, handler.code.path, form.module);
  if (module === undefined) return obstacle(handler.code.path, undefined, NO_MODULE);
  const checks = checksWithCookie(workspace, unit, form, module);
  if (isObstacle(checks)) return checks;
  const allowed = corsCredentials(
    workspace,
    unit,
    given.some((it) => it.link.call.origin !== 'same'),
  );
  if (isObstacle(allowed)) return allowed;
  const ends = workspace.routesOf(unit).routes.filter((it) => {
    const last = it.segments?.at(-1);
    return last?.kind === 'literal' && SIGN_OUT.test(last.text);
  });
  const clears = ends.map((it) => {
    if (libraryEnds(workspace, it, form)) return [];
    const one = handlerOf(workspace, it);
    return one && signsOut(workspace, one, form);
  });
  const wanted = ends.length === 0 && isLeft ? given : [];
  const beside = wanted.find((it) => newSignOut(workspace, it.route, form));
  const added = beside && newSignOut(workspace, beside.route, form);
  const unclear = ends.find((_, index) => clears[index] === undefined) ?? (wanted.length > 0 && !added ? route : undefined);
  if (unclear) return obstacle(unclear.handler?.path ?? unclear.path, undefined, NO_SIGN_OUT);
  const handled = new Map(given.map((it) => [`${it.handler.code.path} ${it.handler.scope}`, it.piece]));
  const pieces = [...handled.values(), ...checks, ...clears.flatMap((it) => it ?? []), ...(added ? [added] : [])];
  const edits = joinPieces(workspace, module, pieces);
  const text = workspace.textOf(handler.code.path) ?? '';
  const uses = new Set(pieces.flatMap((it) => [...it.own, ...(it.uses ?? [])]));
  const style = styleIn(workspace, module, handler.code.path);
  const created: FileEdit = {
    kind: 'create',
    path: module,
    text: layOut(
      form.text(key.replace(/[^\w-]/g, '_'), {
        path: module,
        isTyped: /\.[cm]?tsx?$/.test(fileName(module)),
        isRequired: isCommonJs(text),
        uses,
      }),
      { ...style, quote: style.language === 'go' ? style.quote : styleIn(workspace, handler.code.path).quote },
    ),
    note: worded`Create the module that keeps the cookie`,
  };
  if (!edits) return obstacle(handler.code.path, undefined, NO_MODULE);
  return {
    edits: [...(uses.size > 0 ? [created] : []), ...joinEdits([...edits, ...allowed])],
    signOut: beside ? { beside, last: 'logout' } : signOutAmong(given, ends),
  };
}

/** A route for signing out that stands beside one that gives the token. */
function signOutAmong(given: readonly TokenRoute[], ends: readonly ComposedRoute[]): SignOutRoute | undefined {
  const above = ({ segments }: ComposedRoute): string | undefined => segments && JSON.stringify(segments.slice(0, -1));
  for (const end of ends) {
    const beside = end.method === 'POST' ? given.find((it) => above(it.route) === above(end)) : undefined;
    const last = end.segments?.at(-1);
    if (beside && last?.kind === 'literal') return { beside, last: last.text };
  }
  return undefined;
}

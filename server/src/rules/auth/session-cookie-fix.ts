import type { Path } from '#base/paths.ts';
import { type Fix, type FixOffer, joinEdits } from '#fixes/edit.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { Node } from '#fixes/script-tree.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { clientEdits } from './session-cookie-client.ts';
import { NO_ROUTE, serverEdits } from './session-cookie-server.ts';
import { needsSignOut } from './sign-out-place.ts';
import { sentMember, storedAnswer } from './stored-answer.ts';
import { answerEdits } from './stored-answer-client.ts';
import { type StoredPlaces, type StoredValue, storedPlaces } from './stored-token-places.ts';
import { tokenRoutes, writeNotGiven } from './token-routes.ts';

export const SESSION_COOKIE: FixOffer = {
  id: 'use-session-cookie',
  kind: 'multi',
  title: worded`Keep the token in a cookie that scripts cannot read`,
};

/**
 * Moves a token out of the storage of the browser into a cookie that the server sets: both sides of it, from signing in to signing out. An obstacle
 * where a side is not in the workspace, or a use of the token is of a form that cannot be moved.
 */
export function useSessionCookie(workspace: Workspace, near: Path, stored: StoredValue): Fix | FixObstacle {
  const places = storedPlaces(workspace, near, stored);
  if (isObstacle(places)) return places;
  const writes = places.flatMap((it) => it.writes);
  const isWhole = writes.length > 0 && writes.every((it) => storedAnswer(it.call) !== undefined);
  const field = isWhole ? sentMember(workspace, near) : fieldOf(places);
  if (field === undefined) return obstacle(near, undefined, SEVERAL);
  const given = tokenRoutes(workspace, near, field, places);
  const [first] = given;
  if (!first) return obstacle(near, undefined, NO_ROUTE);
  const other = given.find((it) => it.route.unit !== first.route.unit);
  if (other) return obstacle(other.handler.code.path, undefined, SEVERAL_SERVERS);
  const unknown = writeNotGiven(workspace, near, places, given);
  if (unknown) {
    const { path, write } = unknown;
    return obstacle(path, { start: write.getStart(), end: write.getEnd() }, NO_ROUTE);
  }
  const isLeft = places.some((it) => it.removals.some(needsSignOut));
  const server = serverEdits(workspace, near, given, isWhole ? field : stored.key, isLeft);
  if (isObstacle(server)) return server;
  const client = isWhole
    ? answerEdits(workspace, near, places, field, given, server.signOut)
    : clientEdits(workspace, near, places, given, server.signOut);
  return isObstacle(client) ? client : { ...SESSION_COOKIE, edits: joinEdits([...client, ...server.edits]) };
}

const SEVERAL = worded`Different members of answers are kept under this key, so it is not certain which of them is the token. Give each a key of its own, then look for the quick-fix again.`;

const SEVERAL_SERVERS = worded`Several servers answer with the token, and a cookie belongs to one of them. Have the one that the page talks to set an httpOnly cookie by hand.`;

/** The member of the answer that is kept; undefined where several are. */
function fieldOf(places: readonly StoredPlaces[]): string | undefined {
  const names = places
    .flatMap((it) => it.writes)
    .map(({ call, helper }) => {
      const value = Node.isCallExpression(call) ? call.getArguments()[helper ? 0 : 1]?.getText() : undefined;
      return /(?:^|\.)(\w+)!?$/.exec(value ?? '')?.[1];
    });
  const [name, ...others] = new Set(names);
  return others.length === 0 ? name : undefined;
}

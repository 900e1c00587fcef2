import type { Path } from '#base/paths.ts';
import { isCode } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { type FixObstacle, isObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { editOf, once, signInChanges, type Way } from './session-cookie-client.ts';
import type { SignOutRoute } from './session-cookie-server.ts';
import { withoutRemovals } from './sign-out.ts';
import { withoutMember, withoutTokenInAnswer } from './stored-answer.ts';
import type { StoredPlaces } from './stored-token-places.ts';
import type { TokenRoute } from './token-routes.ts';

/**
 * What becomes of a front end that keeps the whole answer with the token in it: it keeps the rest, and the headers go. An obstacle where the token goes
 * anywhere else.
 */
export function answerEdits(
  workspace: Workspace,
  near: Path,
  places: readonly StoredPlaces[],
  member: string,
  given: readonly TokenRoute[],
  signOut: SignOutRoute | undefined,
): readonly FileEdit[] | FixObstacle {
  const moved = withoutMember(workspace, near, member);
  if ('kind' in moved) return moved;
  const changes = new Map<Path, TextChange[]>([...moved].map(([path, list]) => [path, [...list]]));
  const add = (path: Path, more: readonly TextChange[]): void => {
    changes.set(path, [...(changes.get(path) ?? []), ...more]);
  };
  const ways = new Map<Path, Way | undefined>();
  for (const { link } of given) {
    const last = signOut?.beside.link === link ? signOut.last : undefined;
    const asking = signInChanges(workspace, link, (path) => moved.has(path), last, ways);
    if (isObstacle(asking)) return asking;
    add(link.call.path, asking);
  }
  for (const one of places) {
    const { path } = one.code;
    const way = ways.get(path) ?? [...ways.values()].find((it) => it?.isAnywhere);
    const style = styleIn(workspace, path);
    const removed = withoutRemovals(one, ({ call }) => call.getParent()?.getText() ?? '', way?.request(style), style);
    if (isObstacle(removed)) return removed;
    add(path, [...withoutTokenInAnswer(one, [member]), ...removed]);
  }
  const edits: FileEdit[] = [];
  for (const [path, list] of changes) {
    const code = workspace.files.get(path);
    if (list.length === 0 || !code || !isCode(code)) continue;
    const isWritten = places.some((it) => it.code.path === path && it.writes.length > 0);
    const edit = editOf(
      workspace,
      code,
      once(list),
      [],
      isWritten ? worded`Keep the answer without the token` : worded`Leave the token to the cookie`,
    );
    if (!edit)
      return obstacle(path, undefined, worded`The imports of this file are of a form that cannot be changed for certain.`);
    edits.push(edit);
  }
  return edits;
}

import type { Path } from '#base/paths.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { type CodePart, editFiles } from '#fixes/file-edit.ts';
import { styleIn } from '#fixes/file-style.ts';
import { newModule } from '#fixes/modules.ts';
import { layOut } from '#fixes/text-style.ts';
import { type Wording, worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Anchor } from '../rule.ts';
import { aroundHandler, givenHandler } from './given-handler.ts';

export interface HandlerMiddleware {
  /** The package that is created for it, whose function `Middleware` takes a handler and gives one. */
  readonly name: string;
  readonly text: string;
  readonly note: Wording;
  /** What else becomes of files for it. */
  readonly also?: readonly CodePart[];
}

/** Puts middleware of a new package around what a server of net/http answers with; undefined where that is of a form that is not known. */
export function withMiddleware(
  workspace: Workspace,
  path: Path,
  at: Anchor,
  { name, text, note, also = [] }: HandlerMiddleware,
): FileEdit[] | undefined {
  const given = givenHandler(workspace, path, at);
  const module = given && newModule(workspace, path, name);
  if (!given || module === undefined) return undefined;
  const use = editFiles(workspace, [
    {
      path,
      own: [{ from: module, name: 'Middleware' }],
      changes: (written) => [aroundHandler(given, `${written('Middleware')}(\0)`)],
      note,
    },
    ...also,
  ]);
  const created = layOut(text, styleIn(workspace, module, path));
  return use && [{ kind: 'create', path: module, text: created, note: worded`Create the middleware` }, ...use];
}

import { fileName, folderOf, foldersUp, type Path } from '#base/paths.ts';
import type { EnvFileFacts } from '#facts/manifest-facts.ts';
import { exampleInPlaceOf } from '#fixes/configuration/env-example.ts';
import type { FileEdit, FixOffer } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { ignoreEdit } from './ignore-edit.ts';

export const LIST_INSTEAD: FixOffer = {
  id: 'create-example',
  kind: 'scaffold',
  title: worded`Create .env.example from its keys`,
};

/** Tells whether an env file is the only list of what a unit has to be told: nobody can do without it before there is an example. */
export function isOnlyList({ environmentOf, unitOf, files }: Workspace, { path, entries }: EnvFileFacts): boolean {
  if (fileName(path) !== '.env' || !entries.some((it) => !it.isCommentedOut)) return false;
  const hasExample = [...files.values()].some(
    ({ facts }) => facts.kind === 'env-file' && facts.isExample && folderOf(facts.path) === folderOf(path),
  );
  return !hasExample && environmentOf(unitOf(path)).examples.length === 0;
}

/**
 * The example, and the rule that keeps the real file out but not the example; git goes on with a file that it tracks until it is told otherwise.
 * @param isIgnored tells whether the ignore files leave out a path
 */
export function listInstead(workspace: Workspace, file: EnvFileFacts, isIgnored: (path: Path) => boolean): FileEdit[] {
  const example = exampleInPlaceOf(workspace, file);
  const ignore = foldersUp(file.path)
    .map((folder) => (folder === '' ? '.gitignore' : `${folder}/.gitignore`))
    .find((it) => workspace.files.has(it));
  const isRight = isIgnored(file.path) && !isIgnored(example.path);
  return [example, ...(isRight ? [] : [ignoreEdit(workspace, ignore ?? '.gitignore')])];
}

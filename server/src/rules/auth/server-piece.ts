import type { Path } from '#base/paths.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { editCode } from '#fixes/file-edit.ts';
import { together, type Wording } from '#fixes/wording.ts';
import type { NeededImport } from '#snippets/needed-import.ts';
import type { TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A part of what becomes of a file of a server, which others may have parts in. */
export interface ServerPiece {
  readonly path: Path;
  /** Names of the module that keeps the cookie. */
  readonly own: readonly string[];
  /** Names of it that are needed and not imported. */
  readonly uses?: readonly string[];
  readonly packages: readonly NeededImport[];
  readonly changes: (written: (name: string) => string) => readonly TextChange[];
  readonly note: Wording;
  /** What becomes of files beside, such as the manifest. */
  readonly edits?: readonly FileEdit[];
}

/** The edits of the files with their pieces laid together; undefined where an import cannot be added. */
export function joinPieces(workspace: Workspace, module: Path, pieces: readonly ServerPiece[]): readonly FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  const needed = pieces.filter((it) => it.changes((name) => name).length > 0);
  for (const path of new Set(needed.map((it) => it.path))) {
    const here = needed.filter((it) => it.path === path);
    const edit = editCode(workspace, path, {
      own: [...new Set(here.flatMap((it) => it.own))].map((name) => ({ from: module, name })),
      packages: here.flatMap((it) => it.packages),
      changes: (written) => here.flatMap((it) => it.changes(written)),
      note: together(here.map((it) => it.note)),
    });
    if (!edit) return undefined;
    edits.push(edit);
  }
  return [...edits, ...pieces.flatMap((it) => it.edits ?? [])];
}

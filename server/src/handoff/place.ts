import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A place in a file; `line` is 1-based, absent for the file as a whole. */
export interface Place {
  readonly path: Path;
  readonly line?: number;
}

/** The place of an offset; the file alone where its text cannot be had. */
export function placeOf(workspace: Workspace, path: Path, offset: number): Place {
  const text = workspace.textOf(path);
  return text === undefined ? { path } : { path, line: new LineIndex(text).positionAt(offset).line + 1 };
}

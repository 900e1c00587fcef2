import type { Path } from '#base/paths.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Gives the text of a file; '' for one that is not there. */
export type SourceText = () => string;

/** The text of a file for a rule that seldom needs it: read when it is first asked for, because reading is dearer than most rules are. */
export function sourceText(workspace: Workspace, path: Path): SourceText {
  let text: string | undefined;
  return () => {
    text ??= workspace.textOf(path) ?? '';
    return text;
  };
}

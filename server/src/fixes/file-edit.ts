import type { Path } from '#base/paths.ts';
import { applyTextChanges, type TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { changesBetween } from './changes-between.ts';
import { changeOf, type FileEdit } from './edit.ts';
import { addImports, type ImportsWanted, isCommonJs } from './imports.ts';
import { withoutUnused } from './unused-imports.ts';
import { together, type Wording } from './wording.ts';

export interface CodeEdit extends ImportsWanted {
  /** What becomes of the code; `written` says how the file writes a name that is imported for it. */
  readonly changes: (written: (name: string) => string) => readonly TextChange[];
  readonly note: Wording;
}

/** What one of several things asks of a code file. */
export interface CodePart extends CodeEdit {
  readonly path: Path;
}

/** The edits of code files, a file once however much is asked of it, in the order in which they are first named. Undefined where one cannot be made. */
export function editFiles(workspace: Workspace, parts: readonly CodePart[]): FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  for (const path of new Set(parts.map((it) => it.path))) {
    const ofFile = parts.filter((it) => it.path === path);
    const edit = editCode(workspace, path, {
      own: ofFile.flatMap((it) => it.own ?? []),
      packages: ofFile.flatMap((it) => it.packages ?? []),
      changes: (written) => ofFile.flatMap((it) => it.changes(written)),
      note: together(ofFile.map((it) => it.note)),
    });
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

/**
 * The edit of a code file with the imports that it needs then, and without those whose last use it takes away. Undefined where the imports cannot
 * be added.
 */
export function editCode(workspace: Workspace, path: Path, { changes, note, ...wanted }: CodeEdit): FileEdit | undefined {
  const text = workspace.textOf(path);
  const facts = workspace.files.get(path)?.facts;
  const asked = addImports(workspace, path, wanted);
  if (text === undefined || facts?.kind !== 'code' || !asked) return undefined;
  const own = changes(asked.written);
  if (isCommonJs(text)) return changeOf(path, [...asked.changes, ...own], note);
  // Names that the new code uses are still needed.
  const added = own.map((it) => it.text).join('\n');
  const gone = withoutUnused(
    text,
    facts,
    own.map((it) => it.span),
    added,
  );
  const body = applyTextChanges(text, [...own, ...gone]);
  const imports = addImports(workspace, path, wanted, body);
  return imports && changeOf(path, changesBetween(text, applyTextChanges(body, imports.changes)), note);
}

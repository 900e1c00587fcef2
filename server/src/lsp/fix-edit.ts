import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Path } from '#base/paths.ts';
import { type ChosenEdits, toWorkspaceEdit } from './convert.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Session } from './session.ts';

/** The edit of a fix for this client; undefined where the client cannot take it. */
export function editOf(session: Session, folder: FolderSession, fix: ChosenEdits): WorkspaceEdit | undefined {
  return toWorkspaceEdit(fix, {
    uriOf: (at) => uriOf(folder, at),
    textOf: (at) => folder.analysis.textOf(at),
    versionOf: (at) => session.versionOf(folder, at),
    client: session.client,
    present: presentFile(folder, fix),
  });
}

function presentFile({ analysis, findings }: FolderSession, { edits }: ChosenEdits): Path | undefined {
  const changed = edits.flatMap((it) => (it.kind === 'change' ? [it.path] : []));
  return [...changed, ...findings.keys()].find((it) => existsSync(join(analysis.root, it)));
}

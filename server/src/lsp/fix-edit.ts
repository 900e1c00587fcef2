import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Fix } from '#fixes/edit.ts';
import { toWorkspaceEdit } from './convert.ts';
import { type FolderSession, uriOf } from './folder-session.ts';
import type { Session } from './session.ts';

/** The edit of a fix for this client; undefined where the client cannot take it. */
export function editOf(session: Session, folder: FolderSession, fix: Fix): WorkspaceEdit | undefined {
  const places = { uriOf: (at: string) => uriOf(folder, at), textOf: (at: string) => folder.analysis.textOf(at) };
  return toWorkspaceEdit(fix, places, (at) => session.versionOf(folder, at), session.client);
}

import * as vscode from 'vscode';

/**
 * The folder that a command is to work in: the only one, else the one that the person picks. Undefined where nobody picks one, and where it is on no
 * disk, which is said. `nothingOpen`: what is said where no folder is open.
 */
export async function pickFolderOnDisk(nothingOpen: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folders.length === 0) await vscode.window.showInformationMessage(nothingOpen);
  if (folder === undefined) return undefined;
  if (folder.uri.scheme === 'file') return folder.uri;
  await sayNotOnDisk();
  return undefined;
}

/** Why nothing can be done in a folder of an archive, of a remote repository or in memory, and what can be done instead. */
export async function sayNotOnDisk(): Promise<void> {
  const open = vscode.l10n.t('Open Folder');
  const why = vscode.l10n.t(
    'This folder is not on a disk that Tiebeam can reach. Open a copy of it on your computer, or over a remote connection.',
  );
  const answer = await vscode.window.showInformationMessage(why, open);
  if (answer === open) await vscode.commands.executeCommand('vscode.openFolder');
}

import * as vscode from 'vscode';

/**
 * In an untrusted workspace: tells the user why nothing is written or run, offers to manage trust, and gives true.
 * `what` begins the sentence, such as "A project is not created".
 */
export async function refuseUntrusted(what: string): Promise<boolean> {
  if (vscode.workspace.isTrusted) return false;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const reason = vscode.l10n.t(
    '{0}: this workspace is not trusted, so Tiebeam reads its files but writes and runs nothing.',
    what,
  );
  const answer = await vscode.window.showWarningMessage(reason, manage);
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return true;
}

import * as vscode from 'vscode';
import { VERIFY, VERIFY_PROGRESS, type VerifyParams, type VerifyProgressParams, type VerifyResult } from '#protocol';
import type { TiebeamClient } from '../language-client.ts';
import { showReport } from '../pages.ts';
import { verifyTimeoutMs } from '../settings.ts';
import { refuseUntrusted } from '../trust.ts';

/** Runs the behaviour contract in a folder, with progress and cancel, and opens its report. */
export async function verifyProject(client: TiebeamClient, given?: vscode.Uri): Promise<VerifyResult | undefined> {
  if (await refuseUntrusted(vscode.l10n.t('The project is not verified'))) return undefined;
  const folder = given ?? (await pickFolder());
  if (folder === undefined) return undefined;
  const params: VerifyParams = { folder: folder.fsPath, timeoutMs: verifyTimeoutMs(folder) };
  const title = vscode.l10n.t('Tiebeam verifies the project');
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const listening = client.onNotification<VerifyProgressParams>(VERIFY_PROGRESS, (probe) => {
        if (probe.state === 'running') progress.report({ message: probe.title });
      });
      try {
        return await client.request<VerifyResult>(VERIFY, params, token);
      } finally {
        listening.dispose();
      }
    },
  );
  await showReport(vscode.l10n.t('Verification'), result.markdown);
  return result;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  if (folders[0] === undefined) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of the project that is to be verified.'));
  }
  return folders[0]?.uri;
}

import * as vscode from 'vscode';
import { HANDOFF, type HandoffParams, type HandoffResult } from '#protocol/handoff.ts';
import { pickFolderOnDisk } from '../disk-folder.ts';
import type { TiebeamClient } from '../language-client.ts';
import { refuseUntrusted } from '../trust.ts';
import type { KeptVerifications } from '../verify/kept-verification.ts';

/** Writes `HANDOFF.md` into a folder, as one step that can be undone, and shows it. Gives its address; undefined where nothing was written. */
export async function writeHandoff(client: TiebeamClient, verifications: KeptVerifications): Promise<vscode.Uri | undefined> {
  if (await refuseUntrusted(vscode.l10n.t('The hand-off is not written'))) return undefined;
  const folder = await pickFolderOnDisk(vscode.l10n.t('Open the folder that is to be handed over.'));
  if (folder === undefined) return undefined;
  const verification = verifications.summaryOf(folder);
  const params: HandoffParams = { folder: folder.toString(), ...(verification && { verification }) };
  const { problem, uri, text } = await client.request<HandoffResult>(HANDOFF, params);
  if (uri === undefined || text === undefined) {
    await vscode.window.showErrorMessage(vscode.l10n.t('The hand-off was not written. {0}', problem ?? ''));
    return undefined;
  }
  const file = vscode.Uri.parse(uri);
  await write(file, text);
  await vscode.commands.executeCommand('markdown.showPreview', file);
  return file;
}

async function write(file: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const known = await isThere(file);
  if (known) {
    const document = await vscode.workspace.openTextDocument(file);
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.replace(file, new vscode.Range(new vscode.Position(0, 0), end), text);
  } else {
    edit.createFile(file, { contents: new TextEncoder().encode(text) });
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('{0} could not be written', file.fsPath));
  if (known) await (await vscode.workspace.openTextDocument(file)).save();
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

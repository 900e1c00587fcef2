import * as vscode from 'vscode';
import type { TurnOffResult } from '#protocol/rules.ts';

/** Applies a change of `tiebeam.json` that the server worked out, and saves it. Throws with the reason where there is none. */
export async function applyToConfiguration({ problem, uri, newText, changes }: TurnOffResult): Promise<void> {
  if (problem !== undefined || uri === undefined)
    throw new Error(problem ?? vscode.l10n.t('the server did not say what to change'));
  const target = vscode.Uri.parse(uri);
  const edit = new vscode.WorkspaceEdit();
  if (newText !== undefined) edit.createFile(target, { contents: new TextEncoder().encode(newText) });
  for (const it of changes ?? []) {
    const { start, end } = it.range;
    edit.replace(target, new vscode.Range(start.line, start.character, end.line, end.character), it.newText);
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('the editor refused the change'));
  const document = await vscode.workspace.openTextDocument(target);
  await document.save();
}

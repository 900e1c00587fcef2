import * as vscode from 'vscode';

/** Selects the word in a suppression that stands for its reason, so that typing replaces it. Nothing where the document is not shown. */
export function writeReason(uri: unknown, line: unknown, start: unknown, end: unknown): void {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof start !== 'number' || typeof end !== 'number') return;
  const address = vscode.Uri.parse(uri).toString();
  const editor = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === address);
  if (!editor) return;
  editor.selection = new vscode.Selection(line, start, line, end);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

import * as vscode from 'vscode';
import { loadPage } from '../webview-panel.ts';
import { type ScaffoldServer, startSession } from './session.ts';
import { onFoldersChanged, type SheetLog, sheetEditor } from './sheet-editor.ts';
import { SHEET_VIEW } from './sheet-tab.ts';

let open: vscode.WebviewPanel | undefined;

/** Opens the decision sheet, or brings it to the front: there is one in a window. */
export function openDecisionSheet(context: vscode.ExtensionContext, server: ScaffoldServer, log?: SheetLog): void {
  if (open !== undefined) {
    open.reveal();
    return;
  }
  const panel = vscode.window.createWebviewPanel(SHEET_VIEW, vscode.l10n.t('New Project'), vscode.ViewColumn.Active);
  showSheet(panel, context, server, log);
}

/** Puts the sheet into a panel, a new one or one that VS Code has restored. */
export function showSheet(
  panel: vscode.WebviewPanel,
  context: vscode.ExtensionContext,
  server: ScaffoldServer,
  log?: SheetLog,
): void {
  open = panel;
  const { webview } = panel;
  const editor = sheetEditor(context, log);
  const session = startSession(server, editor, (message) => void webview.postMessage(message));
  const listeners = [
    webview.onDidReceiveMessage((message: unknown) => session.hear(message)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => session.trustChanged()),
    onFoldersChanged(() => void session.foldersChanged()),
    editor,
  ];
  panel.onDidDispose(() => {
    open = undefined;
    for (const listener of listeners) listener.dispose();
  });
  loadPage(panel, context, 'decide', vscode.l10n.t('New Project'), session.first());
}

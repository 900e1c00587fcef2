import * as vscode from 'vscode';
import type { ScaffoldServer } from './session.ts';
import type { SheetLog } from './sheet-editor.ts';
import { SHEET_VIEW } from './sheet-tab.ts';

/** Brings a decision sheet back that was open when the window was closed. The sheet itself is loaded only then. */
export function restoreDecisionSheets(
  context: vscode.ExtensionContext,
  server: ScaffoldServer,
  log?: SheetLog,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(SHEET_VIEW, {
    async deserializeWebviewPanel(panel) {
      const { showSheet } = await import('./panel.ts');
      showSheet(panel, context, server, log);
    },
  });
}

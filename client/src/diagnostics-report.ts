import { release } from 'node:os';
import * as vscode from 'vscode';
import { DIAGNOSTICS_REPORT, type DiagnosticsReportResult } from '#protocol/server.ts';
import type { TiebeamClient } from './language-client.ts';

/** Puts what a bug report needs on the clipboard: versions, counts, problems; no source text. Works without a server too. */
export async function copyDiagnosticsReport(client: TiebeamClient, context: vscode.ExtensionContext): Promise<void> {
  const server = await client.request<DiagnosticsReportResult>(DIAGNOSTICS_REPORT).then(
    ({ text }) => text,
    (error: unknown) => `Server: ${error instanceof Error ? error.message : String(error)}`,
  );
  const version: unknown = Reflect.get(context.extension.packageJSON ?? {}, 'version');
  const lines = [
    `Tiebeam ${String(version)}, VS Code ${vscode.version}, Node ${process.version}`,
    `${process.platform} ${process.arch} ${release()}, ${vscode.env.appHost}, remote: ${vscode.env.remoteName ?? 'none'}`,
    `Workspace: ${vscode.workspace.workspaceFolders?.length ?? 0} folders, ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    `Server state: ${client.status.state}`,
    '',
    server,
  ];
  await vscode.env.clipboard.writeText(`${lines.join('\n')}\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The diagnostics report is on the clipboard.'), 5_000);
}

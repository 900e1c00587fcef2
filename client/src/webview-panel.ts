import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { renderPage } from './webview-page.ts';

/**
 * Loads one of the pages that the build writes to `dist/webview` into a panel, under this title. `first`: a message that the page takes before it
 * shows anything; without it the page shows that it waits.
 */
export function loadPage(
  { webview }: vscode.WebviewPanel,
  { extensionUri }: vscode.ExtensionContext,
  page: 'decide' | 'map',
  title: string,
  first?: unknown,
): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const uriOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = renderPage({
    nonce: randomBytes(16).toString('base64'),
    source: webview.cspSource,
    scriptUri: uriOf(`${page}.js`),
    styleUri: uriOf(`${page}.css`),
    language: vscode.env.language,
    // `client/webview/localise.ts` reads the texts; VS Code has none where it speaks English.
    data: { ...(vscode.l10n.bundle && { l10n: vscode.l10n.bundle }), ...(first !== undefined && { first }) },
    title,
  });
}

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { languageBlock } from './webview-language.ts';
import { renderPage } from './webview-page.ts';

/** Loads one of the pages that the build writes to `dist/webview` into a panel, under this title. */
export function loadPage(
  { webview }: vscode.WebviewPanel,
  { extensionUri }: vscode.ExtensionContext,
  page: 'decide' | 'map',
  title: string,
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
    languageBlock: languageBlock(),
    title,
  });
}

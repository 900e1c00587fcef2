import * as vscode from 'vscode';

/**
 * A data block for the page of a webview: the texts in the language of the editor, which `client/webview/localise.ts` reads. Empty where the editor
 * speaks English. It holds no script, so that it needs no nonce.
 */
export function languageBlock(): string {
  const { bundle } = vscode.l10n;
  if (bundle === undefined) return '';
  // The only way out of the element is its closing tag.
  return `<script type="application/json" id="l10n">${JSON.stringify(bundle).replaceAll('<', '\\u003c')}</script>`;
}

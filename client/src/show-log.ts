import * as vscode from 'vscode';

const BETWEEN_MS = 200;
const ATTEMPTS = 25;

/**
 * Shows the log. VS Code registers the channel of an extension when its file is there, a moment after the extension has started, and until then
 * drops the wish to see it without a word: it is repeated, for five seconds at most.
 */
export async function showLog(log: vscode.LogOutputChannel, extensionId: string): Promise<void> {
  for (let left = ATTEMPTS; left > 0; left -= 1) {
    log.show();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    if (isVisible(extensionId)) return;
  }
}

/** The output view has the name of the channel as its address, which begins with the extension's own. */
function isVisible(extensionId: string): boolean {
  return vscode.window.visibleTextEditors.some(
    ({ document: { uri } }) => uri.scheme === 'output' && uri.path.toLowerCase().startsWith(extensionId.toLowerCase()),
  );
}

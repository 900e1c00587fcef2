import * as vscode from 'vscode';

/** `tiebeam.enable`. The server reads the other settings itself. */
export function isEnabled(): boolean {
  return vscode.workspace.getConfiguration('tiebeam').get('enable') !== false;
}

/** `tiebeam.verify.timeout` in milliseconds. */
export function verifyTimeoutMs(scope: vscode.Uri): number {
  const seconds: unknown = vscode.workspace.getConfiguration('tiebeam', scope).get('verify.timeout');
  return (typeof seconds === 'number' && seconds > 0 ? seconds : 300) * 1_000;
}

/** Calls back with the new value of `tiebeam.enable`. */
export function onDidChangeEnabled(callback: (enabled: boolean) => unknown): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('tiebeam.enable')) callback(isEnabled());
  });
}

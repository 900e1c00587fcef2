import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';

/** The numbers of vscode-languageclient's own handler, which shows messages that nobody caused. */
const MAX_RESTARTS = 4;
const WITHIN_MS = 3 * 60_000;

/** A crashed server comes back by itself, until it has crashed too often; then `onGivenUp` is told what to say. */
export function restartPolicy(onGivenUp: (message: string) => void): ErrorHandler {
  let restarts: number[] = [];
  return {
    error: (_error, _message, count) => ({
      action: count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed: () => {
      const now = Date.now();
      restarts = [...restarts.filter((at) => now - at < WITHIN_MS), now];
      if (restarts.length <= MAX_RESTARTS) return { action: CloseAction.Restart, handled: true };
      onGivenUp(vscode.l10n.t('It crashed {0} times in three minutes', restarts.length));
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

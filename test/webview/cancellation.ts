import { CancellationTokenSource } from 'vscode-jsonrpc';
import type { Cancellation } from '../../client/src/decide/session.ts';

/** A cancellation as the language client makes them. */
export function newCancellation(): Cancellation {
  const source = new CancellationTokenSource();
  return { token: source.token, cancel: () => source.cancel() };
}

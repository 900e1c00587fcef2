import { type CancellationToken, type Connection, ResponseError } from 'vscode-languageserver';

/**
 * Runs a handler so that its crash is logged with the method's name and answered with a fallback; the server goes on. A refusal
 * (`ResponseError`) reaches the client as it is.
 */
export function guard(connection: Connection) {
  return <Params, Answer>(
    method: string,
    fallback: Answer,
    handle: (params: Params, token: CancellationToken | undefined) => Answer | Promise<Answer>,
  ) =>
    async (params: Params, token?: CancellationToken): Promise<Answer> => {
      try {
        return await handle(params, token);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        connection.console.error(`${method} failed: ${reason}`);
        return fallback;
      }
    };
}

export type Guard = ReturnType<typeof guard>;

/** A cancellation in the platform's own form. */
export function signalOf(token: CancellationToken | undefined): AbortSignal {
  const controller = new AbortController();
  if (token?.isCancellationRequested) controller.abort();
  else token?.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

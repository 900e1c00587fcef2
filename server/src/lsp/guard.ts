import type { Connection } from 'vscode-languageserver';

/** Runs a handler so that its crash is logged with the method's name and answered with a fallback; the server goes on. */
export function guard(connection: Connection) {
  const log = (method: string, error: unknown): void => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`${method} failed: ${reason}`);
  };
  return <Params, Answer>(method: string, fallback: Answer, handle: (params: Params) => Answer | Promise<Answer>) =>
    async (params: Params): Promise<Answer> => {
      try {
        return await handle(params);
      } catch (error) {
        log(method, error);
        return fallback;
      }
    };
}

export type Guard = ReturnType<typeof guard>;

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../logging/logger.ts';

/** Writes one line when the response is done, or when the caller has gone away. */
export function logWhenDone(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, path, logger }: { readonly requestId: string; readonly path: string; readonly logger: Logger },
): void {
  const startedAt = performance.now();
  response.once('close', () => {
    const line = {
      requestId,
      method: request.method,
      path,
      status: response.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
    };
    if (!response.writableFinished) logger.info(line, 'request aborted');
    else if (response.statusCode >= 500) logger.error(line, 'request completed');
    else logger.info(line, 'request completed');
  });
}

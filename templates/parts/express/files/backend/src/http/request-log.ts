import type { RequestHandler } from 'express';
import type { Logger } from '../logging/logger.ts';
import { currentRequestId } from '../logging/request-context.ts';

/** Writes one line per request when its response is done, or when the caller has gone away. */
export function createRequestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const path = request.path;
    const requestId = currentRequestId();
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
    next();
  };
}

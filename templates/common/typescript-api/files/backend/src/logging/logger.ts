import { type Logger, pino, stdTimeFunctions } from 'pino';
import { currentRequestId } from './request-context.ts';

export type { Logger };

/** One JSON object per line on stdout. Lines that are written while a request is answered carry its id. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
    redact: {
      paths: ['password', 'token', 'authorization', 'cookie', '*.password', '*.token', '*.authorization', '*.cookie'],
      censor: '[redacted]',
    },
  });
}

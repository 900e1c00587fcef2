import { format, stripVTControlCharacters } from 'node:util';
import type { Logger } from './logger.ts';

const levels = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const;

/** Makes log lines of what Next.js and other libraries write to the console, so that every line of the output can be parsed. */
export function logConsole(logger: Logger, target: Pick<Console, keyof typeof levels> = globalThis.console): void {
  for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    target[method] = (...values: unknown[]) => {
      const err = values.find((value) => value instanceof Error);
      const message = stripVTControlCharacters(format(...values.filter((value) => value !== err))).trim();
      logger[levels[method]](err === undefined ? {} : { err }, message === '' ? 'console' : message);
    };
  }
}

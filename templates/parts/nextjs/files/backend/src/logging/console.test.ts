import { expect, test } from 'vitest';
import { logConsole } from './console.ts';
import type { Logger } from './logger.ts';

test('what goes to the console becomes log lines, without colours', () => {
  const lines: unknown[] = [];
  const write = (level: string) => (fields: object, message: string) => lines.push({ level, message, ...fields });
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const target = { ...globalThis.console };
  logConsole(logger as unknown as Logger, target);

  const failure = new Error('broken');
  target.log('\u001b[32mready\u001b[0m in %d ms', 12);
  target.error(' ⨯ ', failure);
  target.warn(failure);
  expect(lines).toEqual([
    { level: 'info', message: 'ready in 12 ms' },
    { level: 'error', message: '⨯', err: failure },
    { level: 'warn', message: 'console', err: failure },
  ]);
});

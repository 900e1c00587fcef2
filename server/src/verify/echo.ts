import { stripVTControlCharacters } from 'node:util';
import type { OutputStream } from '#host/run-process.ts';
import type { Secrets } from './secrets.ts';

/**
 * Hands the output of a command on in whole lines, the command itself first. A secret may be cut by the end of a piece but never stands over
 * two lines, so that it is blotted out in each.
 */
export function echoTo(
  print: (lines: string) => void,
  words: readonly string[],
  secrets: Secrets,
): (stream: OutputStream, text: string) => void {
  const rest: Record<OutputStream, string> = { stdout: '', stderr: '' };
  print(secrets.blot(`$ ${words.join(' ')}\n`));
  return (stream, text) => {
    const whole = rest[stream] + text;
    const end = whole.lastIndexOf('\n') + 1;
    rest[stream] = whole.slice(end);
    if (end > 0) print(stripVTControlCharacters(secrets.blot(whole.slice(0, end))));
  };
}

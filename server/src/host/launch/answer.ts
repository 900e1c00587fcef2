import { failure, type Result, success } from '#base/result.ts';
import type { LaunchQuestion } from './launch.ts';

/** What a person typed as the value for `tiebeam.json`; a problem, in one sentence, where it cannot be one. */
export function answerValue(form: LaunchQuestion['form'], typed: string): Result<unknown, string> {
  const text = typed.trim();
  if (text === '') return failure('An answer is needed.');
  switch (form) {
    case 'words':
      return wordsOf(text);
    case 'port': {
      const port = Number(text);
      if (Number.isInteger(port) && port >= 1 && port <= 65_535) return success(port);
      return failure('A port is a number from 1 to 65535.');
    }
    case 'consent':
      return success(text === 'true');
    case 'text':
      return success(text);
  }
}

/** Cuts a command line into words, as a shell does with quotes, and with nothing else of a shell. */
export function wordsOf(line: string): Result<readonly string[], string> {
  const words: string[] = [];
  for (const match of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    const [word] = match;
    if (/^(?:&&|\|\|?|;|[<>]+|&)$/.test(word)) return failure(`${word} is for a shell, and the command is started without one.`);
    words.push(
      word.replace(/"([^"]*)"|'([^']*)'/g, (_, one: string | undefined, other: string | undefined) => one ?? other ?? ''),
    );
  }
  if (words[0] !== undefined && /^\w+=/.test(words[0])) return failure('Variables go into verify.variables of tiebeam.json.');
  return success(words);
}

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isFileError } from '#host/file-error.ts';
import { UsageError } from './exit-code.ts';

/** Writes what a command says to the file of `--output`, or to the terminal without one. A file that cannot be written is the user's to mend. */
export function writeOutput(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path.resolve(file), text);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UsageError(`${file} cannot be written: ${error.code === 'ENOENT' ? 'its folder is not there' : error.code}`);
  }
}

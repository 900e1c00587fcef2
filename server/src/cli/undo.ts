import { isFileError } from '#host/file-error.ts';
import { undoFolder, undoProject } from '#host/project-undo.ts';
import { ExitCode, UsageError } from './exit-code.ts';

/** `tiebeam undo`. What was changed since is never removed. */
export async function undo(token: string): Promise<ExitCode> {
  const outcome = await undoProject(token, undoFolder(process.env)).catch((error: unknown) => {
    if (isFileError(error)) throw new UsageError(`it could not be taken back (${error.code ?? error.message}); try again`);
    throw error;
  });
  switch (outcome.kind) {
    case 'undone':
      process.stdout.write(`Taken back: ${outcome.files} files\n`);
      return ExitCode.clean;
    case 'changed':
      throw new UsageError(
        `nothing was taken back, because this was changed since:\n${outcome.paths.map((it) => `  ${it}`).join('\n')}`,
      );
    case 'unknown':
      throw new UsageError('there is nothing to take back under this token');
  }
}

import type { Worker } from 'node:worker_threads';
import { version } from '#host/version.ts';
import { ExitCode } from './exit-code.ts';
import { runProgram, type Serve } from './program.ts';

/** The command line as a program: arguments in, exit code out. */
export async function main(serve: Serve, reader?: Worker): Promise<void> {
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    process.exitCode = await runProgram(process.argv.slice(2), { version, serve, reader });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`tiebeam failed, and it is not your fault: ${reason}\n`);
    process.exitCode = ExitCode.internal;
  }
}

import { version } from '#host/version.ts';
import { ExitCode } from './exit-code.ts';
import { runProgram } from './program.ts';

try {
  process.exitCode = await runProgram(process.argv.slice(2), version);
} catch (error) {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`tiebeam failed, and it is not your fault: ${reason}\n`);
  process.exitCode = ExitCode.internal;
}

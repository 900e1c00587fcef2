// Runs the bundled command line as a person does.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `tiebeam` with arguments in a folder, without a terminal. */
export function tiebeam(cwd: string, ...args: readonly string[]): Promise<Run> {
  return tiebeamWith(process.env, cwd, ...args);
}

/** The same with these variables and no others. */
export function tiebeamWith(env: NodeJS.ProcessEnv, cwd: string, ...args: readonly string[]): Promise<Run> {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is not there: run `npm run build`');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (it: Buffer) => stdout.push(it));
    child.stderr.on('data', (it: Buffer) => stderr.push(it));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

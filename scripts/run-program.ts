import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

export interface ProgramResult {
  /** 1 as well when the program was ended by a signal or could not be started. */
  readonly code: number;
  /** What it printed on both channels, in order; empty where it went straight to the terminal. */
  readonly output: string;
}

const running = new Set<ChildProcess>();

/** Ends all programs that `runProgram` has started and that still run. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a program to its end. With `stdio: 'inherit'` its output goes to the terminal, else it is collected. Never throws. */
export function runProgram(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    running.add(child);
    child.once('exit', () => running.delete(child));
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` }),
    );
  });
}

import { execFileSync } from 'node:child_process';

/** Tells whether a program is on PATH and answers. */
export function isInstalled(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    // What is not there cannot say its version.
    return false;
  }
}

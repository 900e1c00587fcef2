import { existsSync } from 'node:fs';
import { runProgram } from './run-program.ts';

/** Tells whether packages can be installed here without asking anybody. */
export async function canInstall(): Promise<boolean> {
  if (!existsSync('/usr/bin/apt-get')) return false;
  return isRoot() || (await runProgram('sudo', ['-n', 'true'])).code === 0;
}

/** Installs packages of the system and gives what apt said. */
export async function installPackages(...names: readonly string[]): Promise<string> {
  const prefix = isRoot() ? [] : ['sudo', '-n'];
  const apt = async (...args: readonly string[]) => {
    const [command = 'env', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return runProgram(command, rest);
  };
  const update = await apt('update');
  const install = await apt('install', '-y', '--no-install-recommends', ...names);
  return update.code === 0 ? install.output : update.output;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

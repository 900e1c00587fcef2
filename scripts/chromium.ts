import { existsSync } from 'node:fs';
import { findChromium } from '../test/vscode/host/workbench.ts';
import { runProgram } from './run-program.ts';

/** Installs Chromium by apt where it is missing and that can be done. Gives undefined when there is one, else what to do about it. */
export async function provideChromium(): Promise<string | undefined> {
  if (findChromium() !== undefined) return undefined;
  const advice = 'There is no Chromium: install it, or set CHROMIUM to its path, and run this again.';
  if (!existsSync('/usr/bin/apt-get')) return advice;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (prefix.length > 0 && (await runProgram('sudo', ['-n', 'true'])).code !== 0) {
    return `${advice} (apt-get install chromium needs the right to install packages, which this user has only with a password.)`;
  }
  console.error('Installing Chromium (apt-get) …');
  const apt = async (...args: readonly string[]) => {
    const [command = 'apt-get', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return runProgram(command, rest);
  };
  const update = await apt('update');
  const install = await apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  if (findChromium() !== undefined) return undefined;
  console.error(update.code === 0 ? install.output : update.output);
  return advice;
}

import { existsSync } from 'node:fs';
import { findChromium } from '../test/vscode/host/workbench.ts';
import { canInstall, installPackages } from './apt.ts';

/** Installs Chromium by apt where it is missing and that can be done. Gives undefined when there is one, else what to do about it. */
export async function provideChromium(): Promise<string | undefined> {
  if (findChromium() !== undefined) return undefined;
  const advice = 'There is no Chromium: install it, or set CHROMIUM to its path, and run this again.';
  if (!existsSync('/usr/bin/apt-get')) return advice;
  if (!(await canInstall()))
    return `${advice} (apt-get install chromium needs the right to install packages, which this user has only with a password.)`;
  console.error('Installing Chromium (apt-get) …');
  // The second font is for the pictures of the interface in Chinese.
  const output = await installPackages('chromium', 'fonts-dejavu-core', 'fonts-wqy-microhei');
  if (findChromium() !== undefined) return undefined;
  console.error(output);
  return advice;
}

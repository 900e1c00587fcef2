import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { failure, type Result, success } from '#base/result.ts';

/** Starts a Chromium of this machine, without a window. Fails with what to install when there is none. */
export async function openBrowser(from: Readonly<Record<string, string | undefined>> = process.env): Promise<Result<Browser>> {
  const executablePath = findChromium(from);
  if (executablePath === undefined) return failure({ path: [], message: missingBrowser });
  const driver = await import('playwright-core').catch(() => undefined);
  if (driver === undefined) return failure({ path: [], message: missingDriver });
  try {
    return success(await driver.chromium.launch({ executablePath, headless: true }));
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return failure({ path: [], message: `${executablePath} did not start: ${reason}` });
  }
}

/** The first Chromium, Chrome or Edge: the variable CHROMIUM, the folders of PATH, then the usual places of each system. */
export function findChromium(from: Readonly<Record<string, string | undefined>>): string | undefined {
  const { CHROMIUM: named, PATH: path = '' } = from;
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const folders = path.split(delimiter).filter((it) => it !== '');
  const programs = Object.entries(from).flatMap(([name, value]) =>
    /^(ProgramFiles(\(x86\))?|LOCALAPPDATA)$/i.test(name) && value !== undefined ? [value] : [],
  );
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...usualPlaces,
    ...programs.flatMap((folder) => windowsPlaces.map((place) => join(folder, place))),
  ];
  return candidates.find((it) => existsSync(it));
}

const missingBrowser =
  'no Chromium was found; install it (Debian, Ubuntu: apt install chromium; others: https://www.google.com/chrome), or set CHROMIUM to its path';
const missingDriver = 'the package playwright-core was not found; install it beside Tiebeam: npm install playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const windowsPlaces = [
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'Chromium/Application/chrome.exe',
];

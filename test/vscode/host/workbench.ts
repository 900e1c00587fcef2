// Opens the VS Code workbench of a running server in a real Chromium.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** The Chromium of this machine: `CHROMIUM`, else the usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined) return existsSync(named) ? named : undefined;
  return CHROMIUM_PLACES.find((place) => existsSync(place));
}

/** A headless Chromium that can reach nothing but this machine. Throws when there is no Chromium. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine; set CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

export interface WorkbenchTarget {
  readonly folder?: string | undefined;
  readonly workspace?: string | undefined;
  /** Pairs that the web workbench understands, such as `extensionDevelopmentPath`. */
  readonly payload?: readonly (readonly [key: string, value: string])[];
}

/** The address of the workbench on a folder, a workspace file, or an empty window. */
export function workbenchUrl(authority: string, { folder, workspace, payload = [] }: WorkbenchTarget): string {
  const url = new URL(`http://${authority}/`);
  if (folder !== undefined) url.searchParams.set('folder', path.resolve(folder));
  if (workspace !== undefined) url.searchParams.set('workspace', path.resolve(workspace));
  if (folder === undefined && workspace === undefined) url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** A file of the server's machine as the workbench names it. */
export function remoteUri(authority: string, file: string): string {
  return `vscode-remote://${authority}${encodeURI(path.resolve(file))}`;
}

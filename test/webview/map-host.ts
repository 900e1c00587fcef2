import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { MapAction, MapPanelMessage } from '#map/map-messages.ts';
import type { FolderStructure } from '#protocol/structure.ts';
import { type MapFileToSave, startMapSession } from '../../client/src/map/map-session.ts';
import { launchBrowser } from '../vscode/host/workbench.ts';
import { bundlePage } from './bundle.ts';
import { serve, webviewEnvironment } from './sheet-host.ts';
import { type ThemeName, themeOf } from './themes.ts';

/** A browser and the built map on a loopback address, for all tests of a file. */
export interface MapHost {
  readonly open: (options: OpenMapOptions) => Promise<OpenMap>;
  readonly close: () => Promise<void>;
}

export interface OpenMapOptions {
  readonly structures: readonly FolderStructure[];
  readonly state?: MapPanelMessage['state'];
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
}

export interface OpenMap {
  readonly page: Page;
  /** Files that the editor was asked to open: `src/main.ts:3`. */
  readonly opened: readonly string[];
  readonly saved: readonly MapFileToSave[];
  /** What a page without a map was told to do. */
  readonly acted: readonly MapAction[];
  /** What the browser and the session complained about. */
  readonly complaints: readonly string[];
  /** Gives the page other maps, as after an edit. */
  readonly tell: (structures: readonly FolderStructure[]) => void;
  readonly close: () => Promise<void>;
}

export async function startMapHost(): Promise<MapHost> {
  const folder = await bundlePage('map');
  const server = await serve(folder, 'map');
  const browser = await launchBrowser();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    open: (options) => openMap(browser, origin, options),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openMap(browser: Browser, origin: string, options: OpenMapOptions): Promise<OpenMap> {
  const { theme = 'dark', width = 1280, height = 800 } = options;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  const opened: string[] = [];
  const saved: MapFileToSave[] = [];
  const acted: MapAction[] = [];
  let { structures } = options;
  const session = startMapSession(
    {
      state: () => options.state ?? (structures.length > 0 ? 'shown' : 'empty'),
      structures: () => structures,
      open: async (_folder, path, line) => {
        opened.push(`${path}:${line}`);
      },
      save: async (file) => {
        saved.push(file);
      },
      run: (action) => acted.push(action),
      log: (problem) => complaints.push(problem),
    },
    (message) => {
      // The page may be gone when a late answer arrives, as in the editor.
      page.evaluate((it) => window.postMessage(it, '*'), message).catch(() => undefined);
    },
  );
  await page.exposeFunction('toPanel', (message: unknown) => session.hear(message));
  const { css, bodyClass } = themeOf(theme);
  await page.addInitScript(webviewEnvironment, { css, bodyClass });
  await page.goto(`${origin}/`);
  await page.waitForSelector('h1');
  const tell = (next: readonly FolderStructure[]): void => {
    structures = next;
    session.tell();
  };
  return { page, opened, saved, acted, complaints, tell, close: () => context.close() };
}

import { createReadStream, existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Preset, SheetState } from '#decisions/sheet-messages.ts';
import { type ScaffoldServer, type SheetEditor, type ShownFile, startSession } from '../../client/src/decide/session.ts';
import { renderPage } from '../../client/src/webview-page.ts';
import { launchBrowser } from '../vscode/host/workbench.ts';
import { bundlePage } from './bundle.ts';
import { newCancellation } from './cancellation.ts';
import { type ThemeName, themeOf } from './themes.ts';

/** A browser and the built sheet on a loopback address, for all tests of a file. */
export interface SheetHost {
  readonly open: (options: OpenOptions) => Promise<OpenSheet>;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly server: ScaffoldServer;
  readonly theme?: ThemeName;
  /** CSS pixels; VS Code's zoom makes them larger, so 200 % of a window of 1280 is a width of 640 at a scale of 2. */
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly trusted?: boolean;
  readonly folders?: readonly string[];
  /** Names of the open folders that are not on a disk. */
  readonly elsewhere?: readonly string[];
  readonly parent?: string;
  readonly state?: SheetState;
  readonly presets?: readonly Preset[];
  readonly reducedMotion?: boolean;
  /** On: the editor says nothing to the page after it was loaded. */
  readonly silent?: boolean;
}

export interface OpenSheet {
  readonly page: Page;
  /** What the editor was asked to do, in order: `copy tiebeam new …`, `openFile src/main.ts`. */
  readonly deeds: readonly string[];
  readonly shown: readonly ShownFile[];
  /** What the browser complained about: errors, refused resources, violations of the policy. */
  readonly complaints: readonly string[];
  readonly savedState: () => SheetState | undefined;
  /** A folder was opened or closed, or its `tiebeam.json` was written. */
  readonly foldersChanged: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startSheetHost(): Promise<SheetHost> {
  const folder = await bundlePage('decide');
  const first = new Map<string, unknown>();
  const server = await serve(folder, 'decide', first);
  const browser = await launchBrowser();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    open: (options) => openSheet(browser, origin, first, options),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openSheet(
  browser: Browser,
  origin: string,
  first: Map<string, unknown>,
  options: OpenOptions,
): Promise<OpenSheet> {
  const { theme = 'dark', width = 1280, height = 900, scale = 1 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
    colorScheme: theme === 'light' || theme === 'hc-light' ? 'light' : 'dark',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  const deeds: string[] = [];
  const shown: ShownFile[] = [];
  let state = options.state;
  let presets = options.presets ?? [];
  const editor: SheetEditor = {
    isTrusted: () => options.trusted ?? true,
    folders: () => options.folders ?? [],
    elsewhere: () => options.elsewhere ?? [],
    defaultParent: () => options.parent ?? '/home/ada/code',
    defaultName: () => 'my-shop',
    loadState: () => state,
    saveState: (next) => {
      state = next;
    },
    loadPresets: () => presets,
    savePresets: (next) => {
      presets = next;
    },
    showFile: async (file) => {
      shown.push(file);
      deeds.push(`openFile ${file.path}`);
    },
    openEvidence: async (_folder, file, line) => {
      deeds.push(`openEvidence ${file}:${line}`);
    },
    openSection: (section) => deeds.push(`openSection ${section}`),
    chooseParent: async () => '/home/ada/elsewhere',
    copy: (text) => deeds.push(`copy ${text}`),
    openProject: (folder) => deeds.push(`openProject ${folder}`),
    verifyProject: (folder) => deeds.push(`verifyProject ${folder}`),
    openHandOff: (folder) => deeds.push(`openHandOff ${folder}`),
    manageTrust: () => deeds.push('manageTrust'),
    showLog: () => deeds.push('showLog'),
    newCancellation,
    log: (problem) => complaints.push(`log: ${problem}`),
  };
  const session = startSession(options.server, editor, (message) => {
    if (options.silent) return;
    // The page may be gone when a late answer arrives, as in the editor.
    page.evaluate((it) => window.postMessage(it, '*'), message).catch(() => undefined);
  });
  await page.exposeFunction('toPanel', (message: unknown) => session.hear(message));
  const { css, bodyClass } = themeOf(theme);
  await page.addInitScript(webviewEnvironment, { css, bodyClass });
  const name = String(first.size);
  first.set(name, session.first());
  await page.goto(`${origin}/?first=${name}`);
  await page.waitForSelector('h1');
  return {
    page,
    deeds,
    shown,
    complaints,
    savedState: () => state,
    foldersChanged: session.foldersChanged,
    close: () => context.close(),
  };
}

/** Runs in the page before its own script, as VS Code's webview does: the theme and `acquireVsCodeApi`. */
export function webviewEnvironment({ css, bodyClass }: { css: string; bodyClass: string }): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = bodyClass;
  });
  let acquired = false;
  Object.assign(window, {
    acquireVsCodeApi: () => {
      if (acquired) throw new Error('An instance of the VS Code API has already been acquired');
      acquired = true;
      return {
        postMessage: (message: unknown) => void Reflect.get(window, 'toPanel')(message),
        getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
        setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
      };
    },
  });
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/** Serves a page with its policy and the files beside it, on a loopback address; with one of the first messages, where `?first=` names it. */
export function serve(folder: string, page: 'decide' | 'map', first = new Map<string, unknown>()): Promise<Server> {
  const html = (name: string | null): string =>
    renderPage({
      nonce: 'bm9uY2U',
      source: "'self'",
      scriptUri: `/${page}.js`,
      styleUri: `/${page}.css`,
      language: 'en',
      ...(name !== null && { data: { first: first.get(name) } }),
    });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return response.setHeader('content-type', 'text/html').end(html(searchParams.get('first')));
    const file = path.join(folder, path.basename(pathname));
    if (!existsSync(file)) return response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
    return createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

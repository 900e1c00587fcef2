// A VS Code on a copy of the sample repository, as a person sees it: with keyboard, mouse and pictures.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import { buildAndPack, VSIX } from '../../../scripts/package.ts';
import { installHost } from '../host/install.ts';
import { addExtension, installExtension, type RunningServer, startServer } from '../host/server.ts';
import { launchBrowser, workbenchUrl } from '../host/workbench.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const screenshots = path.join(root, 'artifacts/screenshots');

/** How long anything may take: a machine that builds at the same time is many times slower than an idle one. */
const WAIT_MS = 120_000;

export interface SessionOptions {
  /** On: the folder is not trusted until the user trusts it. */
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Texts by path of the folder that is opened; the sample repository without it. */
  readonly files?: ReadonlyMap<string, string>;
  /** The path of a workspace file among `files`, which is opened in place of the folder. */
  readonly workspace?: string;
  /** On: another extension is there too; see `test/vscode/companion`. */
  readonly withCompanion?: boolean;
  /** Such as `zh-cn`; English without it. The workbench itself stays English: its language pack is not part of it. */
  readonly language?: string;
}

export interface Session {
  readonly page: Page;
  /** The folder that is open, a copy of the sample repository unless other files were asked for. */
  readonly folder: string;
  /** Hosts that the workbench asked for anything. */
  readonly asked: ReadonlySet<string>;
  readonly authority: string;
  readonly close: () => Promise<void>;
}

/** Opens the workbench and waits until the explorer shows the folder. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  await installHost((line) => console.error(line));
  const temp = mkdtempSync(path.join(tmpdir(), 'tiebeam-ui-'));
  const dataDir = path.join(temp, 'server');
  const folder = path.join(temp, 'lantern-books');
  if (options.files === undefined) cpSync(path.join(root, 'test/sample'), folder, { recursive: true });
  for (const [name, text] of options.files ?? []) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  await installExtension(await packedExtension(), { dataDir });
  if (options.withCompanion) addExtension(path.join(root, 'test/vscode/companion'), { dataDir });
  const asked = new Set<string>();
  let server: RunningServer | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server?.stop();
    rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    server = await startServer({
      dataDir,
      workspaceTrust: options.workspaceTrust ?? false,
      settings: { 'window.commandCenter': false, 'workbench.colorTheme': 'Default Dark Modern', ...options.settings },
    });
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    if (options.language !== undefined)
      // What a language pack says to the workbench; extensions are told the same.
      await page.addInitScript((name) => Reflect.set(globalThis, '_VSCODE_NLS_LANGUAGE', name), options.language);
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      // The webview's service worker answers for this host out of the extension's own files.
      if (/^(http|ws)s?:$/.test(protocol) && !host.endsWith('.vscode-resource.vscode-cdn.net')) asked.add(host);
    });
    const { authority } = server;
    const opened = options.workspace === undefined ? { folder } : { workspace: path.join(folder, options.workspace) };
    await page.goto(workbenchUrl(authority, opened));
    await page.locator('.monaco-workbench').waitFor();
    return { page, folder, asked, authority, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The packed extension, as it would be published. A run of all tests has packed it already and says so. */
async function packedExtension(): Promise<string> {
  if (process.env.TIEBEAM_VSIX === undefined) await buildAndPack();
  return process.env.TIEBEAM_VSIX ?? VSIX;
}

/** Keeps a picture under `artifacts/screenshots/`; what fades in or out is at its end there. */
export async function picture({ page }: Session, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), animations: 'disabled' });
}

/** Types into the palette until an entry with these words is there: the commands of extensions come a little after the window. */
export async function searchCommands(session: Session, text: string, words: string): Promise<Locator> {
  const row = quickRow(session, words);
  await vi.waitFor(
    async () => {
      const input = await openQuickInput(session, 'F1');
      await input.fill(`>${text}`, FILL);
      await row.waitFor({ timeout: 2_000 }).catch(async (error: unknown) => {
        // An open palette does not look again.
        await session.page.keyboard.press('Escape');
        throw error;
      });
    },
    { timeout: WAIT_MS },
  );
  return row;
}

/** Picks a command by its words in the palette, with the mouse: other titles may begin with the same words. */
export async function runCommand(session: Session, title: string): Promise<void> {
  const row = await searchCommands(session, title, title);
  await row.click();
}

/** Opens a file by its name with Ctrl+P. */
export async function openFile(session: Session, name: string): Promise<void> {
  const base = name.split('/').at(-1) ?? name;
  // A list that is renewed under the key loses it.
  await vi.waitFor(
    async () => {
      const input = await openQuickInput(session, 'Control+P');
      await input.fill(name, FILL);
      // The list shows files that were open lately before it has looked for the text.
      await focusedRow(session, base).waitFor({ timeout: 10_000 });
      await session.page.keyboard.press('Enter');
      await editorFocus(session, base);
    },
    { timeout: WAIT_MS },
  );
}

/** Opens a list that asks for text with its key, and waits until it has the focus. */
export async function openQuickInput({ page }: Session, key: string): Promise<Locator> {
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  const focused = page.locator('.quick-input-widget input[type="text"]:focus').first();
  // A page that is being opened or closed loses the key or takes the focus, and a list that closes is still visible when it has lost it.
  await vi.waitFor(
    async () => {
      if (!(await input.isVisible())) await page.keyboard.press(key);
      await input.waitFor({ timeout: 3_000 });
      if (!(await focused.isVisible())) await input.click({ timeout: 1_000 });
      await focused.waitFor({ timeout: 1_000 });
    },
    { timeout: WAIT_MS },
  );
  return input;
}

/** Waits until what is typed goes into the text of this file. */
export async function editorFocus({ page }: Session, name: string): Promise<void> {
  await page.locator('.tabs-container .tab.active', { hasText: name }).waitFor({ timeout: 10_000 });
  await page.locator('.editor-group-container.active .editor-instance .monaco-editor.focused').waitFor({ timeout: 10_000 });
}

/** How long a list may take to take a text; it may have gone meanwhile. */
const FILL = { timeout: 5_000 };

/** Closes the editor in front, whose tab has these words, with the keyboard. */
export async function closeEditor({ page }: Session, words: string): Promise<void> {
  const tab = page.locator('.tabs-container .tab.active', { hasText: words });
  // A page that is being opened loses the key.
  await vi.waitFor(
    async () => {
      if (await tab.isVisible()) await page.keyboard.press('Control+W');
      await tab.waitFor({ state: 'hidden', timeout: 3_000 });
    },
    { timeout: WAIT_MS },
  );
}

/** The first entry of the open quick pick with these words. */
export function quickRow({ page }: Session, words: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();
}

/** The entry that the Enter key takes, once it has these words. */
export function focusedRow({ page }: Session, words: string | RegExp): Locator {
  return page.locator('.quick-input-list .monaco-list-row.focused', { hasText: words });
}

/** A line of the editor by some of its text. */
export function line({ page }: Session, text: string): Locator {
  return page.locator('.monaco-editor .view-line', { hasText: text }).first();
}

/** Applies the fix with this title where the cursor is, with the keyboard. Keeps a picture of the menu. */
export async function applyFix(session: Session, title: string | RegExp, menuPicture = 'light-bulb'): Promise<void> {
  const { page } = session;
  const rows = page.locator('.action-widget .monaco-list-row');
  const wanted = rows.filter({ hasText: title }).first();
  // The key is lost while the code actions of this place are not there, and a bulb may still stand for the place before.
  await vi.waitFor(
    async () => {
      if (!(await rows.first().isVisible())) await page.keyboard.press('Control+.');
      await wanted.waitFor({ timeout: 2_000 });
    },
    { timeout: WAIT_MS },
  );
  await picture(session, menuPicture);
  // A pointer block lies over the menu in some versions, so the way is by key.
  const focused = page.locator('.action-widget .monaco-list-row.focused');
  for (let left = await rows.count(); left > 0 && !matches((await focused.textContent()) ?? '', title); left -= 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Accepts the changes of these files in the refactor preview, where each waits for a tick. */
export async function applyRefactoring(session: Session, files: readonly string[]): Promise<void> {
  const preview = session.page.locator('.bulk-edit-panel');
  const rowOf = (file: string) => preview.locator('.monaco-list-row[aria-level="1"]', { hasText: file });
  for (const file of files) await rowOf(file).waitFor();
  for (const file of files) {
    const box = rowOf(file).getByRole('checkbox');
    // The rows move while the tree below them opens.
    await vi.waitFor(() => box.setChecked(true, { timeout: 2_000 }), { timeout: WAIT_MS });
  }
  await picture(session, 'refactor-preview');
  await preview.getByRole('button', { name: 'Apply' }).click();
}

/** A webview's document is two frames deep. */
export function webview({ page }: Session): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/**
 * When the workbench hears the next key or button, in milliseconds after 1970. Not when it was asked for: before a click the
 * test's own driver looks for a quarter of a second whether its target holds still.
 */
export async function nextPress({ page }: Session): Promise<() => Promise<number>> {
  const heard = await page.evaluateHandle(() => {
    const at = new Promise<number>((resolve) => {
      for (const kind of ['keydown', 'mousedown'])
        addEventListener(kind, (event) => resolve(performance.timeOrigin + event.timeStamp), { capture: true, once: true });
    });
    return { at };
  });
  return () => heard.evaluate(({ at }) => at);
}

/** When a page was first painted, in milliseconds after 1970, by the browser's own figure. */
export async function firstPaint(session: Session, heading: string): Promise<number> {
  const page = webview(session);
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  const at = () =>
    page.locator('body').evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return paint === undefined ? undefined : performance.timeOrigin + paint.startTime;
    });
  return vi.waitFor(async () => (await at()) ?? Promise.reject(new Error('nothing is painted')), { timeout: WAIT_MS });
}

/** Waits until the icons of a webview are there. */
export async function settleFonts(session: Session): Promise<void> {
  await webview(session)
    .locator('body')
    .evaluate(async () => {
      await document.fonts.ready;
    });
}

function matches(text: string, title: string | RegExp): boolean {
  return typeof title === 'string' ? text.includes(title) : title.test(text);
}

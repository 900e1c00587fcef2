// Every command that no other test of the workbench reaches, by keyboard alone, in both kinds of theme.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { serverProcesses } from './server-processes.ts';
import { openFile, openQuickInput, openSession, picture, quickRow, type Session, webview } from './session.ts';

describe.each([
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
])('a person who leaves the mouse alone, in a %s theme', (theme, colours) => {
  let session: Session;
  beforeAll(async () => {
    // What is written here behind the editor's back, no watcher tells of.
    session = await openSession({
      settings: { 'workbench.colorTheme': colours, 'files.watcherExclude': { '**/late/**': true } },
    });
    await session.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${theme}-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const file = (name: string): string => path.join(session.folder, name);
  const tree = (name: RegExp): Locator => session.page.getByRole('tree', { name });
  const row = (view: RegExp, name: RegExp): Locator => tree(view).getByRole('treeitem', { name }).first();

  /** Picks a command by its whole title in the palette. */
  async function command(title: string): Promise<void> {
    const { page } = session;
    const focused = page.locator('.quick-input-list .monaco-list-row.focused .label-name').first();
    await vi.waitFor(
      async () => {
        const input = await openQuickInput(session, 'F1');
        await input.fill(`>${title}`);
        // An open palette does not look again, and the commands of extensions come a little after the window.
        await expect
          .poll(() => focused.innerText(), { timeout: 2_000 })
          .toBe(title)
          .catch(async (error: unknown) => {
            await page.keyboard.press('Escape');
            throw error;
          });
      },
      { timeout: 60_000 },
    );
    await page.keyboard.press('Enter');
  }

  /** Picks a command that opens a list, until this row of it is there: a page that was opened before may still take the focus, which closes the list. */
  async function commandOfList(title: string, wanted: Locator): Promise<void> {
    await vi.waitFor(
      async () => {
        await command(title);
        await wanted.waitFor({ timeout: 15_000 });
      },
      { timeout: 90_000 },
    );
  }

  /** Puts the focus on a row of a view. */
  async function focusRow(view: 'Checklist' | 'Findings', name: RegExp): Promise<void> {
    const { page } = session;
    await command(`Tiebeam: Focus on ${view} View`);
    const wanted = row(new RegExp(view), name);
    await row(new RegExp(view), /./).waitFor();
    await page.keyboard.press('Home');
    await vi.waitFor(
      async () => {
        if ((await wanted.count()) > 0 && /\bfocused\b/.test((await wanted.getAttribute('class')) ?? '')) return;
        await page.keyboard.press('ArrowDown');
        throw new Error(`${name} has not got the focus`);
      },
      { timeout: 20_000, interval: 30 },
    );
  }

  /** Picks an entry of the context menu of the focused row. */
  async function contextMenu(title: string): Promise<void> {
    const { page } = session;
    const entries = page.locator('.monaco-menu .action-item:not(.disabled) .action-menu-item');
    await page.keyboard.press('Shift+F10');
    await entries.filter({ hasText: title }).first().waitFor();
    const titles = (await entries.allInnerTexts()).map((it) => it.trim());
    for (let at = 0; at <= titles.indexOf(title); at += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }

  /** Presses an action of the title of a view, which stands before its tree. */
  async function titleAction(view: 'Checklist' | 'Findings', title: string): Promise<void> {
    const { page } = session;
    await command(`Tiebeam: Focus on ${view} View`);
    await row(new RegExp(view), /./).or(page.getByText('Nothing new:')).first().waitFor();
    const label = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page.keyboard.press('Shift+Tab');
    for (let left = 6; left > 0 && (await label()) !== title; left -= 1) await page.keyboard.press('ArrowRight');
    expect(await label()).toBe(title);
    await page.keyboard.press('Enter');
  }

  test('reads the log', async () => {
    await command('Tiebeam: Show Log');
    await session.page.getByRole('tab', { name: /Output/ }).waitFor();
    await picture(session, `log-${theme}`);
    await session.page.keyboard.press('Control+J');
  });

  test('asks what Tiebeam takes a file for', async () => {
    await openFile(session, 'orders.controller.ts');
    await command('Tiebeam: Explain This File');
    await webview(session).getByRole('heading', { name: 'api/src/orders/orders.controller.ts' }).waitFor();
    await picture(session, `explain-file-${theme}`);
  });

  test('takes a report for the maintainers to the clipboard', async () => {
    await command('Tiebeam: Copy Diagnostics Report');
    await session.page.getByText('The diagnostics report is on the clipboard.').waitFor();
    await expect
      .poll(() => session.page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^Tiebeam \d+\.\d+\.\d+, VS Code /);
  });

  test('starts the server anew', async () => {
    await command('Tiebeam: Focus on Findings View');
    await row(/Findings/, /./).waitFor();
    const [before] = serverProcesses(session);
    await command('Tiebeam: Restart Server');
    await expect.poll(() => serverProcesses(session), { timeout: 20_000 }).not.toContain(before);
    await expect.poll(() => serverProcesses(session).length, { timeout: 20_000 }).toBe(1);
    await row(/Findings/, /./).waitFor();
  });

  test('has everything read again, with what no watcher told of', async () => {
    mkdirSync(file('api/src/late'), { recursive: true });
    writeFileSync(
      file('api/src/late/late.service.ts'),
      'export const lateKey = (): string | undefined => process.env.LATE_KEY;\n',
    );
    expect(await row(/Structure/, /^late/).count()).toBe(0);
    await command('Tiebeam: Re-scan Workspace');
    await row(/Structure/, /^late/).waitFor();
    await picture(session, `rescanned-${theme}`);
  });

  test('groups findings by layer and by section, and has one of them explained', async () => {
    await titleAction('Findings', 'Group by Layer');
    await row(/Findings/, /^Entry points/).waitFor();
    await picture(session, `findings-layer-${theme}`);
    await titleAction('Findings', 'Group by Section');
    await row(/Findings/, /^1 Structure/).waitFor();
    await focusRow('Findings', /orders\.repository\.ts line 3$/);
    await contextMenu('Explain Rule…');
    await webview(session).getByRole('heading', { level: 1, name: 'Import cycle over folders or layers' }).waitFor();
    await picture(session, `explain-rule-${theme}`);
  });

  test('is offered what can be fixed in the whole folder, with the safe fixes picked', async () => {
    const drift = quickRow(session, 'config/env-example-drift');
    await commandOfList('Tiebeam: Fix All Safe Findings in Workspace…', drift);
    await expect.poll(() => drift.getByRole('checkbox').isChecked()).toBe(true);
    await picture(session, `fix-all-${theme}`);
    await session.page.keyboard.press('Escape');
  });

  test('is offered the snippets of a section for the file in front', async () => {
    await openFile(session, 'orders.service.ts');
    await commandOfList('Tiebeam: Insert Section Snippet…', session.page.locator('.quick-input-list .monaco-list-row').nth(5));
    await picture(session, `snippets-${theme}`);
    await session.page.keyboard.press('Escape');
  });

  test('shows new findings only, and all of them again', async () => {
    const { page } = session;
    await command('Tiebeam: Create Configuration From This Code…');
    await expect.poll(() => existsSync(file('.tiebeam/baseline.json')), { timeout: 20_000 }).toBe(true);
    await page.locator('.tabs-container .tab.active', { hasText: 'tiebeam.json' }).waitFor();
    await titleAction('Findings', 'Show New Findings Only');
    await page.getByText('Nothing new: everything that was found is in the baseline.').waitFor();
    await picture(session, `findings-held-${theme}`);
    await titleAction('Findings', 'Show All Findings');
    await row(/Findings/, /^1 Structure/).waitFor();
  });

  test('takes out of the baseline what is gone', async () => {
    const entries = (): number => readFileSync(file('.tiebeam/baseline.json'), 'utf8').split('late.service.ts').length;
    expect(entries()).toBeGreaterThan(1);
    rmSync(file('api/src/late'), { recursive: true });
    await command('Tiebeam: Re-scan Workspace');
    await row(/Structure/, /^late/).waitFor({ state: 'detached' });
    await command('Tiebeam: Baseline: Take Out What Is Gone');
    await session.page
      .locator('.notification-toast', { hasText: /The baseline holds \d+ findings; it held \d+ before\./ })
      .waitFor();
    expect(entries()).toBe(1);
    await picture(session, `baseline-pruned-${theme}`);
  });

  test('says of an item of the checklist that it is done, with a reason, and takes it back', async () => {
    const { page } = session;
    await focusRow('Checklist', /^Graceful shutdown: missing/);
    await picture(session, `checklist-${theme}`);
    await contextMenu('Mark as…');
    await quickRow(session, 'Done').waitFor();
    await picture(session, `checklist-mark-${theme}`);
    await page.keyboard.press('Enter');
    await page.getByText('The reason is kept in tiebeam.json.').waitFor();
    await page.keyboard.type('the platform drains it');
    await page.keyboard.press('Enter');
    await row(/Checklist/, /^Graceful shutdown: done/).waitFor();
    expect(readFileSync(file('tiebeam.json'), 'utf8')).toContain('the platform drains it');
    await focusRow('Checklist', /^Graceful shutdown: done/);
    await picture(session, `checklist-said-${theme}`);
    await contextMenu('Take Back What Was Said');
    await row(/Checklist/, /^Graceful shutdown: missing/).waitFor();
    expect(readFileSync(file('tiebeam.json'), 'utf8')).not.toContain('the platform drains it');
  });

  test('is offered the snippets that bring what is missing, at the place where it is missing', async () => {
    const { page } = session;
    await focusRow('Checklist', /^Graceful shutdown: missing/);
    await contextMenu('Insert…');
    await page.locator('.tabs-container .tab.active', { hasText: 'main.ts' }).waitFor();
    await quickRow(session, 'Node HTTP server').waitFor();
    await picture(session, `checklist-insert-${theme}`);
    await page.keyboard.press('Escape');
  });

  test('has the checklist look again at what stands around the code', async () => {
    // No watcher tells of a description of the API.
    await focusRow('Checklist', /^API design: api,/);
    const before = await row(/Checklist/, /^API design: api,/).getAttribute('aria-label');
    mkdirSync(file('api/docs'));
    writeFileSync(file('api/docs/openapi.yaml'), 'openapi: 3.1.0\ninfo: { title: Books, version: 1.0.0 }\npaths: {}\n');
    await titleAction('Checklist', 'Refresh Checklist');
    await expect
      .poll(() => row(/Checklist/, /^API design: api,/).getAttribute('aria-label'), { timeout: 30_000 })
      .not.toBe(before);
  });
});

import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  applyFix,
  applyRefactoring,
  closeEditor,
  line,
  openFile,
  openSession,
  picture,
  quickRow,
  runCommand,
  type Session,
  searchCommands,
  settleFonts,
  webview,
} from './session.ts';

describe('a person with an existing repository', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test('finds every command in the palette, under one category', async () => {
    await searchCommands(session, 'Tiebeam: ', 'Tiebeam: New Project…');
    const titles = await session.page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
    await picture(session, 'palette');
    await session.page.keyboard.press('Escape');
    expect(titles).toEqual(
      expect.arrayContaining(['Tiebeam: Explain Rule…', 'Tiebeam: New Project…', 'Tiebeam: Re-scan Workspace']),
    );
    // Nothing is open: what needs a file is not offered.
    expect(titles).not.toContain('Tiebeam: Explain This File');
  });

  test('sees a finding underlined, with its reason on hover', async () => {
    await openFile(session, 'payments.service.ts');
    await session.page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await picture(session, 'finding');
    await line(session, 'process.env').getByText('process', { exact: false }).first().hover();
    const hover = session.page.locator('.monaco-hover', { hasText: 'config/env-read-outside-config' });
    await hover.waitFor();
    await picture(session, 'hover');
    await session.page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
    await line(session, 'catch {}').getByText('catch').hover();
    await session.page.locator('.monaco-hover', { hasText: 'errors/swallowed-error' }).waitFor();
    await picture(session, 'finding-explained');
    await session.page.locator('.monaco-hover a', { hasText: 'errors/swallowed-error' }).first().click();
    await webview(session).getByRole('heading', { level: 1, name: 'Error caught and dropped' }).waitFor();
    await picture(session, 'rule-page-from-hover');
    await closeEditor(session, 'swallowed-error');
  });

  test('sees the findings of the whole folder in the Problems view', async () => {
    await session.page.keyboard.press('Control+Shift+M');
    const problems = session.page.locator('.markers-panel');
    await session.page.getByRole('button', { name: 'Collapse All' }).last().click();
    for (const file of ['main.ts', 'payments.service.ts', 'handler.go'])
      await problems.getByRole('treeitem', { name: file }).first().waitFor();
    await picture(session, 'problems');
    await problems.getByRole('treeitem', { name: 'main.ts' }).first().click();
    await session.page.keyboard.press('End');
    await problems.getByRole('treeitem', { name: 'routes.py' }).first().waitFor();
    await session.page.keyboard.press('Control+J');
    await problems.waitFor({ state: 'hidden' });
  });

  test('moves a variable to the configuration with the light bulb', async () => {
    await openFile(session, 'payments.service.ts');
    await line(session, 'process.env').getByText('PAYMENT_API_KEY').click();
    await applyFix(session, 'Move PAYMENT_API_KEY');
    await applyRefactoring(session, ['.env.example', 'config.ts', 'payments.service.ts']);
    await line(session, 'Bearer ${config.').waitFor();
    await picture(session, 'fixed');
    await openFile(session, 'api/.env.example');
    await line(session, 'PAYMENT_API_KEY').waitFor();
  });

  test('reads the page of a rule', async () => {
    await runCommand(session, 'Tiebeam: Explain Rule…');
    await quickRow(session, 'api/missing-pagination').waitFor();
    await session.page.keyboard.type('n-plus-one');
    await quickRow(session, 'db/n-plus-one-query').waitFor();
    await session.page.keyboard.press('Enter');
    await webview(session).getByRole('heading', { level: 1 }).waitFor();
    await picture(session, 'rule-page');
    await session.page.keyboard.press('Control+F4');
  });

  test('sees in the status bar what the server does', async () => {
    await openFile(session, 'main.ts');
    await session.page.locator('#status\\.languageStatus').click();
    await session.page
      .getByText(/Tiebeam: (\d+ errors?|nothing found)/)
      .first()
      .waitFor();
    await picture(session, 'status');
    await session.page.keyboard.press('Escape');
  });

  test('writes a first configuration, and what was found until today steps back', async () => {
    await runCommand(session, 'Tiebeam: Create Configuration From This Code…');
    await line(session, '"baseline"').waitFor();
    await line(session, '"units"').waitFor();
    await picture(session, 'initialised');
    await expect.poll(() => existsSync(path.join(session.folder, '.tiebeam/baseline.json'))).toBe(true);
    // Not in the tree, whose rows move while the baseline is written.
    await openFile(session, 'payments.service.ts');
    await line(session, 'config.PAYMENT_API_KEY').waitFor();
    await session.page.locator('.monaco-editor .squiggly-warning').first().waitFor({ state: 'hidden' });
    await picture(session, 'held-back');
  });

  test('opens the decision sheet', async () => {
    await runCommand(session, 'Tiebeam: New Project…');
    await webview(session).getByRole('heading', { name: 'New project' }).waitFor();
    await settleFonts(session);
    await picture(session, 'sheet-dark');
  });

  test('has everything on this machine: the workbench asked nobody but its own server', () => {
    expect([...session.asked]).toEqual([session.authority]);
  });
});

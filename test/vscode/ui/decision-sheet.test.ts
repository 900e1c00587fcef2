import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { line, openSession, picture, runCommand, type Session, webview } from './session.ts';

describe('a person who starts a project', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());

  test('reads a file of the preview before it is written', async () => {
    const { page } = session;
    await runCommand(session, 'Tiebeam: New Project…');
    const sheet = webview(session);
    await sheet.getByRole('heading', { name: 'New project' }).waitFor();
    await sheet
      .getByText(/^\d+ files?, [\d.]+ kB$/)
      .first()
      .waitFor();
    await picture(session, 'decision-sheet');
    await sheet.getByRole('link', { name: /^Preview/ }).click();
    await sheet.getByRole('treeitem', { name: /^tiebeam\.json, new/ }).click();
    await page.locator('.tab', { hasText: 'tiebeam.json' }).waitFor();
    await line(session, 'decisions').waitFor();
    await picture(session, 'decision-sheet-preview');
  });

  test('finds everything as it was after the tab was hidden', async () => {
    const { page } = session;
    const sheet = webview(session);
    await sheet.getByLabel('Project name').fill('corner-shop');
    await page.locator('.tab', { hasText: 'tiebeam.json' }).first().click();
    await page.keyboard.press('Control+W');
    await page.locator('.tab', { hasText: 'New Project' }).click();
    await expect.poll(() => webview(session).getByLabel('Project name').inputValue()).toBe('corner-shop');
  });

  test('creates the project and takes it back', async () => {
    const { page, folder } = session;
    const sheet = webview(session);
    const project = path.join(path.dirname(folder), 'corner-shop');
    await sheet.getByRole('link', { name: /^Create/ }).click();
    await sheet.getByLabel('Install the packages now').uncheck();
    await sheet.getByRole('button', { name: 'Create corner-shop' }).click();
    await sheet.getByText('corner-shop is ready').waitFor();
    await picture(session, 'decision-sheet-created');
    expect(readFileSync(path.join(project, 'tiebeam.json'), 'utf8')).toContain('"backend": "express"');
    await sheet.getByRole('button', { name: 'Undo' }).click();
    await sheet.getByText(/^Undone: \d+ files taken back\.$/).waitFor();
    expect(existsSync(project)).toBe(false);
    expect([...session.asked]).toEqual([session.authority]);
    await page.keyboard.press('Control+W');
  });

  test('takes the quick path, and cancels while packages are installed', async () => {
    const { page, folder } = session;
    await runCommand(session, 'Tiebeam: New Project (Quick)…');
    const widget = page.locator('.quick-input-widget');
    const title = (step: number) => widget.locator('.quick-input-title', { hasText: `(${step}/` });
    const atStep = (step: number) => title(step).waitFor();
    await atStep(1);
    // One step for each question with more than one answer that can be built.
    const steps = Number(/\/(\d+)\)/.exec(await title(1).innerText())?.[1]);
    await widget.locator('input[type="text"]').first().fill('quick-shop');
    await page.keyboard.press('Enter');
    await atStep(2);
    await picture(session, 'quick-path');
    await widget.getByRole('button', { name: 'Back' }).click();
    await atStep(1);
    for (let step = 2; step <= steps; step += 1) {
      await page.keyboard.press('Enter');
      await atStep(step);
    }
    await page.keyboard.press('Enter');
    const project = path.join(path.dirname(folder), 'quick-shop');
    await expect.poll(() => existsSync(path.join(project, 'tiebeam.json')), { timeout: 30_000 }).toBe(true);
    const notice = page.locator('.notification-toast', { hasText: 'Tiebeam creates quick-shop' });
    await notice.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => existsSync(project), { timeout: 30_000 }).toBe(false);
  });
});

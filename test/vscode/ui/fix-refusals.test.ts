// What stands in the way of a fix, as a person meets it: nothing is half applied, and the reason is said.
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accept, preview } from './fix-steps.ts';
import { applyFix, closeEditor, editorFocus, line, openFile, openSession, picture, type Session, webview } from './session.ts';

const MOVE = 'Move PAYMENT_API_KEY to the configuration';
const SERVICE = 'api/src/payments/payments.service.ts';
const CONFIG = 'api/src/config.ts';
const EXAMPLE = 'api/.env.example';

describe('a person whose fix meets an obstacle', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({ settings: { 'files.autoSave': 'off' } });
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const onDisk = (file: string): string => readFileSync(path.join(session.folder, file), 'utf8');
  const all = (): readonly string[] => [SERVICE, CONFIG, EXAMPLE].map(onDisk);

  /** Puts the cursor on the read of the variable. */
  async function goToRead(): Promise<void> {
    const { page } = session;
    await openFile(session, 'payments.service.ts');
    await editorFocus(session, 'payments.service.ts');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await line(session, 'PAYMENT_API_KEY').getByText('PAYMENT_API_KEY').first().click();
  }

  test('is told that a file which the fix would change is read-only, and no file is changed', async () => {
    const before = all();
    chmodSync(path.join(session.folder, CONFIG), 0o444);
    await goToRead();
    await applyFix(session, MOVE);
    await session.page
      .locator('.notification-toast', { hasText: `${CONFIG} is read-only, so the fix was not applied` })
      .waitFor();
    await picture(session, 'fix-read-only');
    expect(all()).toEqual(before);
    chmodSync(path.join(session.folder, CONFIG), 0o644);
    await session.page.keyboard.press('Escape');
  });

  test('keeps what is typed and not saved, in the file of the finding and in the other one', async () => {
    const { page } = session;
    const before = all();
    await openFile(session, CONFIG);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nexport const unsaved = true;');
    await goToRead();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('export const notSaved = true;\n');
    expect(all()).toEqual(before);
    await goToRead();
    await applyFix(session, MOVE);
    await accept(session, await preview(session, ['payments.service.ts', 'config.ts', '.env.example'], 'fix-unsaved-preview'));
    await line(session, 'config.PAYMENT_API_KEY').waitFor();
    await page.keyboard.press('Control+Home');
    await line(session, 'export const notSaved = true;').waitFor();
    await picture(session, 'fix-unsaved');
    await openFile(session, CONFIG);
    await line(session, 'PAYMENT_API_KEY').waitFor();
    await page.keyboard.press('Control+End');
    await line(session, 'export const unsaved = true;').waitFor();
    await openFile(session, 'payments.service.ts');
    await page.keyboard.press('Control+Z');
    await line(session, 'process.env.PAYMENT_API_KEY').waitFor();
    await line(session, 'export const notSaved = true;').waitFor();
  });

  test('asks why there is no fix, and reads what is in its way and what to do', async () => {
    const { page } = session;
    await openFile(session, 'session.ts');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await line(session, 'localStorage.setItem').getByText('setItem').first().click();
    const notice = page.locator('.notification-toast', { hasText: 'httpOnly cookie' });
    // A menu that is renewed under the key loses it.
    await vi.waitFor(
      async () => {
        await applyFix(session, 'Show why there is no quick-fix', 'fix-obstacle-bulb');
        await notice.waitFor({ timeout: 10_000 });
      },
      { timeout: 120_000 },
    );
    await picture(session, 'fix-obstacle');
    await notice.getByRole('button', { name: 'Explain Rule' }).click();
    await webview(session).getByRole('heading', { level: 1, name: 'Token kept in web storage' }).waitFor();
    await closeEditor(session, 'token-in-web-storage');
  });

  test('is offered nothing in a file with the marks of a merge', async () => {
    const { page } = session;
    await goToRead();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n<<<<<<< ours\n=======\n>>>>>>> theirs\n');
    await line(session, 'PAYMENT_API_KEY').getByText('PAYMENT_API_KEY').first().click();
    const rows = page.locator('.action-widget .monaco-list-row');
    await vi.waitFor(
      async () => {
        await page.keyboard.press('Control+.');
        await rows.first().waitFor({ timeout: 3_000 });
        const titles = await rows.allInnerTexts();
        await page.keyboard.press('Escape');
        expect(titles.join('\n')).not.toContain(MOVE);
      },
      { timeout: 60_000, interval: 500 },
    );
    await picture(session, 'fix-merge-marks');
  });
});

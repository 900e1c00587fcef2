import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, openFile, openSession, picture, type Session } from './session.ts';

describe('a person who types the name of a pattern', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
    // The first file starts the server; completions of the first moments are not about it.
    await openFile(session, 'payments.service.ts');
    await session.page.locator('.monaco-editor .squiggly-warning').first().waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test.each([
    ['TypeScript', 'payments.service.ts', 'tb-retry', 'export async function retry<T>', 'attempts = 7'],
    ['Go', 'handler.go', 'tb-retry', 'longest', 'attempts = 7'],
    ['Python', 'mailer.py', 'tb-retry-tenacity', 'retry_transient = retry(', 'stop_after_attempt(7'],
  ])(
    'gets it in %s, with the cursor in its first place, and takes it back in one step',
    async (name, file, prefix, shown, typed) => {
      const { page } = session;
      await openFile(session, file);
      await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Enter');
      await page.keyboard.type(prefix, { delay: 30 });
      const row = page.locator('.suggest-widget .monaco-list-row.focused', { hasText: prefix });
      await row.waitFor();
      expect(await page.locator('.suggest-widget .monaco-list-row', { hasText: prefix }).allInnerTexts()).toSatisfy(
        (labels: string[]) => new Set(labels).size === labels.length,
      );
      await picture(session, `snippet-offered-${name.toLowerCase()}`);
      await page.keyboard.press('Enter');
      await line(session, shown).waitFor();
      await page.keyboard.type('7');
      await line(session, typed).waitFor();
      await picture(session, `snippet-${name.toLowerCase()}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Z');
      await page.keyboard.press('Control+Z');
      await line(session, shown).waitFor({ state: 'detached' });
    },
  );
});

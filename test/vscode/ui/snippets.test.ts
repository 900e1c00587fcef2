import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { applyFix, line, openFile, openQuickInput, openSession, picture, type Session } from './session.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('a person who wants the code of a pattern', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
    await session.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
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

  const file = (name: string): string => path.join(session.folder, 'api', name);
  const text = (name: string): string => readFileSync(file(name), 'utf8');
  const title = (words: string): Locator => session.page.locator('.quick-input-title', { hasText: words });
  const focused = (): Locator => session.page.locator('.quick-input-list .monaco-list-row.focused').first();
  const notice = (words: string): Locator => session.page.locator('.notification-toast', { hasText: words });
  const groups = (): Locator => session.page.locator('.editor-group-container');
  const preview = (words: string): Locator => groups().nth(1).locator('.view-line', { hasText: words }).first();

  /** Picks a command by its words in the palette, until there is what follows. */
  async function command(words: string, next: Locator): Promise<void> {
    await vi.waitFor(
      async () => {
        if (!(await next.isVisible())) {
          const input = await openQuickInput(session, 'F1');
          await input.fill(`>${words}`);
          await expect.poll(() => focused().innerText(), { timeout: 10_000 }).toContain(words);
          await session.page.keyboard.press('Enter');
        }
        await next.waitFor({ timeout: 10_000 });
      },
      { timeout: 120_000 },
    );
  }

  /** Looks for an answer in a step by its words. */
  async function lookFor(step: string, typed: string, label: string): Promise<void> {
    await title(step).waitFor();
    await session.page.locator('.quick-input-widget input[type="text"]').first().fill(typed);
    await expect.poll(() => focused().innerText(), { timeout: 30_000 }).toContain(label);
  }

  /** Gives the answer that the list is at, until there is what follows. */
  async function answer(step: string, next: Locator): Promise<void> {
    await vi.waitFor(
      async () => {
        if (await title(step).isVisible()) await session.page.keyboard.press('Enter');
        await next.waitFor({ timeout: 10_000 });
      },
      { timeout: 120_000 },
    );
  }

  /** Up to the last step, whose list is then at the place with this label. */
  async function chooseUpload(place: string): Promise<void> {
    await command('Insert Section Snippet', title('(1/4)'));
    await picture(session, 'snippet-section');
    await lookFor('(1/4)', 'uploads', 'File uploads');
    await answer('(1/4)', title('(2/4)'));
    await lookFor('(2/4)', 'presigned upload, server', 'Presigned upload, server');
    await preview('createPresignedPost').waitFor();
    await picture(session, 'snippet-pattern');
    await answer('(2/4)', title('(3/4)'));
    await lookFor('(3/4)', 'S3', 'S3');
    await picture(session, 'snippet-variant');
    await answer('(3/4)', title('(4/4)'));
    await lookFor('(4/4)', place, place);
  }

  test('chooses it step by step, sees it beforehand, and takes all of it back at once', async () => {
    const { page } = session;
    writeFileSync(file('pnpm-lock.yaml'), '');
    const before = [text('src/config.ts'), text('.env.example')];
    const after = () => [text('src/config.ts'), text('.env.example')];
    const created = ['src/uploads/permit-upload.ts', 'src/errors/app-errors.ts'];
    await openFile(session, 'orders.service.ts');

    await chooseUpload('New file');
    await preview('permitUpload').waitFor();
    await picture(session, 'snippet-place');
    const question = notice('The snippet needs @aws-sdk/client-s3');
    await answer('(4/4)', question);
    await line(session, 'permitUpload').waitFor();
    // The preview is closed again.
    await expect.poll(() => groups().count(), { timeout: 30_000 }).toBe(1);
    await picture(session, 'snippet-inserted');
    expect(created.map((it) => existsSync(file(it)))).toEqual([true, true]);
    await expect.poll(() => text('src/config.ts'), { timeout: 30_000 }).toContain('  UPLOAD_BUCKET: z.string().min(1),\n');
    expect(text('.env.example')).toBe(`${before[1]}UPLOAD_BUCKET=uploads\nAWS_REGION=eu-central-1\n`);

    const copy = question.getByRole('button', { name: 'Copy Command' });
    await vi.waitFor(
      async () => {
        if (await copy.isVisible()) await copy.press('Enter', { timeout: 2_000 });
        await question.waitFor({ state: 'hidden', timeout: 3_000 });
      },
      { timeout: 60_000 },
    );
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 30_000 })
      .toMatch(/^pnpm add "@aws-sdk\/client-s3@\S+" "@aws-sdk\/s3-presigned-post@\S+" && pnpm add --save-dev "@types\/node@/);

    await chooseUpload('There already');
    expect(await page.locator('.quick-input-list .monaco-list-row').count()).toBe(1);
    await picture(session, 'snippet-there-already');
    await answer('(4/4)', notice('api/src/uploads/permit-upload.ts has this snippet already, so nothing was inserted.'));

    const tab = page.locator('.tabs-container .tab', { hasText: 'permit-upload.ts' });
    await vi.waitFor(
      async () => {
        if (await tab.isVisible()) {
          await groups().locator('textarea, .native-edit-context').first().focus();
          await page.keyboard.press('Control+Z');
        }
        await tab.waitFor({ state: 'hidden', timeout: 10_000 });
      },
      { timeout: 60_000 },
    );
    await expect.poll(after, { timeout: 30_000 }).toEqual(before);
    expect(created.map((it) => existsSync(file(it)))).toEqual([false, false]);
    await picture(session, 'snippet-taken-back');
  });

  test('is led from a finding to the snippets that cure it', async () => {
    const { page } = session;
    await openFile(session, 'payments.service.ts');
    await line(session, 'process.env').getByText('PAYMENT_API_KEY').click();
    await applyFix(session, 'Insert a snippet for config/env-read-outside-config…', 'snippet-light-bulb');
    await title('(3/4)').waitFor();
    await picture(session, 'snippet-of-a-finding');
    await page.keyboard.press('Escape');
    await title('(3/4)').waitFor({ state: 'hidden' });
  });
});

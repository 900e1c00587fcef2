import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openFile, openSession, picture, runCommand, type Session, settleFonts, webview } from './session.ts';

describe('a person who does not trust the folder', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never', 'workbench.colorTheme': 'Default Light Modern' },
    });
    await session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test('sees the findings', async () => {
    await openFile(session, 'payments.service.ts');
    await session.page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await picture(session, 'untrusted-finding-light');
  });

  for (const [command, refusal] of [
    ['Tiebeam: New Project (Quick)…', 'A project is not created: this workspace is not trusted'],
    ['Tiebeam: Verify Project', 'The project is not verified: this workspace is not trusted'],
  ] as const) {
    test(`is told why "${command}" does nothing`, async () => {
      await runCommand(session, command);
      const notice = session.page.locator('.notification-toast', { hasText: refusal });
      await notice.waitFor();
      await picture(session, 'untrusted-refusal');
      await notice.hover();
      await notice.getByRole('button', { name: /^Clear Notification/ }).click();
      await notice.waitFor({ state: 'detached' });
      // A sheet or a report would be a webview.
      expect(await session.page.locator('iframe.webview.ready').count()).toBe(0);
    });
  }

  test('can look at the decision sheet, which says that it will not create', async () => {
    await runCommand(session, 'Tiebeam: New Project…');
    await webview(session).getByRole('navigation', { name: 'Steps' }).getByText('Create').click();
    await webview(session).getByText('This window is in Restricted Mode').waitFor();
    await settleFonts(session);
    await picture(session, 'untrusted-sheet-light');
  });
});

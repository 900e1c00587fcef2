import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { workbenchUrl } from '../host/workbench.ts';
import { serverProcesses } from './server-processes.ts';
import {
  closeEditor,
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

const NOT_ON_DISK = 'This folder is not on a disk that Tiebeam can reach';
const STEPS = ['See your architecture', 'Fix one finding', 'Decide and create', 'Hand it over'];
/** A text that stands in the picture of each step and in no other. */
const IN_PICTURE = ['users/', 'orders.service.ts', 'compose.yml', '17/21'];

describe('a newcomer', () => {
  const it = person();

  test('is not taken to the walkthrough by force', async () => {
    expect(await it.session.page.locator('.gettingStartedContainer').count()).toBe(0);
  });

  test('opens the walkthrough and sees four steps, each with a picture that is described', async () => {
    await openWalkthrough(it.session);
    for (const [index, title] of STEPS.entries()) {
      await step(it.session, title).click();
      await webview(it.session)
        .locator('svg text', { hasText: IN_PICTURE[index] ?? '' })
        .waitFor();
      await picture(it.session, `walkthrough-${index + 1}-dark`);
    }
  });

  test('has steps ticked off by what is done, and no other', async () => {
    expect(await isDone(it.session, STEPS[0])).toBe(false);
    await runCommand(it.session, 'Tiebeam: Show Architecture Checklist');
    await it.session.page
      .getByRole('tree', { name: /Checklist/ })
      .getByRole('treeitem')
      .first()
      .waitFor();
    await runCommand(it.session, 'Tiebeam: New Project…');
    await webview(it.session).getByRole('heading', { level: 1 }).waitFor();
    await runCommand(it.session, 'Tiebeam: Write Hand-off Summary');
    await it.session.page.locator('.tabs-container .tab', { hasText: 'HANDOFF' }).first().waitFor();
    await it.session.page.locator('.tabs-container .tab', { hasText: 'Welcome' }).click();
    await expect.poll(() => isDone(it.session, STEPS[0])).toBe(true);
    await expect.poll(() => isDone(it.session, STEPS[2])).toBe(true);
    await expect.poll(() => isDone(it.session, STEPS[3])).toBe(true);
    expect(await isDone(it.session, STEPS[1])).toBe(false);
    await picture(it.session, 'walkthrough-done');
  });
});

for (const [name, theme] of [
  ['light', 'Default Light Modern'],
  ['contrast', 'Default High Contrast'],
] as const) {
  describe(`a newcomer in ${theme}`, () => {
    const it = person({ settings: { 'workbench.colorTheme': theme } });

    test('sees the pictures in the colours of the theme', async () => {
      await openWalkthrough(it.session);
      for (const [index, title] of STEPS.entries()) {
        await step(it.session, title).click();
        await webview(it.session)
          .locator('svg text', { hasText: IN_PICTURE[index] ?? '' })
          .waitFor();
        await picture(it.session, `walkthrough-${index + 1}-${name}`);
      }
    });
  });
}

describe('the status item', () => {
  const it = person();

  test('says what was found, how much has a layer and how long a check took', async () => {
    await openFile(it.session, 'payments.service.ts');
    await it.session.page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    const item = await openStatus(it.session);
    await expect.poll(() => item.textContent()).toMatch(/Tiebeam: \d+ errors?, \d+ warnings?, \d+ notes?/);
    expect(await item.textContent()).toMatch(/\d+ of \d+ layered, \d+ ms/);
    await picture(it.session, 'status');
    await item.getByText('Show Log').click();
    await it.session.page.getByRole('tab', { name: /Output/ }).waitFor();
  });

  test('offers to restart the server when it is down for good', async () => {
    await vi.waitFor(
      async () => {
        for (const pid of serverProcesses(it.session)) process.kill(pid, 'SIGKILL');
        const item = await openStatus(it.session);
        expect(await item.textContent()).toContain('Tiebeam: failed');
      },
      { timeout: 90_000, interval: 1_500 },
    );
    const item = await openStatus(it.session);
    expect(await item.textContent()).toContain('It crashed 5 times in three minutes');
    await picture(it.session, 'status-failed');
    expect(await it.session.page.locator('.notification-toast').count()).toBe(0);
    await item.getByText('Restart Server').click();
    await vi.waitFor(async () => expect(await (await openStatus(it.session)).textContent()).toMatch(/\d+ errors?/), {
      timeout: 30_000,
      interval: 500,
    });
  });
});

describe('an empty view says why it is empty', () => {
  describe('where nothing is supported', () => {
    const it = person({ files: new Map([['README.md', '# Notes\n']]), withCompanion: true });

    test('and where no folder is open', async () => {
      await showView(it.session, 'There is nothing in this folder that Tiebeam reads');
      await picture(it.session, 'empty-unsupported');
      await it.session.page.goto(workbenchUrl(it.session.authority, {}));
      await it.session.page.locator('.monaco-workbench').waitFor();
      await showView(it.session, 'Open a folder, or start a project.');
      await picture(it.session, 'empty-no-folder');
    });

    test('and where the folder is on no disk, in which the sheet can still be used', async () => {
      const { page } = it.session;
      await openFolderInMemory(it.session);
      await showView(it.session, NOT_ON_DISK);
      await picture(it.session, 'empty-virtual');
      for (const command of ['Tiebeam: Verify Project', 'Tiebeam: Re-scan Workspace']) {
        await runCommand(it.session, command);
        const notice = page.locator('.notification-toast', { hasText: NOT_ON_DISK });
        await notice.waitFor();
        await notice.hover();
        await notice.getByRole('button', { name: /^Clear Notification/ }).click();
        await notice.waitFor({ state: 'detached' });
      }
      await runCommand(it.session, 'Tiebeam: Show Architecture Map');
      await webview(it.session).getByRole('button', { name: 'Open Folder' }).waitFor();
      await picture(it.session, 'map-virtual');
      await closeEditor(it.session, 'Architecture Map');
      await runCommand(it.session, 'Tiebeam: New Project…');
      await webview(it.session).getByText('harbour is not on the disk of this machine').waitFor();
      await picture(it.session, 'sheet-virtual');
      expect(await page.locator('.notification-toast').count()).toBe(0);
    }, 480_000);
  });

  describe('where the folder is not trusted', () => {
    const it = person({
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      files: new Map([['README.md', '# Notes\n']]),
    });

    test('with the way to trust it', async () => {
      await showView(it.session, 'writes, installs and runs nothing');
      await it.session.page.getByRole('button', { name: 'Manage Workspace Trust' }).first().waitFor();
      await it.session.page.getByText('There is nothing in this folder that Tiebeam reads').first().waitFor();
      await picture(it.session, 'empty-untrusted');
    });
  });

  describe('where Tiebeam is switched off', () => {
    const it = person({ settings: { 'tiebeam.enable': false } });

    test('and starts no server for it', async () => {
      await showView(it.session, 'Tiebeam is switched off in the settings');
      await picture(it.session, 'empty-off');
      expect(serverProcesses(it.session)).toEqual([]);
    });
  });
});

describe('a person whose editor speaks Chinese', () => {
  const it = person({ language: 'zh-cn' });

  test('reads in it what was found', async () => {
    const { page } = it.session;
    await openFile(it.session, 'payments.service.ts');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor({ timeout: 50_000 });
    await page.keyboard.press('Control+Shift+M');
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: "'errorHandler' 是错误处理器，却注册在 '/orders' 之前" })
      .first()
      .waitFor();
    await picture(it.session, 'chinese-findings');
  });

  test('reads the status in it', async () => {
    const item = await openStatus(it.session);
    await expect.poll(() => item.textContent(), { timeout: 20_000 }).toMatch(/Tiebeam：\d+ 个错误/);
    await picture(it.session, 'chinese-status');
    await it.session.page.keyboard.press('Escape');
  });

  test('reads the checklist in it, by the name of its command', async () => {
    await runCommand(it.session, '显示架构检查清单');
    await it.session.page
      .getByRole('treeitem', { name: /优雅停机/ })
      .first()
      .waitFor();
    await picture(it.session, 'chinese-checklist');
  });

  test('decides in it', async () => {
    await runCommand(it.session, '新建项目…');
    await webview(it.session).getByRole('heading', { name: '新建项目' }).waitFor();
    await webview(it.session).getByText('由什么提供 API？').waitFor();
    await settleFonts(it.session);
    await picture(it.session, 'chinese-sheet');
  });

  test('is shown around in it', async () => {
    await openWalkthrough(it.session, 'Tiebeam 入门');
    await step(it.session, '看清你的架构').waitFor();
    await picture(it.session, 'chinese-walkthrough');
  });
});

/** A session of its own for a group of tests. */
function person(options: Parameters<typeof openSession>[0] = {}): { readonly session: Session } {
  const it: { session?: Session } = {};
  beforeAll(async () => {
    it.session = await openSession(options);
    await it.session.page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => it.session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && it.session) await picture(it.session, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
  return {
    get session() {
      if (!it.session) throw new Error('the session is not open yet');
      return it.session;
    },
  };
}

async function openWalkthrough(session: Session, title = 'Get Started with Tiebeam'): Promise<void> {
  const row = await searchCommands(session, 'Welcome: Open Walkthrough', 'Open Walkthrough');
  await row.click();
  await quickRow(session, title).click();
  await session.page.locator('.gettingStartedContainer .getting-started-step').first().waitFor();
}

function step({ page }: Session, title: string): Locator {
  return page.locator('.getting-started-step', { hasText: title }).first();
}

async function isDone(session: Session, title = ''): Promise<boolean> {
  return (await step(session, title).locator('.codicon.complete, .codicon-getting-started-step-checked').count()) > 0;
}

/** The item of Tiebeam in the language status of the file in front. */
async function openStatus({ page }: Session): Promise<Locator> {
  const item = page.locator('.hover-language-status', { hasText: 'Tiebeam' }).first();
  await vi.waitFor(
    async () => {
      if (!(await item.isVisible())) await page.locator('[id="status.languageStatus"]').first().hover();
      await item.waitFor({ timeout: 2_000 });
    },
    { timeout: 30_000 },
  );
  return item;
}

async function showView(session: Session, text: string): Promise<void> {
  const { page } = session;
  await page
    .getByRole('tab', { name: /^Tiebeam/ })
    .first()
    .click();
  await page.getByText(text).first().waitFor();
}

/** Opens the folder of the companion in this window, which loads anew for it, and waits until the explorer lists it. */
async function openFolderInMemory(session: Session): Promise<void> {
  const { page } = session;
  await page.evaluate(() => Reflect.set(globalThis, 'isOldWindow', true));
  await runCommand(session, 'Companion: Open Folder in Memory');
  await page.waitForFunction(() => !Reflect.has(globalThis, 'isOldWindow'));
  await page.locator('.monaco-workbench').waitFor();
  const explorer = page.getByRole('tab', { name: /^Explorer/ }).first();
  // The explorer may have asked for the folder before the companion that holds it was there.
  await vi.waitFor(
    async () => {
      if ((await explorer.getAttribute('aria-selected')) !== 'true') await explorer.click();
      await page
        .getByRole('treeitem', { name: 'tiebeam.json' })
        .waitFor({ timeout: 20_000 })
        .catch(async (error: unknown) => {
          await page.reload();
          throw error;
        });
    },
    { timeout: 120_000 },
  );
}

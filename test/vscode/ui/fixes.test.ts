// From the light bulb to the files on disk and back, by keyboard: each kind of fix, each language, both kinds of theme; and all at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FixProject, fixProjects } from './fix-projects.ts';
import { accept, changedFiles, goTo, isListed, onDisk, pressButton, preview, WAIT } from './fix-steps.ts';
import { serverProcesses } from './server-processes.ts';
import { applyFix, openSession, picture, quickRow, runCommand, type Session, searchCommands } from './session.ts';

const TEST_MS = 600_000;
const LOG = 'logging/unstructured-print';

let session: Session;

describe.each([
  ['dark', 'Default Dark Modern', await fixProjects(['TypeScript', 'Python'])],
  ['light', 'Default Light Modern', await fixProjects(['Go'])],
])('a person with the light bulb, in a %s theme', (theme, colours, projects) => {
  beforeAll(async () => {
    session = await openSession({
      files: new Map([
        ['all.code-workspace', JSON.stringify({ folders: projects.map((it) => ({ path: it.folder })) })],
        ...projects.flatMap(({ folder, before }) =>
          Object.entries(before).map(([name, text]) => [`${folder}/${name}`, text] as const),
        ),
      ]),
      workspace: 'all.code-workspace',
      settings: { 'workbench.colorTheme': colours },
    });
    await session.page
      .getByRole('treeitem', { name: projects.at(-1)?.folder ?? '' })
      .first()
      .waitFor();
  }, TEST_MS);
  afterAll(() => session?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(session, `failed-${theme}-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  test.each(projects.map((it) => [it.folder, it] as const))(
    'applies the fix of %s, sees the finding gone, and takes all of it back in one step',
    async (_, project) => {
      await goTo(session, project);
      await isListed(session, project, true);
      await goTo(session, project);
      await applyFix(session, project.fixTitle, `fix-bulb-${project.folder}`);
      if (project.kind === 'multi' || project.kind === 'scaffold')
        await accept(session, await preview(session, changedFiles(project), `fix-preview-${project.folder}`));
      await saved(project, project.after);
      await isListed(session, project, false);
      await picture(session, `fix-result-${project.folder}`);
      // VS Code takes back what has changed the file in front; some fixes only make files.
      const path = Object.keys(project.after).find((it) => project.before[it] !== project.after[it]) ?? '';
      const isChanged = project.before[project.path] !== project.after[project.path];
      await goTo(session, isChanged ? project : { ...project, path, line: 1, column: 1 });
      await session.page.keyboard.press('Control+Z');
      await saved(project, project.before);
      await isListed(session, project, true);
    },
    TEST_MS,
  );

  const logs = projects.filter((it) => it.rule === LOG && it.kind === 'safe');

  test(
    'looks at all safe fixes of the workspace by their rule, thinks better of it, takes them, and takes all back in one step',
    async () => {
      const { page } = session;
      const files = logs.flatMap(changedFiles);
      await pickSafe();
      const panel = await preview(session, files, `fix-all-preview-${theme}`);
      await pressButton(session, panel, 'Discard');
      await panel.waitFor({ state: 'hidden' });
      await pickSafe();
      await accept(session, await preview(session, files, `fix-all-preview-${theme}`));
      await page
        .getByText(logs.length === 1 ? '1 finding fixed.' : `${logs.length} findings fixed.`)
        .first()
        .waitFor();
      await picture(session, `fix-all-done-${theme}`);
      for (const project of logs) await saved(project, project.after);
      const [first] = logs;
      if (!first) throw new Error('No project has a safe fix');
      await goTo(session, first);
      await page.keyboard.press('Control+Z');
      for (const project of logs) await saved(project, project.before);
    },
    TEST_MS,
  );

  test(
    'stops the fixes while they are tried, and nothing has changed',
    async () => {
      const { page } = session;
      const servers = serverProcesses(session);
      // No more than three are shown, and what others say may hide the one with the button.
      await runCommand(session, 'Notifications: Clear All Notifications');
      await openList();
      for (const pid of servers) process.kill(pid, 'SIGSTOP');
      try {
        await page.keyboard.press('Enter');
        const toast = page.locator('.notification-toast', { hasText: 'Tiebeam tries the fixes' });
        await toast.waitFor();
        await picture(session, `fix-all-progress-${theme}`);
        await focusToast();
        const cancel = toast.locator('.monaco-button:focus', { hasText: 'Cancel' });
        await vi.waitFor(async () => {
          if (!(await cancel.isVisible())) await page.keyboard.press('Tab');
          await cancel.waitFor({ timeout: 1_000 });
        }, WAIT);
        await page.keyboard.press('Enter');
        await toast.waitFor({ state: 'hidden' });
      } finally {
        for (const pid of servers) process.kill(pid, 'SIGCONT');
      }
      // An answer to a later question comes after everything that an earlier one could have led to.
      await openList();
      await page.keyboard.press('Escape');
      expect(await page.locator('.bulk-edit-panel').isVisible()).toBe(false);
      for (const project of projects) expect(onDisk(session, project)).toEqual(project.before);
    },
    TEST_MS,
  );

  test(
    'has the safe fixes of a file made when it is saved, where the editor is told so',
    async () => {
      const { page } = session;
      const [project] = logs;
      if (!project) throw new Error('No project has a safe fix');
      const settings = path.join(session.folder, project.folder, '.vscode');
      mkdirSync(settings);
      writeFileSync(
        path.join(settings, 'settings.json'),
        JSON.stringify({ 'editor.codeActionsOnSave': { 'source.fixAll.tiebeam': 'explicit' }, 'files.autoSave': 'off' }),
      );
      await vi.waitFor(async () => {
        await goTo(session, project);
        // Only what has changed is saved.
        await page.keyboard.press('Control+End');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Control+S');
        await vi.waitFor(() => expect(onDisk(session, project)[project.path]?.trim()).toBe(project.after[project.path]?.trim()), {
          timeout: 5_000,
        });
      }, WAIT);
      await isListed(session, project, false);
      await picture(session, `fix-on-save-${theme}`);
    },
    TEST_MS,
  );

  /** Opens the list of what can be fixed in the workspace. */
  async function openList(): Promise<void> {
    const { page } = session;
    const row = quickRow(session, LOG);
    await vi.waitFor(async () => {
      await searchCommands(session, 'Tiebeam: Fix All', 'Tiebeam: Fix All Safe Findings in Workspace…');
      await page.keyboard.press('Enter');
      await row.waitFor({ timeout: 20_000 });
    }, WAIT);
    await expect.poll(() => row.getByRole('checkbox').isChecked()).toBe(true);
  }

  async function pickSafe(): Promise<void> {
    const { page } = session;
    await openList();
    await picture(session, `fix-all-list-${theme}`);
    await page.keyboard.press('Enter');
  }

  async function focusToast(): Promise<void> {
    await searchCommands(session, 'Notifications: Focus Notification Toast', 'Notifications: Focus Notification Toast');
    await session.page.keyboard.press('Enter');
    await session.page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
  }

  /** Saves what is open until the files of a project are as wanted. */
  async function saved(project: FixProject, wanted: FixProject['after']): Promise<void> {
    await session.page.keyboard.press('Control+S');
    await vi.waitFor(() => expect(onDisk(session, project)).toEqual(wanted), WAIT);
  }
});

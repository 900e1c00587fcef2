// One folder in two windows: each has its server, and each follows what the other writes.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { workbenchUrl } from '../host/workbench.ts';
import { serverProcesses } from './server-processes.ts';
import { editorFocus, line, openFile, openSession, picture, runCommand, type Session } from './session.ts';

describe('a person who has a folder open in two windows', () => {
  let first: Session;
  let second: Session;
  beforeAll(async () => {
    first = await openSession();
    const page = await first.page.context().newPage();
    second = { ...first, page };
    await page.goto(workbenchUrl(first.authority, { folder: first.folder }));
    for (const { page } of [first, second]) await page.getByRole('treeitem', { name: 'README.md' }).waitFor();
  });
  afterAll(() => first?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [name, session] of Object.entries({ first, second })) {
      await session.page.bringToFront();
      await picture(session, `failed-${name}-${task.name.replaceAll(/\W+/g, '-')}`);
    }
  });

  const finding = ({ page }: Session, words: RegExp): Locator =>
    page.getByRole('tree', { name: /Findings/ }).getByRole('treeitem', { name: words });

  test('sees the findings in both', async () => {
    for (const session of [first, second]) {
      await session.page.bringToFront();
      await runCommand(session, 'Tiebeam: Focus on Findings View');
      await finding(session, /orders\.controller\.ts/)
        .first()
        .waitFor();
    }
    expect(serverProcesses(first)).toHaveLength(2);
  });

  test('mends a line in one, and the other one follows once it is saved', async () => {
    await first.page.bringToFront();
    await openFile(first, 'orders.repository.ts');
    await editorFocus(first, 'orders.repository.ts');
    await finding(second, /orders\.repository\.ts line 3$/)
      .first()
      .waitFor();
    await first.page.keyboard.press('Control+A');
    await first.page.keyboard.press('Delete');
    await first.page.keyboard.type('export const nothing = undefined;');
    await first.page.keyboard.press('Control+S');
    await finding(second, /orders\.repository\.ts line 3$/)
      .first()
      .waitFor({ state: 'detached' });
  });

  test('writes a configuration in one, after which the other one has nothing new either', async () => {
    await runCommand(first, 'Tiebeam: Create Configuration From This Code…');
    await line(first, '"baseline"').waitFor();
    await expect.poll(() => existsSync(path.join(first.folder, '.tiebeam/baseline.json'))).toBe(true);
    await second.page.bringToFront();
    await runCommand(second, 'Tiebeam: Focus on New Findings');
    await second.page.getByText('Nothing new: everything that was found is in the baseline.').waitFor();
    await picture(second, 'two-windows');
  });

  test('accepts in the other one what is new, and nothing of the baseline is lost', async () => {
    const entries = (): number =>
      (readFileSync(path.join(first.folder, '.tiebeam/baseline.json'), 'utf8').match(/"[0-9a-f]{14}":/g) ?? []).length;
    const before = entries();
    await openFile(second, 'payments.service.ts');
    await editorFocus(second, 'payments.service.ts');
    await second.page.keyboard.press('Control+End');
    await second.page.keyboard.type('\nexport const key = process.env.LATE_KEY;');
    await second.page.keyboard.press('Control+S');
    await finding(second, /payments\.service\.ts line \d+$/)
      .first()
      .waitFor();
    await runCommand(second, 'Tiebeam: Baseline: Accept Current Findings');
    // The read, and the variable that the example of an environment lacks.
    await expect.poll(entries, { timeout: 30_000 }).toBe(before + 2);
    await first.page.bringToFront();
    await runCommand(first, 'Tiebeam: Focus on New Findings');
    await first.page.getByText('Nothing new: everything that was found is in the baseline.').waitFor();
  });

  test('starts the server of one anew, and the other one keeps its own', async () => {
    const before = serverProcesses(first);
    await runCommand(first, 'Tiebeam: Restart Server');
    await expect.poll(() => serverProcesses(first).filter((it) => before.includes(it)), { timeout: 30_000 }).toHaveLength(1);
    await expect.poll(() => serverProcesses(first), { timeout: 30_000 }).toHaveLength(2);
  });
});

// What a person does with fixes: goes to a finding, looks at the preview, accepts it or not.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { FixProject } from './fix-projects.ts';
import { editorFocus, focusedRow, openQuickInput, picture, type Session } from './session.ts';

export const WAIT = { timeout: 120_000 };

/** Opens the file at its finding, with the cursor there. */
export async function goTo(session: Session, { folder, path: file, line, column }: FixProject): Promise<void> {
  const { page } = session;
  const name = file.split('/').at(-1) ?? file;
  // A list that is renewed under the key loses it.
  await vi.waitFor(async () => {
    const input = await openQuickInput(session, 'Control+P');
    await input.fill(`${path.join(session.folder, folder, file)}:${line}:${column}`, { timeout: 5_000 });
    // Several projects have a file of that name, and the list shows those that were open lately before it has looked for this one.
    await focusedRow(session, name).filter({ hasText: folder }).waitFor({ timeout: 10_000 });
    await page.keyboard.press('Enter');
    await editorFocus(session, name);
    await page.locator('.statusbar-item-label', { hasText: `Ln ${line},` }).waitFor({ timeout: 10_000 });
  }, WAIT);
}

/** Waits until the Problems view lists the finding, or does not list it any more. */
export async function isListed({ page }: Session, { folder, rule }: FixProject, wanted: boolean): Promise<void> {
  const filter = page.getByRole('textbox', { name: 'Filter Problems' });
  const file = page.getByRole('treeitem', { name: `of folder ${folder}` }).first();
  // A view that is being shown takes back what it was filtered by before.
  await vi.waitFor(async () => {
    if (!(await filter.isVisible())) await page.keyboard.press('Control+Shift+M');
    await filter.fill('', { timeout: 5_000 });
    await filter.fill(rule, { timeout: 5_000 });
    await file.waitFor({ state: wanted ? 'visible' : 'detached', timeout: 10_000 });
  }, WAIT);
}

/** Waits for the refactor preview of so many files, each of them ticked. Keeps a picture. */
export async function preview(session: Session, files: readonly string[], name: string): Promise<Locator> {
  const panel = session.page.locator('.bulk-edit-panel');
  const rows = panel.locator('.monaco-list-row[aria-level="1"]');
  for (const file of files) await rows.filter({ hasText: file }).first().waitFor();
  const ticked = panel.locator('.monaco-list-row[aria-level="1"] [role="checkbox"][aria-checked="true"]');
  await vi.waitFor(async () => expect([await rows.count(), await ticked.count()]).toEqual([files.length, files.length]), WAIT);
  await panel.locator('.monaco-list:focus').waitFor();
  await picture(session, name);
  return panel;
}

/** Accepts what the preview shows, by its key. */
export async function accept({ page }: Session, panel: Locator): Promise<void> {
  const tree = panel.locator('.monaco-list:focus');
  await vi.waitFor(async () => {
    // In the text below, the key would make a line.
    if (await tree.isVisible()) await page.keyboard.press('Control+Enter');
    await panel.waitFor({ state: 'hidden', timeout: 5_000 });
  }, WAIT);
}

/** Presses the button of the preview that has this word. */
export async function pressButton({ page }: Session, panel: Locator, word: 'Apply' | 'Discard'): Promise<void> {
  const button = panel.locator('.monaco-button:focus', { hasText: word });
  await vi.waitFor(async () => {
    if (!(await button.isVisible())) await page.keyboard.press('Tab');
    await button.waitFor({ timeout: 1_000 });
  }, WAIT);
  await page.keyboard.press('Enter');
}

/** The files that a fix changes or makes, by their names. */
export function changedFiles({ before, after }: FixProject): string[] {
  return Object.keys(after)
    .filter((it) => before[it] !== after[it])
    .map((it) => it.split('/').at(-1) ?? it);
}

/** The text of every file of a project, by its path; settings of the editor are left out. */
export function onDisk({ folder }: Session, project: Pick<FixProject, 'folder'>): Record<string, string> {
  const root = path.join(folder, project.folder);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (it) => statSync(path.join(root, it)).isFile() && !it.startsWith('.vscode'),
  );
  return Object.fromEntries(names.map((it) => [it, readFileSync(path.join(root, it), 'utf8')]));
}

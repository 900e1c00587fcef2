// From the light bulb to the files on disk and back, by keyboard: each kind of fix, each language, both kinds of theme.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FixProject, fixProjects } from './fix-projects.ts';
import { applyFix, openQuickInput, openSession, picture, quickRow, type Session } from './session.ts';

const WAIT = { timeout: 120_000 };
const TEST_MS = 600_000;

describe.each([
  ['dark', 'Default Dark Modern', await fixProjects(['TypeScript', 'Python'])],
  ['light', 'Default Light Modern', await fixProjects(['Go'])],
])('a person with the light bulb, in a %s theme', (theme, colours, projects) => {
  let session: Session;
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
      const { page } = session;
      await goTo(session, project);
      await isListed(session, project, true);
      await goTo(session, project);
      await applyFix(session, project.fixTitle, `fix-bulb-${project.folder}`);
      if (project.kind === 'multi' || project.kind === 'scaffold') await acceptPreview(session, project);
      await goTo(session, project);
      await page.keyboard.press('Control+S');
      await vi.waitFor(() => expect(onDisk(session, project)).toEqual(project.after), WAIT);
      await isListed(session, project, false);
      await picture(session, `fix-result-${project.folder}`);
      // New files are taken back where the editor still knows them unsaved.
      if (Object.keys(project.after).some((it) => !(it in project.before))) return;
      await goTo(session, project);
      await page.keyboard.press('Control+Z');
      await page.keyboard.press('Control+S');
      await vi.waitFor(() => expect(onDisk(session, project)).toEqual(project.before), WAIT);
      await isListed(session, project, true);
    },
    TEST_MS,
  );
});

/** Opens the file at its finding. */
async function goTo(session: Session, { folder, path: file, line, column }: FixProject): Promise<void> {
  const name = file.split('/').at(-1) ?? file;
  const tab = session.page.locator('.tabs-container .tab.active', { hasText: name });
  // A list that is renewed under the key loses it.
  await vi.waitFor(async () => {
    const input = await openQuickInput(session, 'Control+P');
    await input.fill(`${path.join(session.folder, folder, file)}:${line}:${column}`);
    // Several projects have a file of that name; the row of this one says where it lies.
    await quickRow(session, folder).waitFor();
    await session.page.keyboard.press('Enter');
    await tab.waitFor({ timeout: 10_000 });
  }, WAIT);
}

/** Waits until the Problems view lists the finding, or does not list it any more. */
async function isListed({ page }: Session, { folder, rule }: FixProject, wanted: boolean): Promise<void> {
  const filter = page.getByRole('textbox', { name: 'Filter Problems' });
  if (!(await filter.isVisible())) await page.keyboard.press('Control+Shift+M');
  await filter.fill(rule);
  const file = page.getByRole('treeitem', { name: `of folder ${folder}` }).first();
  await file.waitFor({ state: wanted ? 'visible' : 'detached' });
}

/** Ticks every file of the refactor preview and applies it. */
async function acceptPreview(session: Session, { folder, before, after }: FixProject): Promise<void> {
  const { page } = session;
  const preview = page.locator('.bulk-edit-panel');
  const files = preview.locator('.monaco-list-row[aria-level="1"]');
  const changed = Object.keys(after).filter((it) => before[it] !== after[it]);
  for (const name of changed)
    await files
      .filter({ hasText: name.split('/').at(-1) ?? name })
      .first()
      .waitFor();
  const focused = preview.locator('.monaco-list-row.focused[aria-level="1"]').getByRole('checkbox');
  const ticked = preview.locator('.monaco-list-row[aria-level="1"] [role="checkbox"][aria-checked="true"]');
  await vi.waitFor(async () => {
    await page.keyboard.press('Home');
    for (let row = await preview.locator('.monaco-list-row').count(); row > 0; row -= 1) {
      if ((await focused.count()) === 1 && !(await focused.isChecked())) await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
    }
    expect(await ticked.count()).toBe(changed.length);
  }, WAIT);
  await picture(session, `fix-preview-${folder}`);
  await page.keyboard.press('Control+Enter');
  await preview.waitFor({ state: 'hidden' });
}

/** The text of every file of a project, by its path. */
function onDisk({ folder }: Session, project: FixProject): Record<string, string> {
  const root = path.join(folder, project.folder);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((it) => statSync(path.join(root, it)).isFile());
  return Object.fromEntries(names.map((it) => [it, readFileSync(path.join(root, it), 'utf8')]));
}

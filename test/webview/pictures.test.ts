import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StepId, stepIds } from '#decisions/sheet-messages.ts';
import { realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { openOnly, untilPreviewed } from './sheet-person.ts';
import type { ThemeName } from './themes.ts';

// Pictures of every part for people to look at; the browser must have no complaint on the way.

const folder = fileURLToPath(new URL('../../artifacts/screenshots/sheet', import.meta.url));

let host: SheetHost;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  host = await startSheetHost();
});
afterAll(() => host.close());

it.each<ThemeName>(['dark', 'light', 'hc-dark', 'hc-light'])(
  'keeps a picture of every part in %s',
  async (theme) => {
    const server = await realServer();
    const { page, complaints, close } = await host.open({ server, theme, parent: server.folder, height: 800 });
    await untilPreviewed(page);
    await take(page, `first-${theme}`);
    for (const id of stepIds) {
      await openOnly(page, id);
      await prepare(page, id);
      await take(page, `${stepIds.indexOf(id)}-${id}-${theme}`);
    }
    await page.locator('.create-button').click();
    await page.getByText('is ready').first().waitFor();
    await take(page, `created-${theme}`);
    await close();
    server.dispose();
    expect(complaints).toEqual([]);
  },
  180_000,
);

it.each<ThemeName>(['dark', 'light'])(
  'keeps pictures of a creation that runs, is cancelled and fails, of trouble, conflicts and what a folder says, in %s',
  async (theme) => {
    const slow = await realServer({ npm: 'hangs' });
    const { page, complaints, close } = await host.open({ server: slow, theme, parent: slow.folder, height: 800 });
    await untilPreviewed(page);
    await openOnly(page, 'create');
    await page.locator('.create-button').click();
    await page.getByText('Install the back-end packages').first().waitFor();
    await take(page, `running-${theme}`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.notice', { hasText: 'Cancelled' }).waitFor();
    await take(page, `cancelled-${theme}`);
    await openOnly(page, 'resource');
    await page.getByLabel('Name', { exact: true }).fill('class');
    await page.getByRole('button', { name: 'Add field' }).click();
    await take(page, `trouble-resource-${theme}`);
    await openOnly(page, 'create');
    await take(page, `trouble-create-${theme}`);
    await close();
    slow.dispose();

    const server = await realServer({ npm: 'fails' });
    const { folder: home } = server;
    writeFileSync(path.join(home, 'a-file'), '');
    const failing = await host.open({ server, theme, parent: path.join(home, 'a-file'), height: 800 });
    await untilPreviewed(failing.page);
    await openOnly(failing.page, 'create');
    await failing.page.locator('.create-button').click();
    await failing.page.locator('.outcome-failed .notice-error').waitFor();
    await take(failing.page, `failed-${theme}`);
    await failing.close();

    mkdirSync(path.join(home, 'my-shop'));
    writeFileSync(path.join(home, 'my-shop/README.md'), 'Mine.\n');
    writeFileSync(
      path.join(home, 'tiebeam.json'),
      '{ "version": 1, "decisions": { "backend": "fastify", "realtime": "sse" } }\n',
    );
    const conflicting = await host.open({ server, theme, parent: home, folders: [home], height: 800 });
    await conflicting.page.getByText('1 thing to mend').first().waitFor();
    await take(conflicting.page, `found-${theme}`);
    await openOnly(conflicting.page, 'preview');
    await take(conflicting.page, `conflict-${theme}`);
    await conflicting.page.getByLabel('Replace them').check();
    await openOnly(conflicting.page, 'create');
    await conflicting.page.locator('.create-button').click();
    await conflicting.page.getByText('my-shop is ready').first().waitFor();
    await take(conflicting.page, `created-without-packages-${theme}`);
    await conflicting.close();
    server.dispose();
    expect([...complaints, ...failing.complaints, ...conflicting.complaints]).toEqual([]);
  },
  180_000,
);

it('keeps pictures of a narrow sheet', async () => {
  const server = await realServer();
  const { page, complaints, close } = await host.open({ server, theme: 'dark', parent: server.folder, width: 300, height: 800 });
  await untilPreviewed(page);
  await take(page, 'narrow-requirements');
  await openOnly(page, 'resource');
  await take(page, 'narrow-resource');
  await close();
  server.dispose();
  expect(complaints).toEqual([]);
}, 180_000);

async function prepare(page: Page, id: StepId): Promise<void> {
  if (id === 'requirements') await page.locator('#requirements-realtime-sse').check();
  if (id === 'decisions') await page.getByRole('button', { name: 'Change real-time' }).click();
}

/** The whole page, from its top, with the pointer out of the way. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

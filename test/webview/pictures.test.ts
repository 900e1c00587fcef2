import { mkdirSync } from 'node:fs';
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

it('keeps pictures of trouble, of a narrow sheet and of a running creation', async () => {
  const server = await realServer({ npm: 'hangs' });
  const narrow = await host.open({ server, theme: 'dark', parent: server.folder, width: 300, height: 800 });
  await untilPreviewed(narrow.page);
  await take(narrow.page, 'narrow-requirements');
  await openOnly(narrow.page, 'resource');
  await take(narrow.page, 'narrow-resource');
  await narrow.close();

  const { page, complaints, close } = await host.open({ server, theme: 'light', parent: server.folder, height: 800 });
  await untilPreviewed(page);
  await openOnly(page, 'create');
  await page.locator('.create-button').click();
  await page.getByText('Install the back-end packages').first().waitFor();
  await take(page, 'running-light');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.notice', { hasText: 'Cancelled' }).waitFor();
  await openOnly(page, 'resource');
  await page.getByLabel('Name', { exact: true }).fill('class');
  await page.getByRole('button', { name: 'Add field' }).click();
  await take(page, 'trouble-resource-light');
  await openOnly(page, 'create');
  await take(page, 'trouble-create-light');
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

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { openAll, openOnly, untilPreviewed } from './sheet-person.ts';
import { themeNames } from './themes.ts';

let host: SheetHost;
beforeAll(async () => {
  host = await startSheetHost();
});
afterAll(() => host.close());

describe.each(themeNames)('the sheet in %s', (theme) => {
  it('has no accessibility violation in any step, and the browser has no complaint', async () => {
    const { page, complaints, close } = await host.open({ server: await realServer(), theme });
    await untilPreviewed(page);
    await openAll(page);
    await page.getByRole('button', { name: 'Change api client' }).click();
    await page.getByRole('button', { name: /Show 3 more/ }).click();
    await page.getByRole('button', { name: /Save these decisions/ }).click();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('has none while there are problems, notices and answers from the folder', async () => {
    const { page, close } = await host.open({ server: await realServer(), theme, trusted: false });
    await untilPreviewed(page);
    await openAll(page);
    await page.getByLabel('Project name').fill('My Shop');
    await page.getByLabel('Name', { exact: true }).fill('class');
    await page.getByRole('button', { name: 'Add field' }).click();
    await page.locator('#requirements-frontend-none').check();
    await page.getByText('things are to be mended first').first().waitFor();
    await page.getByText('Also changed:').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

describe.each(themeNames)('a creation in %s', (theme) => {
  it('has no accessibility violation while it runs, after it was cancelled, and when it is done', async () => {
    const slow = await realServer({ npm: 'hangs' });
    const { page, close } = await host.open({ server: slow, parent: slow.folder, theme });
    await untilPreviewed(page);
    await openOnly(page, 'create');
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.getByText('Install the back-end packages').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.notice', { hasText: 'Cancelled' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Install the packages now').uncheck();
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.getByText('my-shop is ready').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
    slow.dispose();
  }, 180_000);

  it('has none when it failed', async () => {
    const server = await realServer();
    const parent = path.join(server.folder, 'a-file');
    const { page, close } = await host.open({ server, parent, theme });
    writeFileSync(parent, '');
    await untilPreviewed(page);
    await openOnly(page, 'create');
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.locator('.outcome-failed .notice-error').waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
    server.dispose();
  }, 180_000);
});

/** Rule and place of each violation of WCAG 2.2 AA and of axe's best practices. */
async function violations(page: Page): Promise<readonly string[]> {
  const results = await new AxeBuilder({ page }).analyze();
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((it) => `${id}: ${it.target.join(' ')}: ${it.failureSummary ?? ''}`),
  );
}

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RealServer, realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { openOnly, openStep, untilPreviewed } from './sheet-person.ts';

let host: SheetHost;
let server: RealServer;
beforeAll(async () => {
  host = await startSheetHost();
});
afterAll(() => host.close());
beforeEach(async () => {
  server = await realServer();
});
afterEach(() => server.dispose());

describe('creating a project', () => {
  it('writes what the preview showed, with the time of each step, and can be undone', async () => {
    const { page, complaints, close } = await host.open({ server, parent: server.folder });
    await untilPreviewed(page);
    await openStep(page, 'preview');
    const previewed = await page.locator('[role=treeitem][data-kind=file]').count();
    await openOnly(page, 'create');
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.getByText('my-shop is ready').first().waitFor();
    expect(await page.locator('.outcome-head').textContent()).toContain(`${previewed} files in ${server.folder}/my-shop`);
    for (const step of await page.locator('.progress-steps li[data-state=done]').all()) {
      expect(await step.locator('.progress-time').textContent()).toMatch(/^[\d.]+ (ms|s)$/);
    }
    expect(existsSync(path.join(server.folder, 'my-shop/tiebeam.json'))).toBe(true);
    expect(existsSync(path.join(server.folder, 'my-shop/.git/HEAD'))).toBe(true);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^Undone: \d+ files taken back\.$/).waitFor();
    expect(existsSync(path.join(server.folder, 'my-shop'))).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is not undone once something was changed', async () => {
    const { page, close } = await host.open({ server, parent: server.folder });
    await createProject(page);
    const file = path.join(server.folder, 'my-shop/README.md');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nMine.\n`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.outcome .notice-warning').waitFor();
    expect(readFileSync(file, 'utf8')).toContain('Mine.');
    await close();
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const hanging = await realServer({ npm: 'hangs' });
    const { page, close } = await host.open({ server: hanging, parent: hanging.folder });
    await untilPreviewed(page);
    await openOnly(page, 'create');
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.getByText('Install the back-end packages').first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled. Nothing was left behind.', { exact: true }).first().waitFor();
    expect(readdirSync(hanging.folder)).toEqual([]);
    await close();
    hanging.dispose();
  });

  it('says what went less well and what to do about it', async () => {
    const offline = await realServer({ npm: 'fails' });
    const { page, close } = await host.open({ server: offline, parent: offline.folder });
    await createProject(page);
    expect(await page.locator('.outcome .notice-warning').first().textContent()).toMatch(/could not be installed.*npm install/);
    expect(await page.locator('.progress-steps li[data-state=failed]').count()).toBe(2);
    await close();
    offline.dispose();
  });

  it('shows what failed, the log and what to do', async () => {
    const { page, close } = await host.open({ server, parent: path.join(server.folder, 'a-file') });
    writeFileSync(path.join(server.folder, 'a-file'), '');
    await untilPreviewed(page);
    await openOnly(page, 'create');
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.locator('.outcome-failed .notice-error').waitFor();
    expect(await page.locator('.outcome-failed .notice-error').textContent()).toMatch(/[.] .+[.]$/);
    expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
    await close();
  });

  it('asks before it replaces a file with another text, and brings it back on undo', async () => {
    mkdirSync(path.join(server.folder, 'my-shop'));
    const file = path.join(server.folder, 'my-shop/README.md');
    writeFileSync(file, 'Mine.\n');
    const { page, deeds, shown, close } = await host.open({ server, parent: server.folder });
    await page.getByText('1 thing to mend').first().waitFor();
    await openOnly(page, 'create');
    expect(await page.locator('.create-button').getAttribute('disabled')).not.toBeNull();
    await page.getByRole('button', { name: 'Go to Preview' }).click();
    const row = page.getByRole('treeitem', { name: /^README\.md, in conflict/ });
    expect(await row.textContent()).toContain('!');
    await row.click();
    await expect.poll(() => deeds).toContain('openFile README.md');
    expect(shown[0]?.change).toBe('conflict');
    await page.getByLabel('Replace them').check();
    await openOnly(page, 'create');
    await page.getByRole('button', { name: 'Create my-shop' }).click();
    await page.getByText('my-shop is ready').first().waitFor();
    expect(readFileSync(file, 'utf8')).not.toBe('Mine.\n');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.notice', { hasText: 'Undone' }).waitFor();
    expect(readFileSync(file, 'utf8')).toBe('Mine.\n');
    await close();
  });

  it('is refused in an untrusted workspace, with the reason and the way out', async () => {
    const { page, deeds, close } = await host.open({ server, parent: server.folder, trusted: false });
    await untilPreviewed(page);
    await openOnly(page, 'create');
    expect(await page.getByText(/Restricted Mode/).isVisible()).toBe(true);
    expect(await page.locator('.create-button').getAttribute('disabled')).not.toBeNull();
    await page.getByRole('button', { name: 'Manage trust' }).click();
    expect(deeds).toContain('manageTrust');
    expect(existsSync(path.join(server.folder, 'my-shop'))).toBe(false);
    await close();
  });
});

async function createProject(page: Page): Promise<void> {
  await untilPreviewed(page);
  await openOnly(page, 'create');
  await page.getByRole('button', { name: 'Create my-shop' }).click();
  await page.getByText('my-shop is ready').first().waitFor();
}

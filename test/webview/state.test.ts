import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { openStep, untilPreviewed } from './sheet-person.ts';

let host: SheetHost;
beforeAll(async () => {
  host = await startSheetHost();
});
afterAll(() => host.close());

describe('what was entered', () => {
  it('is there again after the tab was hidden or reloaded', async () => {
    const { page, close, savedState } = await host.open({ server: await realServer() });
    await untilPreviewed(page);
    await page.getByLabel('Project name').fill('corner-shop');
    await page.locator('#requirements-realtime-sse').check();
    await page.getByRole('button', { name: 'Continue: Decisions' }).click();
    await openStep(page, 'resource');
    await page.getByLabel('Name', { exact: true }).fill('invoice');
    await expect.poll(() => JSON.stringify(savedState())).toContain('invoice');
    await page.reload();
    await untilPreviewed(page);
    expect(await page.getByLabel('Project name').inputValue()).toBe('corner-shop');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('invoice');
    expect(await page.locator('#head-requirements').getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('.rail li').first().getAttribute('data-state')).toBe('done');
    await openStep(page, 'requirements');
    expect(await page.locator('#requirements-realtime-sse').isChecked()).toBe(true);
    await close();
  });

  it('reaches the editor, so that it is there again after a restart', async () => {
    const server = await realServer();
    const before = await host.open({ server });
    await before.page.getByLabel('Project name').fill('corner-shop');
    await expect.poll(() => before.savedState()?.name).toBe('corner-shop');
    const state = before.savedState();
    await before.close();
    const after = await host.open({ server, ...(state === undefined ? {} : { state }) });
    expect(await after.page.getByLabel('Project name').inputValue()).toBe('corner-shop');
    await after.close();
  });

  it('gives way to nothing when a stored state has another form', async () => {
    const server = await realServer();
    const { page, complaints, close } = await host.open({ server, state: { version: 0 } as never });
    expect(await page.getByLabel('Project name').inputValue()).toBe('my-shop');
    expect(complaints).toEqual([]);
    await close();
  });

  it('can be kept as a preset and be started from', async () => {
    const { page, close } = await host.open({ server: await realServer() });
    await untilPreviewed(page);
    await page.locator('#requirements-realtime-sse').check();
    await openStep(page, 'preview');
    await page.getByRole('button', { name: /Save these decisions/ }).click();
    await page.getByLabel('Name of the preset').fill('With events');
    await page.getByRole('button', { name: 'Save preset' }).click();
    await page.locator('#requirements-realtime-none').check();
    const presets = page.getByRole('combobox', { name: 'Start from a preset' });
    await presets.click();
    await page.getByRole('option', { name: 'With events' }).click();
    expect(await page.locator('#requirements-realtime-sse').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Delete the preset With events' }).click();
    await expect.poll(() => presets.count()).toBe(0);
    await close();
  });
});

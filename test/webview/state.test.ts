import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScaffoldServer } from '../../client/src/decide/session.ts';
import { realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { openStep, untilPreviewed } from './sheet-person.ts';

/** A language server that starts for ever. */
const unanswering: ScaffoldServer = {
  request: () => new Promise(() => undefined),
  onNotification: () => ({ dispose: () => undefined }),
};

let host: SheetHost;
beforeAll(async () => {
  host = await startSheetHost();
});
afterAll(() => host.close());

describe('the sheet', () => {
  it('shows its questions and what it recommends before anybody has answered it', async () => {
    const { page, close } = await host.open({ server: unanswering, silent: true, parent: '/srv/code' });
    expect(await page.getByLabel('Project name').inputValue()).toBe('my-shop');
    expect(await page.locator('#requirements-backend-express').isChecked()).toBe(true);
    await page.getByRole('navigation', { name: 'Steps' }).getByText('Create').click();
    await page.getByText('/srv/code/my-shop').first().waitFor();
    await close();
  });
});

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

describe('tiebeam.json of the open folder', () => {
  const decide = (folder: string, decisions: Readonly<Record<string, unknown>> | string): void =>
    writeFileSync(
      path.join(folder, 'tiebeam.json'),
      typeof decisions === 'string' ? decisions : JSON.stringify({ version: 1, decisions }, undefined, 2),
    );

  it('is where a new sheet begins, and wins when it is edited while the sheet is open', async () => {
    const server = await realServer();
    decide(server.folder, { backend: 'fastify', realtime: 'sse' });
    const { page, deeds, complaints, foldersChanged, close } = await host.open({ server, folders: [server.folder] });
    await untilPreviewed(page);
    expect(await page.locator('#requirements-backend-fastify').isChecked()).toBe(true);
    expect(await page.getByRole('button', { name: 'found in tiebeam.json:5' }).count()).toBe(1);

    await page.locator('#requirements-backend-express').check();
    await page.locator('#requirements-database-postgresql').check();
    decide(server.folder, { backend: 'fastify', realtime: 'websocket' });
    await foldersChanged();
    const notice = page.locator('.notice', { hasText: 'tiebeam.json was edited, so it wins' });
    await expect.poll(() => notice.textContent()).toContain('Real-time is WebSocket (was Server-sent events).');
    await expect.poll(() => page.locator('.unseen[role=status]').textContent()).toContain('Real-time is WebSocket');
    expect(await page.locator('#requirements-realtime-websocket').isChecked()).toBe(true);
    expect(await page.locator('#requirements-backend-express').isChecked()).toBe(true);
    expect(await page.locator('#requirements-database-postgresql').isChecked()).toBe(true);
    await notice.getByRole('button', { name: 'Show the line' }).click();
    await expect.poll(() => deeds).toContain('openEvidence tiebeam.json:5');

    await page.locator('#requirements-realtime-none').check();
    await expect.poll(() => notice.count()).toBe(0);
    decide(server.folder, { backend: 'fastify' });
    await foldersChanged();
    expect(await page.locator('#requirements-realtime-none').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
    server.dispose();
  });

  it('changes nothing while it is half written, and says so', async () => {
    const server = await realServer();
    decide(server.folder, { realtime: 'sse' });
    const { page, foldersChanged, close } = await host.open({ server, folders: [server.folder] });
    await untilPreviewed(page);
    decide(server.folder, '{ "decisions": { "realtime": ');
    await foldersChanged();
    const notice = page.locator('.notice', { hasText: 'is not valid JSON at the moment' });
    await expect.poll(() => notice.count()).toBe(1);
    expect(await page.locator('#requirements-realtime-sse').isChecked()).toBe(true);
    decide(server.folder, { realtime: 'sse' });
    await foldersChanged();
    await expect.poll(() => notice.count()).toBe(0);
    await close();
    server.dispose();
  });

  it('wins after a restart as well, when it was edited in between', async () => {
    const server = await realServer();
    decide(server.folder, { realtime: 'sse' });
    const before = await host.open({ server, folders: [server.folder] });
    await untilPreviewed(before.page);
    await before.page.getByLabel('Project name').fill('corner-shop');
    await expect.poll(() => before.savedState()?.name).toBe('corner-shop');
    const state = before.savedState();
    await before.close();
    decide(server.folder, { realtime: 'websocket' });
    const after = await host.open({ server, folders: [server.folder], ...(state === undefined ? {} : { state }) });
    await after.page.locator('.notice', { hasText: 'so it wins' }).waitFor();
    expect(await after.page.getByLabel('Project name').inputValue()).toBe('corner-shop');
    expect(await after.page.locator('#requirements-realtime-websocket').isChecked()).toBe(true);
    await after.close();
    server.dispose();
  });
});

it('says where nothing was read: without a folder, and in one that is not on a disk', async () => {
  const { page, close } = await host.open({ server: await realServer(), elsewhere: ['remote-shop'] });
  await untilPreviewed(page);
  expect(await page.locator('.step-about').first().textContent()).toContain('No folder is open');
  expect(await page.locator('.notice').first().textContent()).toContain('remote-shop is not on the disk of this machine');
  await close();
});

it('marks what another window has written meanwhile, once the person comes back', async () => {
  const server = await realServer();
  const { page, close } = await host.open({ server, parent: server.folder });
  await untilPreviewed(page);
  await openStep(page, 'preview');
  expect(await page.getByRole('treeitem', { name: /in conflict/ }).count()).toBe(0);
  mkdirSync(path.join(server.folder, 'my-shop'));
  writeFileSync(path.join(server.folder, 'my-shop/README.md'), 'Theirs.\n');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.getByRole('treeitem', { name: /^README\.md, in conflict/ }).waitFor();
  await close();
  server.dispose();
});

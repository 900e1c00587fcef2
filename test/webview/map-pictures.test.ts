import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { harbour } from '../structure/harbour.ts';
import { SHOP } from '../structure/shop.ts';
import { type MapHost, startMapHost } from './map-host.ts';

// Pictures of every state of the map for people to look at; the browser must have no complaint on the way.

const folder = fileURLToPath(new URL('../../artifacts/screenshots/map', import.meta.url));
const SMALL = [{ folder: 'file:///home/ada/shop', map: SHOP }];
const LARGE = [{ folder: 'file:///home/ada/harbour', map: harbour() }];

let host: MapHost;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  host = await startMapHost();
});
afterAll(() => host.close());

const item = (page: Page, name: string | RegExp) => page.getByRole('group', { name: /^Map of/ }).getByRole('button', { name });

it.each(['dark', 'light'] as const)('keeps a picture of every state of the map in %s', async (theme) => {
  const small = await host.open({ structures: SMALL, theme });
  await item(small.page, /order\.repository/).waitFor();
  await take(small.page, `small-${theme}`);
  await item(small.page, /order\.repository/).focus();
  await small.page.getByText('imports 1, imported by 1').waitFor();
  await take(small.page, `small-file-${theme}`);
  await small.page.getByRole('searchbox').fill('cart');
  await small.page.getByText(/found/).first().waitFor();
  await take(small.page, `small-search-${theme}`);
  await small.close();

  const { page, complaints, close } = await host.open({ structures: LARGE, theme, width: 1056, height: 740 });
  await item(page, /^Repositories of berths: 12 files/).waitFor();
  await take(page, `large-${theme}`);
  await item(page, /^Repositories of berths: 12 files/).click();
  await item(page, /berths\/berths-0\.repository/).waitFor();
  await take(page, `large-unfolded-${theme}`);
  await page.getByRole('button', { name: 'Show all (0)' }).click();
  await take(page, `large-unfolded-all-${theme}`);
  await item(page, /show each of them/).click();
  await item(page, /^Services of yards-4/).waitFor();
  await page.getByRole('button', { name: 'Show all (0)' }).click();
  await take(page, `large-every-feature-${theme}`);
  await page.getByRole('button', { name: 'Show as a list' }).click();
  await page.getByRole('heading', { name: 'Imports against the rules' }).waitFor();
  await take(page, `large-list-${theme}`);
  await close();

  for (const state of ['reading', 'empty', 'failed', 'no-folder'] as const) {
    const nothing = await host.open({ structures: [], state, theme, width: 700, height: 400 });
    await nothing.page.getByRole('status').waitFor();
    await take(nothing.page, `${state}-${theme}`);
    await nothing.close();
  }
  expect([...small.complaints, ...complaints]).toEqual([]);
});

it.each(['hc-dark', 'hc-light'] as const)('keeps pictures of a map in %s', async (theme) => {
  const { page, complaints, close } = await host.open({ structures: SMALL, theme });
  await item(page, /order\.repository/).focus();
  await page.getByText('imports 1, imported by 1').waitFor();
  await take(page, `small-file-${theme}`);
  await close();
  expect(complaints).toEqual([]);
});

it('keeps pictures of a narrow map', async () => {
  const { page, complaints, close } = await host.open({ structures: LARGE, theme: 'light', width: 300, height: 700 });
  await item(page, /^Repositories of berths: 12 files/).waitFor();
  await take(page, 'narrow');
  await page.getByRole('button', { name: 'Show as a list' }).click();
  await page.getByRole('heading', { name: 'Imports against the rules' }).waitFor();
  await take(page, 'narrow-list');
  await close();
  expect(complaints).toEqual([]);
});

/** What is seen, once its fonts are there, with the pointer out of the way. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}

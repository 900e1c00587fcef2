import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largeMap, SHOP } from '../structure/shop.ts';
import { type MapHost, startMapHost } from './map-host.ts';
import { cutOff, overflow } from './sheet-person.ts';
import { themeNames } from './themes.ts';

const FOLDER = 'file:///home/ada/shop';
const SMALL = [{ folder: FOLDER, map: SHOP }];
const LARGE = [{ folder: FOLDER, map: largeMap(96, 7) }];

let host: MapHost;
beforeAll(async () => {
  host = await startMapHost();
});
afterAll(() => host.close());

const item = (page: Page, name: string | RegExp) => page.getByRole('group', { name: /^Map of/ }).getByRole('button', { name });
const path = /api\/src\/orders\/order\.repository\.ts, 900 lines, 1 warning, Repositories of orders, imports 1, imported by 1/;

describe.each(themeNames)('the map in %s', (theme) => {
  it('has no accessibility violation as a drawing and as a list, and the browser has no complaint', async () => {
    const { page, complaints, close } = await host.open({ structures: SMALL, theme });
    await item(page, path).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 300, height: 700 });
    await item(page, path).focus();
    await page.getByText('imports 1, imported by 1').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show as a list' }).click();
    await page.getByRole('heading', { name: 'Imports against the rules' }).waitFor();
    await page.locator('summary', { hasText: 'carts' }).click();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the map by keyboard', () => {
  it('moves from file to file along rows and columns, and opens with Enter', async () => {
    const { page, opened, close } = await host.open({ structures: SMALL });
    await page.getByRole('group', { name: /^Map of shop/ }).focus();
    await page.keyboard.press('Home');
    await item(page, /order\.controller/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect.poll(() => opened).toEqual(['api/src/orders/order.service.ts:1', 'api/src/carts/cart.service.ts:1']);
    await page.keyboard.press('Escape');
    await page.getByText('an import against the rules').waitFor();
    await close();
  });

  it('scales with + and -, and shows all with 0', async () => {
    const { page, close } = await host.open({ structures: SMALL });
    const width = async () => (await item(page, path).boundingBox())?.width ?? 0;
    await item(page, path).focus();
    const first = await width();
    await page.keyboard.press('+');
    const larger = await width();
    expect(larger).toBeGreaterThan(first * 1.2);
    await page.keyboard.press('-');
    expect(await width()).toBeCloseTo(first, 0);
    for (let times = 0; times < 8; times += 1) await page.keyboard.press('+');
    await page.keyboard.press('0');
    const box = await item(page, /orders-page/).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1280);
    await close();
  });

  it('finds a file by search, and goes to it', async () => {
    const { page, opened, close } = await host.open({ structures: LARGE });
    const search = page.getByRole('searchbox', { name: 'Search files and features' });
    await search.fill('src/f90/service-3');
    await page.getByText('1 found').first().waitFor();
    await search.press('Enter');
    const found = item(page, /src\/f90\/service-3\.ts/);
    await found.waitFor();
    const box = await found.boundingBox();
    expect(box && box.x > 0 && box.x + box.width < 1280 && box.y > 0 && box.y < 800).toBe(true);
    await found.press('Enter');
    await expect.poll(() => opened).toEqual(['src/f90/service-3.ts:1']);
    await close();
  });
});

describe('the map with the pointer', () => {
  it('opens a file, and shows its imports while the pointer is on it', async () => {
    const { page, opened, close } = await host.open({ structures: SMALL });
    await item(page, /order\.service/).hover();
    await expect.poll(() => page.locator('.hot-lines path').count()).toBe(4);
    expect(await page.locator('.wrong-lines path').count()).toBe(1);
    await item(page, /order\.service/).click();
    await expect.poll(() => opened).toEqual(['api/src/orders/order.service.ts:1']);
    await close();
  });

  it('goes to the line of an import that a rule objects to', async () => {
    const { page, opened, close } = await host.open({ structures: SMALL });
    await item(page, path).focus();
    await page.getByRole('button', { name: /^The repository/ }).click();
    await expect.poll(() => opened).toEqual(['api/src/orders/order.repository.ts:3']);
    await close();
  });

  it('unfolds a cluster and a service of 2,000 files, and folds them again', async () => {
    const { page, close } = await host.open({ structures: LARGE });
    await item(page, /^Services of feature-0: 7 files, unfold/).click();
    await item(page, /src\/f0\/service-0\.ts/).waitFor();
    await item(page, 'Services of feature-0: fold').click();
    await item(page, /^Services of feature-0: 7 files, unfold/).waitFor();
    await page.getByRole('button', { name: 'Show all (0)' }).click();
    await item(page, '73 more, show each of them').click();
    await item(page, /^Services of feature-95: 7 files/).waitFor();
    await close();
  });

  it('exports what is shown', async () => {
    const { page, saved, close } = await host.open({ structures: SMALL });
    await page.getByRole('button', { name: 'Export SVG…' }).click();
    await page.getByRole('button', { name: 'Export Mermaid…' }).click();
    await expect.poll(() => saved.map((it) => it.name)).toEqual(['architecture.svg', 'architecture.mmd']);
    expect(saved[0]?.text).toContain('<title id="map-title">Architecture of shop</title>');
    expect(saved[1]?.text).toMatch(/^flowchart TB/);
    // What was exported is a picture that a browser shows.
    const viewer = await page.context().newPage();
    const data = Buffer.from(saved[0]?.text ?? '').toString('base64');
    await viewer.setContent(`<img alt="map" src="data:image/svg+xml;base64,${data}">`);
    const width = () => viewer.locator('img').evaluate((it) => (it instanceof HTMLImageElement ? it.naturalWidth : 0));
    await expect.poll(width).toBeGreaterThan(500);
    await close();
  });
});

it.each([
  { title: 'a window of 1280 px at 200 % zoom', width: 640 },
  { title: 'an editor group of 300 px', width: 300 },
])('fits $title, as a drawing and as a list, with 2,000 files', async ({ width }) => {
  const { page, close } = await host.open({ structures: LARGE, theme: 'light', width, height: 600 });
  await item(page, /^Services of feature-0: 7 files, unfold/).waitFor();
  expect(await overflow(page)).toEqual([]);
  const drawing = await page.locator('.drawing').boundingBox();
  expect(drawing?.height).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Show as a list' }).click();
  await page.getByRole('heading', { name: 'Imports against the rules' }).waitFor();
  expect(await overflow(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  await close();
});

describe('the map of 2,000 files from afar', () => {
  it('shows every feature, layer and count in letters of ten pixels or more', async () => {
    const { page, close } = await host.open({ structures: LARGE, width: 1056, height: 700 });
    await item(page, /^Services of feature-0: 7 files, unfold/).waitFor();
    await page.getByRole('button', { name: 'Show all (0)' }).click();
    const texts = await page.locator('.canvas text').evaluateAll((all) =>
      all
        .filter((it) => it instanceof SVGTextElement && getComputedStyle(it).display !== 'none')
        .map((it) => {
          const matrix = it instanceof SVGTextElement ? it.getScreenCTM() : null;
          const scale = matrix === null ? 0 : Math.hypot(matrix.a, matrix.b);
          const { left, right, top, bottom } = it.getBoundingClientRect();
          return {
            text: it.textContent,
            size: scale * Number.parseFloat(getComputedStyle(it).fontSize),
            left,
            right,
            top,
            bottom,
          };
        }),
    );
    expect(texts.map((it) => it.text)).toEqual(expect.arrayContaining(['feature-0', 'Services', '7', '73 more']));
    expect(texts.filter((it) => it.size < 9.9)).toEqual([]);
    expect(texts.filter((it) => it.left < 0 || it.right > 1056 || it.top < 0 || it.bottom > 700)).toEqual([]);
    await close();
  });

  it('names a file that matters beside its dot', async () => {
    const { page, close } = await host.open({ structures: LARGE, width: 700, height: 700 });
    await item(page, /^Services of feature-0: 7 files, unfold/).click();
    await item(page, /src\/f0\/service-0\.ts/).waitFor();
    await page.getByRole('button', { name: 'Show all (0)' }).click();
    const name = page.locator('.file', { has: page.getByText('service-0.ts', { exact: true }) }).getByText('service-0.ts');
    await item(page, /src\/f0\/service-0\.ts/).focus();
    await name.waitFor({ state: 'visible' });
    await item(page, /src\/f0\/service-1\.ts/).focus();
    await name.waitFor({ state: 'hidden' });
    await close();
  });
});

it('follows the code without losing the place', async () => {
  const { page, tell, close } = await host.open({ structures: SMALL });
  await item(page, path).focus();
  tell([{ folder: FOLDER, map: { ...SHOP, forbidden: [] } }]);
  await expect.poll(() => page.locator('.wrong-lines path').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(path);
  await close();
});

it('says why there is no map', async () => {
  const { page, close } = await host.open({ structures: [], state: 'off' });
  await page.getByText('Tiebeam is switched off in the settings, so nothing is read.').waitFor();
  expect(await violations(page)).toEqual([]);
  await close();
});

it.each(['dark', 'light', 'hc-dark', 'hc-light'] as const)(
  'offers what can be done where the server failed, in %s',
  async (theme) => {
    const { page, acted, close } = await host.open({ structures: [], state: 'failed', theme });
    await page.getByText('The server of Tiebeam failed, so the map cannot be drawn. The log says why.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show Log' }).click();
    expect(acted).toEqual(['restart', 'log']);
    await close();
  },
);

it('drops a message of another form, and opens nothing that is not on the map', async () => {
  const { page, opened, complaints, close } = await host.open({ structures: SMALL });
  await page.evaluate(
    ([folder]) => {
      const send: unknown = Reflect.get(window, 'toPanel');
      if (typeof send !== 'function') throw new Error('the page cannot talk');
      return Promise.all([send({ kind: 'open', folder, path: '/etc/passwd', line: 1 }), send({ kind: 'open', path: 3 })]);
    },
    [FOLDER],
  );
  expect(opened).toEqual([]);
  expect(complaints).toEqual([expect.stringContaining('a message of the map has another form')]);
  await close();
});

/** Rule and place of each violation of WCAG 2.2 AA and of axe's best practices. */
async function violations(page: Page): Promise<readonly string[]> {
  const results = await new AxeBuilder({ page }).analyze();
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((it) => `${id}: ${it.target.join(' ')}: ${it.failureSummary ?? ''}`),
  );
}

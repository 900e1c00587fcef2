import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { cutOff, openAll, overflow, untilPreviewed } from './sheet-person.ts';

let host: SheetHost;
beforeAll(async () => {
  host = await startSheetHost();
});
afterAll(() => host.close());

const windows = [
  { title: 'a wide window', width: 1600, scale: 1 },
  { title: 'a window of 1280 px at 200 % zoom', width: 640, scale: 2 },
  { title: 'an editor group of 820 px', width: 820, scale: 1 },
  { title: 'an editor group of 300 px', width: 300, scale: 1 },
];

describe.each(windows)('in $title', ({ width, scale }) => {
  it('nothing is wider than the window and nothing is cut off', async () => {
    const server = await realServer();
    const { page, close } = await host.open({ server, width, scale, theme: 'light' });
    await untilPreviewed(page);
    await openAll(page);
    await page.getByRole('button', { name: 'Change authentication' }).click();
    await page.getByRole('button', { name: /Save these decisions/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('a_resource_with_a_name_that_is_longer_than_most_names_are');
    await page.getByLabel('Project name').fill('a-project-with-a-name-that-is-longer-than-most-names');
    expect(await overflow(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    await close();
  });
});

it('keeps what has the focus clear of the steps on top of a narrow window', async () => {
  const { page, close } = await host.open({ server: await realServer(), width: 300, height: 600 });
  await untilPreviewed(page);
  await page.getByLabel('Project name').focus();
  const covered: string[] = [];
  for (let stops = 0; stops < 14; stops += 1) {
    await page.keyboard.press('Tab');
    const isCovered = await page.evaluate(() => {
      const box = (document.activeElement?.closest('.card') ?? document.activeElement)?.getBoundingClientRect();
      const bar = document.querySelector('.rail')?.getBoundingClientRect();
      return box !== undefined && bar !== undefined && box.bottom <= bar.bottom + 1;
    });
    if (isCovered) covered.push(await page.evaluate(() => document.activeElement?.id ?? ''));
  }
  expect(covered).toEqual([]);
  await close();
});

it.each([
  { reducedMotion: true, moves: false },
  { reducedMotion: false, moves: true },
])('moves nothing for a person who wants less motion: $reducedMotion', async ({ reducedMotion, moves }) => {
  const server = await realServer({ npm: 'hangs' });
  const { page, close } = await host.open({ server, parent: server.folder, reducedMotion, height: 500 });
  await untilPreviewed(page);
  await page.evaluate(() => {
    const scroll = Element.prototype.scrollIntoView;
    Element.prototype.scrollIntoView = function (options) {
      document.body.dataset.scrolled = typeof options === 'object' ? options.behavior : '';
      scroll.call(this, options);
    };
  });
  await page.getByRole('link', { name: /^Create/ }).click();
  await expect.poll(() => page.evaluate(() => document.body.dataset.scrolled)).toBe(moves ? 'smooth' : 'auto');
  await page.getByRole('button', { name: 'Create my-shop' }).click();
  await page.getByRole('list', { name: 'Progress' }).getByText('Install the back-end packages').waitFor();
  await page.locator('.card, .step-head').first().hover();
  const running = await page.evaluate(() => {
    const shadows = [...document.querySelectorAll('*')].flatMap((it) => it.shadowRoot ?? []);
    return [document, ...shadows]
      .flatMap((it) => it.getAnimations())
      .filter((it) => it.playState === 'running' && Number(it.effect?.getComputedTiming().duration ?? 0) > 1)
      .map((it) => (it.effect instanceof KeyframeEffect ? it.effect.target?.className : ''));
  });
  expect(running.length > 0).toBe(moves);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.notice', { hasText: 'Cancelled' }).waitFor();
  await close();
  server.dispose();
});

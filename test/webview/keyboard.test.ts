import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realServer } from './real-server.ts';
import { type SheetHost, startSheetHost } from './sheet-host.ts';
import { focusedName, tabTo, untilPreviewed } from './sheet-person.ts';

let host: SheetHost;
beforeAll(async () => {
  host = await startSheetHost();
});
afterAll(() => host.close());

describe('the sheet by keyboard alone', () => {
  it('leads from the first answer to a created project', async () => {
    const server = await realServer();
    const { page, deeds, complaints, close } = await host.open({ server, parent: server.folder });
    await untilPreviewed(page);
    const { keyboard } = page;

    await tabTo(page, 'Project name');
    await keyboard.press('Control+A');
    await keyboard.type('corner-shop');

    await tabTo(page, 'Full-stack monolith');
    await keyboard.press('ArrowDown');
    expect(await focusedName(page)).toBe('API only');
    await keyboard.press('ArrowUp');
    await tabTo(page, 'None');
    await keyboard.press('ArrowDown');
    expect(await focusedName(page)).toBe('Server-sent events');
    await tabTo(page, 'Continue: Decisions');
    await keyboard.press('Enter');

    await untilFocused(page, /^Decisions/);
    await tabTo(page, 'Change real-time');
    await keyboard.press('Enter');
    await tabTo(page, 'Server-sent events');
    await tabTo(page, 'Continue: First resource');
    await keyboard.press(' ');

    await untilFocused(page, /^First resource/);
    await tabTo(page, 'Name');
    await keyboard.press('Control+A');
    await keyboard.type('order line');
    await tabTo(page, 'Type of name');
    await keyboard.press('Enter');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await tabTo(page, 'Add field');
    await keyboard.press('Enter');
    await untilFocused(page, 'Name of field 3');
    await keyboard.type('sku');
    await tabTo(page, 'sku is unique');
    await keyboard.press(' ');
    expect(await page.locator('.operations').textContent()).toContain('/api/order-lines/:id');
    await tabTo(page, 'Continue: Checklist');
    await keyboard.press('Enter');

    await untilFocused(page, /^Checklist/);
    await tabTo(page, 'Continue: Preview');
    await keyboard.press('Enter');

    await untilFocused(page, /^Preview/);
    await tabTo(page, 'Close all folders');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.press('End');
    await keyboard.press('Home');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await keyboard.press('t');
    expect(await focusedName(page)).toMatch(/^tiebeam\.json, new/);
    await keyboard.press('Enter');
    await expect.poll(() => deeds).toContain('openFile tiebeam.json');
    await tabTo(page, 'Copy the command line');
    await keyboard.press('Enter');
    expect(deeds.at(-1)).toBe(
      `copy tiebeam new corner-shop --into ${server.folder} --set realtime=sse --resource order-line --fields 'name:text,price:decimal,sku:string!' --yes`,
    );
    await tabTo(page, 'Continue: Create');
    await keyboard.press('Enter');

    await untilFocused(page, /^Create/);
    await tabTo(page, 'Install the packages now');
    await keyboard.press(' ');
    await tabTo(page, 'Create corner-shop');
    await keyboard.press('Enter');
    await page.getByText('corner-shop is ready').first().waitFor();
    await tabTo(page, 'Open');
    await keyboard.press('Enter');
    expect(deeds.at(-1)).toBe(`openProject ${server.folder}/corner-shop`);
    expect(complaints).toEqual([]);
    await close();
    server.dispose();
  });

  it('keeps the focus visible on everything that it stops at', async () => {
    const { page, close } = await host.open({ server: await realServer() });
    await untilPreviewed(page);
    const hidden: string[] = [];
    for (let stops = 0; stops < 40; stops += 1) {
      await page.keyboard.press('Tab');
      const name = await focusedName(page);
      if (name !== '' && !(await hasFocusRing(page))) hidden.push(name);
    }
    expect(hidden).toEqual([]);
    await close();
  });
});

async function untilFocused(page: Page, name: string | RegExp): Promise<void> {
  await expect.poll(() => focusedName(page)).toMatch(name);
}

/** Whether the focused element, or the card or host around it, has an outline or a border of another colour. */
function hasFocusRing(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { activeElement } = document;
    const candidates = [activeElement, activeElement?.closest('.card')].filter((it) => it instanceof Element);
    return candidates.some((it) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    });
  });
}

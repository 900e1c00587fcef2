import type { Page } from 'playwright-core';
import { type StepId, stepIds } from '#decisions/sheet-messages.ts';

// What a person does with the sheet, for the tests of its folder.

/** Waits until the first preview is there. */
export async function untilPreviewed(page: Page): Promise<void> {
  await page
    .getByText(/\d+ files?, [\d.]+ .?B$/)
    .first()
    .waitFor();
}

/** Unfolds every step. */
export async function openAll(page: Page): Promise<void> {
  for (const id of stepIds) await openStep(page, id);
}

export async function openStep(page: Page, id: StepId): Promise<void> {
  const head = page.locator(`#head-${id}`);
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
}

/** Folds every step but one. */
export async function openOnly(page: Page, id: StepId): Promise<void> {
  for (const other of stepIds) {
    const isOpen = (await page.locator(`#head-${other}`).getAttribute('aria-expanded')) === 'true';
    if (isOpen !== (other === id)) await page.locator(`#head-${other}`).click();
  }
}

/** Presses Tab until the focus is on something with this name; fails after a hundred stops. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < 100; stops += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    passed.push(focused);
  }
  throw new Error(`Tab does not reach ${name}; it stops at ${passed.join(' | ')}`);
}

/** The name that a screen reader gives to what has the focus, from the accessibility tree of the browser; '' for nothing. */
export async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (element === null || element === document.body) return '';
    const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
    const host = element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : element;
    const heads = labels.map((it) => (it as Element).querySelector('.card-name') ?? it);
    const text = element.getAttribute('aria-label') ?? heads.map((it) => it.textContent).join(' ');
    return (text || host.textContent || '').replace(/\s+/g, ' ').trim();
  });
}

/** Whether something is wider than the window, with what it is. */
export async function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} in ${clientWidth}`, ...wide.slice(0, 5).map((it) => `${it.tagName} ${it.className}`)];
  });
}

/** Texts that are cut off by their box without a way to scroll to the rest, other than the one-line summaries. */
export async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const mayBeCut = '.step-summary, .tree-name, .unseen, .unseen *, .rail *, .field-mark, thead *, .codicon';
    return [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((it) => !it.matches(mayBeCut) && it.closest('.unseen, thead') === null)
      .filter((it) => {
        const { overflowX, display } = getComputedStyle(it);
        return display !== 'inline' && overflowX === 'hidden' && it.scrollWidth > it.clientWidth + 1;
      })
      .map((it) => `${it.tagName} ${it.className}: ${it.textContent?.slice(0, 40)}`);
  });
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, ConsoleMessage, Locator, Page } from 'playwright-core';
import { phraseOf } from '#decisions/names.ts';
import type { Expectations } from './expectations.ts';
import type { Session } from './session.ts';

// Finds the parts of a page by role, name and label, as `front-end-contract.md` promises them.

/** A page with what its console said. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console and uncaught exceptions; those that the contract does not count are left out. */
  readonly troubles: () => readonly string[];
  /** How many sockets the page holds open. */
  readonly openSockets: () => number;
  /** How often the page has asked for changes, or opened a channel for them. */
  readonly news: () => number;
  /** While true, requests may fail. */
  readonly setOffline: (isOffline: boolean) => Promise<void>;
}

export async function watchPage(context: BrowserContext, apiOrigin: string, noticeMs: number): Promise<WatchedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(noticeMs);
  const troubles: string[] = [];
  let wasOffline = false;
  let news = 0;
  const sockets = new Set<unknown>();
  page.on('websocket', (socket) => {
    news += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // The sockets of a page that was left have no end of their own. A new page opens its own later than this.
  page.on('domcontentloaded', () => sockets.clear());
  page.on('request', (request) => {
    if (/\/api\/(changes|events)\b/.test(request.url())) news += 1;
  });
  page.on('pageerror', (error) => troubles.push(`uncaught ${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message, apiOrigin, wasOffline))
      troubles.push(`${message.text()} (${message.location().url})`);
  });
  return {
    page,
    troubles: () => troubles,
    openSockets: () => sockets.size,
    news: () => news,
    setOffline: async (isOffline) => {
      wasOffline ||= isOffline;
      await context.setOffline(isOffline);
    },
  };
}

/** Chromium's own lines for refused requests. Lines of a lost connection may come late, so they are passed over from the first time on. */
function isExpected(message: ConsoleMessage, apiOrigin: string, wasOffline: boolean): boolean {
  const text = message.text();
  if (wasOffline && /net::ERR_/.test(text)) return true;
  return /^Failed to load resource: .*\b(401|422)\b/.test(text) && message.location().url.startsWith(apiOrigin);
}

/** A form with an e-mail address and a password, and how it is sent. */
export function credentialsForm(page: Page, name: 'Register' | 'Sign in'): { readonly form: Locator; readonly submit: Locator } {
  const form = page.locator('form').filter({ has: page.getByLabel(/^password\b/i) });
  return {
    form,
    submit: form.locator('button:not([type=button]), input[type=submit]').and(page.getByRole('button', { name: exactly(name) })),
  };
}

/** A button or a link of this name anywhere on the page. */
export function buttonOrLink(page: Page, name: RegExp): Locator {
  return page.getByRole('button', { name }).or(page.getByRole('link', { name })).or(page.getByRole('tab', { name })).first();
}

/** The entries of a list or a table that hold this text. */
export function entriesWith(page: Page, text: string): Locator {
  return page.getByRole('listitem').or(page.getByRole('row')).filter({ hasText: text });
}

/** The control with the words of a field name as its label; a mark may follow. */
export function fieldControl(form: Locator, field: string): Locator {
  return form.getByLabel(new RegExp(`^\\s*${phraseOf(field)}\\s*(\\*|\\((required|optional)\\))?\\s*$`, 'i')).first();
}

/** The whole of a name, in any case. */
export function exactly(name: string): RegExp {
  return new RegExp(`^\\s*${name}\\s*$`, 'i');
}

/** The text of the element that describes a control as wrong; undefined when the control is not marked, or nothing describes it. */
export async function fieldError(page: Page, control: Locator): Promise<string | undefined> {
  if ((await control.getAttribute('aria-invalid')) !== 'true') return undefined;
  const ids = [await control.getAttribute('aria-errormessage'), await control.getAttribute('aria-describedby')];
  for (const id of ids.flatMap((it) => it?.split(/\s+/) ?? [])) {
    const described = page.locator(`[id="${id}"]`);
    const text = (await described.count()) > 0 ? ((await described.first().textContent()) ?? '').trim() : '';
    if (text !== '') return text;
  }
  return undefined;
}

/** Does something with the page; where that fails, notes what was expected with what the page shows instead, and ends the probe. */
export async function needStep<T>(expect: Expectations, page: Page, expected: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [String(error)];
    return expect.need<T>(undefined, { expected, actual: `the page does not do so (${reason})`, log: await shownBy(page) });
  }
}

/** What the page shows, as a screen reader has it. */
export async function shownBy(page: Page): Promise<string> {
  const shown = await page
    .locator('body')
    .ariaSnapshot()
    .catch(() => '');
  return `The page ${page.url()} shows:\n${shown.split('\n').slice(0, 60).join('\n')}`;
}

/** Keeps a picture of the page among the artefacts. */
export async function keepPicture(session: Session, page: Page, name: string): Promise<void> {
  await mkdir(session.artefacts, { recursive: true });
  const path = join(session.artefacts, `${name}.png`);
  const isTaken = await page.screenshot({ path, fullPage: true }).then(
    () => true,
    () => false,
  );
  if (isTaken) session.kept.push(path);
}

import type { Locator, Page } from 'playwright-core';
import { phraseOf } from '#decisions/names.ts';
import type { Resource, ResourceField } from '#decisions/resource.ts';
import { eventually } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import {
  buttonOrLink,
  entriesWith,
  exactly,
  fieldControl,
  fieldError,
  needStep,
  shownBy,
  type WatchedPage,
} from '#verify/front-end-page.ts';
import { type Body, validBody } from '#verify/sample-body.ts';
import { resourcePath, type Session } from '#verify/session.ts';

/** The text by which a resource is found in the list: of the first field that pages show as it is. */
export function shownValue(resource: Resource, body: Body): string {
  const kinds = ['string', 'decimal', 'uuid', 'text', 'date', 'integer'];
  const field = resource.fields.toSorted((one, other) => rank(one) - rank(other))[0];
  return String(field === undefined ? '' : body[field.name]).split('\n')[0] ?? '';

  function rank({ type }: ResourceField): number {
    return kinds.indexOf(type) + (kinds.includes(type) ? 0 : kinds.length + 1);
  }
}

/** Creates one through the form and waits until it stands in the list. Gives the text by which it was found. */
export async function createThroughForm(session: Session, expect: Expectations, page: Page, resource: Resource): Promise<string> {
  const body = validBody(resource, session.nextNumber());
  const text = shownValue(resource, body);
  const { form, submit } = await needForm(expect, page, resource);
  await fillForm(expect, page, form, resource, body);
  await needStep(
    expect,
    page,
    `after "${createName(resource)}" an entry with "${text}" is in the list, without a reload`,
    async () => {
      await submit.click();
      await entriesWith(page, text).first().waitFor();
    },
  );
  return text;
}

/** A refused value is told beside its control, whether the page or the server refuses it. */
export async function expectFieldErrors(
  session: Session,
  expect: Expectations,
  page: Page,
  resource: Resource,
  apiOrigin: string,
): Promise<void> {
  const field = resource.fields.find((it) => it.required && it.type !== 'boolean') ?? resource.fields[0];
  if (field === undefined) return;
  const { form, submit } = await needForm(expect, page, resource);
  const body = validBody(resource, session.nextNumber());
  await fillForm(expect, page, form, resource, body);
  const control = fieldControl(form, field.name);
  if (field.required && field.type !== 'boolean') {
    await control.fill('');
    await submit.click();
    await expectError(session, expect, page, control, field, 'empty', /\S/);
    await fillForm(expect, page, form, resource, body);
  }
  // A page that the back end renders has no other word than the server's.
  if (session.project.decisions.frontend === 'htmx') return;
  // The server's word must reach the form too, whatever the page itself checks.
  const word = 'refused for a test of the form';
  const errors = [{ field: field.name, message: word }];
  const isTrpc = session.project.decisions.api === 'trpc';
  const path = (url: URL): boolean => url.pathname === resourcePath(session, resource, 'create');
  await page.route(path, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const isBatch = new URL(route.request().url()).searchParams.has('batch');
    const error = refusalOf(errors);
    const problem = { type: 'about:blank', title: 'Unprocessable Content', status: 422, request_id: 'test', errors };
    return route.fulfill({
      status: 422,
      contentType: isTrpc ? 'application/json' : 'application/problem+json',
      headers: corsHeaders(page, apiOrigin),
      body: JSON.stringify(isTrpc ? (isBatch ? [error] : error) : problem),
    });
  });
  await submit.click();
  await expectError(session, expect, page, control, field, 'refused', new RegExp(word, 'i'));
  await page.unroute(path);
}

/** Cuts the page off from the network and lets it back in. */
export async function expectOfflineBanner(
  session: Session,
  expect: Expectations,
  { page, setOffline }: WatchedPage,
  resource: Resource,
): Promise<void> {
  const { form, submit } = await needForm(expect, page, resource);
  await fillForm(expect, page, form, resource, validBody(resource, session.nextNumber()));
  const banner = page.getByRole('alert').filter({ hasText: /offline/i });
  const { noticeMs } = session.limits;
  await setOffline(true);
  const isSeen = await seen(banner, noticeMs / 4);
  // A page that does not listen to the browser learns it from its next request.
  if (!isSeen) await submit.click().catch(() => undefined);
  const isShown = isSeen || (await seen(banner, noticeMs));
  expect.that(isShown, {
    expected: 'without a network an element with the role alert says "offline"',
    actual: 'there is none',
    log: isShown ? '' : await shownBy(page),
  });
  await setOffline(false);
  const isGone = await gone(banner, noticeMs / 2);
  if (!isGone) await submit.click().catch(() => undefined);
  const isOver = isGone || (await gone(banner, noticeMs));
  expect.that(isOver, {
    expected: 'the offline banner goes when the network is back',
    actual: 'it stays',
    log: isOver ? '' : await shownBy(page),
  });
}

async function needForm(
  expect: Expectations,
  page: Page,
  resource: Resource,
): Promise<{ readonly form: Locator; readonly submit: Locator }> {
  const name = phraseOf(resource.name);
  const submit = page.getByRole('button', { name: exactly(createName(resource)) });
  const form = page.locator('form').filter({ has: submit });
  const opener = buttonOrLink(page, exactly(`(new|add) ${name}`));
  await needStep(
    expect,
    page,
    `a form with a button "${createName(resource)}" is shown, or a button or link "New ${name}" or "Add ${name}" opens it`,
    async () => {
      await form.or(opener).first().waitFor();
      if (!(await form.isVisible())) await opener.click();
      await form.waitFor();
    },
  );
  return { form, submit: form.getByRole('button', { name: exactly(createName(resource)) }) };
}

async function fillForm(expect: Expectations, page: Page, form: Locator, resource: Resource, body: Body): Promise<void> {
  for (const field of resource.fields) {
    await needStep(
      expect,
      page,
      `the form has a control labelled "${phraseOf(field.name)}" that takes ${JSON.stringify(body[field.name])}`,
      () => fillControl(fieldControl(form, field.name), field, body[field.name]),
    );
  }
}

async function fillControl(control: Locator, { type }: ResourceField, value: unknown): Promise<void> {
  if (type === 'boolean') return control.setChecked(value === true);
  const isLocal = type === 'datetime' && (await control.getAttribute('type')) === 'datetime-local';
  return control.fill(isLocal ? String(value).slice(0, 16) : String(value));
}

async function expectError(
  session: Session,
  expect: Expectations,
  page: Page,
  control: Locator,
  field: ResourceField,
  how: 'empty' | 'refused',
  wanted: RegExp,
): Promise<void> {
  const told = await eventually(
    async () => {
      const text = await fieldError(page, control).catch(() => undefined);
      return text !== undefined && wanted.test(text) ? text : undefined;
    },
    session.limits.noticeMs,
    session.signal,
  );
  expect.that(told !== undefined, {
    expected: `when ${phraseOf(field.name)} ${how === 'empty' ? 'is left empty' : 'is refused by the server with a 422'}, its control has aria-invalid="true" and is described by the message`,
    actual: 'it is not',
    log: told === undefined ? await shownBy(page) : '',
  });
}

/** A refusal as tRPC has it. */
function refusalOf(errors: readonly unknown[]): unknown {
  const data = { code: 'UNPROCESSABLE_CONTENT', httpStatus: 422, requestId: 'test', errors };
  return { error: { message: 'Unprocessable Content', code: -32022, data } };
}

function corsHeaders(page: Page, apiOrigin: string): Record<string, string> {
  const { origin } = new URL(page.url());
  return origin === apiOrigin ? {} : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
}

function createName(resource: Resource): string {
  return `Create ${phraseOf(resource.name)}`;
}

function seen(locator: Locator, timeout: number): Promise<boolean> {
  return locator
    .first()
    .waitFor({ timeout })
    .then(
      () => true,
      () => false,
    );
}

function gone(locator: Locator, timeout: number): Promise<boolean> {
  return locator
    .first()
    .waitFor({ state: 'hidden', timeout })
    .then(
      () => true,
      () => false,
    );
}

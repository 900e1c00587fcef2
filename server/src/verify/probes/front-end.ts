import { setTimeout as delay } from 'node:timers/promises';
import { phraseOf } from '#decisions/names.ts';
import type { Resource } from '#decisions/resource.ts';
import { type Account, needUser, newAccount } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { openBrowser } from '#verify/browser.ts';
import type { Expectations } from '#verify/expectations.ts';
import {
  buttonOrLink,
  credentialsForm,
  entriesWith,
  exactly,
  keepPicture,
  needStep,
  shownBy,
  type WatchedPage,
  watchPage,
} from '#verify/front-end-page.ts';
import type { Probe } from '#verify/probe.ts';
import { validBody } from '#verify/sample-body.ts';
import { frontEndPort, needBuiltFor, needServed } from '#verify/served-front-end.ts';
import type { Session } from '#verify/session.ts';
import { createThroughForm, expectFieldErrors, expectOfflineBanner, shownValue } from './resource-form.ts';

export const frontEnd: Probe = {
  id: 'front-end',
  title: 'The built page works in a browser: sign-in, list, create, field errors, offline banner, clean console',
  needs: 'built',
  exemption: ({ decisions, resources }) => {
    if (decisions.frontend === 'none') return 'the project was decided to have no front end';
    return resources.length === 0 ? 'tiebeam.json names no resource' : undefined;
  },
  run: async (session, expect) => {
    const opened = await openBrowser();
    const browser = expect.need(opened.ok ? opened.value : undefined, {
      expected: 'a browser for the front-end probe',
      actual: opened.ok ? '' : opened.problems.map((it) => it.message).join('; '),
    });
    session.onClose(() => browser.close());
    const { origin, backEnd } = await needSite(session, expect);
    const context = await browser.newContext();
    const watched = await watchPage(context, backEnd.origin, session.limits.noticeMs);
    try {
      await visit(session, expect, watched, origin, backEnd);
    } finally {
      await keepPicture(session, watched.page, expect.isMet() ? 'front-end-end' : 'front-end-failure');
      await browser.close();
      await backEnd.stop();
    }
  },
};

/** A back end that lets the page in, and the page built for it. */
async function needSite(session: Session, expect: Expectations): Promise<{ readonly origin: string; readonly backEnd: BackEnd }> {
  const { frontEnd: run } = session.project;
  const port = await frontEndPort();
  const origin = `http://127.0.0.1:${port}`;
  const backEnd = await session.needLaunch(expect, { variables: { CORS_ORIGINS: [...session.corsOrigins, origin].join(',') } });
  // A page that the back end renders itself has nothing to build or serve.
  if (run === undefined || session.project.decisions.frontend === 'htmx') return { origin: backEnd.origin, backEnd };
  await needBuiltFor(session, expect, run, backEnd.origin);
  await needServed(session, expect, run, port);
  return { origin, backEnd };
}

async function visit(
  session: Session,
  expect: Expectations,
  watched: WatchedPage,
  origin: string,
  backEnd: BackEnd,
): Promise<void> {
  const { page } = watched;
  const other = await needUser(session, expect, backEnd);
  await needStep(expect, page, `${origin} opens`, () => page.goto(origin, { waitUntil: 'load' }));
  if (session.project.decisions.auth !== 'none') await enter(session, expect, watched);
  for (const resource of session.project.resources) {
    await needStep(expect, page, `a heading "${phraseOf(resource.plural)}" is shown`, () =>
      headingOf(watched, resource).waitFor(),
    );
    await expectNews(session, expect, watched, backEnd, other.headers, resource);
    const text = await createThroughForm(session, expect, page, resource);
    await keepPicture(session, page, `front-end-${resource.plural}`);
    await needStep(expect, page, 'after a reload the session and the list are still there', async () => {
      await page.reload({ waitUntil: 'load' });
      await entriesWith(page, text).first().waitFor();
    });
    await expectFieldErrors(session, expect, page, resource, backEnd.origin);
  }
  const [first] = session.project.resources;
  if (first !== undefined) await expectOfflineBanner(session, expect, watched, first);
  if (session.project.decisions.auth !== 'none') await leave(session, expect, watched);
  const troubles = watched.troubles();
  expect.that(troubles.length === 0, {
    expected: 'the console of the browser stays free of errors',
    actual: troubles.length === 1 ? 'it has one' : `it has ${troubles.length}`,
    log: troubles.slice(0, 8).join('\n'),
  });
}

/** Registers, signs out, is refused with a wrong password, signs in. */
async function enter(session: Session, expect: Expectations, watched: WatchedPage): Promise<void> {
  const { page } = watched;
  const account = newAccount(session);
  const signOut = page.getByRole('button', { name: exactly('Sign out') });
  await submitCredentials(expect, watched, 'Register', account);
  const asked = credentialsForm(page, 'Sign in').submit;
  await needStep(expect, page, 'after registering the page is signed in (a button "Sign out") or asks to sign in', () =>
    signOut.or(asked).first().waitFor(),
  );
  if (await signOut.isVisible()) await needStep(expect, page, '"Sign out" can be pressed', () => signOut.click());
  await submitCredentials(expect, watched, 'Sign in', { ...account, password: newAccount(session).password });
  await needStep(expect, page, 'a wrong password is told in an element with the role alert', () =>
    page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor(),
  );
  await submitCredentials(expect, watched, 'Sign in', account);
  await needStep(expect, page, 'signed in, there is a button "Sign out"', () => signOut.waitFor());
}

/** Longer than a page that polls waits between two questions. */
const quietMs = 3000;

/** Signed out, a page asks for no news and holds no channel open. */
async function leave(session: Session, expect: Expectations, { page, openSockets, news }: WatchedPage): Promise<void> {
  await needStep(expect, page, '"Sign out" can be pressed', async () => {
    await page.getByRole('button', { name: exactly('Sign out') }).click();
    await page.getByLabel(/^password\b/i).waitFor();
  });
  if (session.project.decisions.realtime === 'none') return;
  // What was under way may still come.
  await delay(quietMs / 6);
  const before = news();
  await delay(quietMs);
  expect.that(news() === before, {
    expected: `signed out, the page asks for no news (watched for ${quietMs / 1000} s)`,
    actual: `it asked ${news() - before} times`,
  });
  expect.that(openSockets() === 0, {
    expected: 'signed out, the page holds no socket open',
    actual: `${openSockets()} are open`,
  });
}

async function submitCredentials(
  expect: Expectations,
  { page }: WatchedPage,
  name: 'Register' | 'Sign in',
  account: Account,
): Promise<void> {
  const { form, submit } = credentialsForm(page, name);
  await needStep(expect, page, 'signed out, a form with an input labelled "Password" is shown', () => form.first().waitFor());
  if (!(await submit.isVisible())) {
    await needStep(expect, page, `a button or link "${name}" leads to that form`, () =>
      buttonOrLink(page, exactly(name)).click(),
    );
  }
  await needStep(
    expect,
    page,
    `the form has the inputs "Email" and "Password" and a button "${name}" that submits it`,
    async () => {
      await submit.waitFor();
      await form.getByLabel(/^e-?mail\b/i).fill(account.email);
      await form.getByLabel(/^password\b/i).fill(account.password);
      await submit.click();
    },
  );
}

/** What somebody else makes is shown: without a reload where there is a real-time channel, otherwise after one. */
async function expectNews(
  session: Session,
  expect: Expectations,
  { page }: WatchedPage,
  backEnd: BackEnd,
  headers: Readonly<Record<string, string>>,
  resource: Resource,
): Promise<void> {
  const body = validBody(resource, session.nextNumber());
  const answer = await backEnd.send({ method: 'POST', path: `/api/${resource.plural}`, headers, body });
  expect.needStatus(answer, 201, `creating a "${resource.name}"`);
  const isLive = session.project.decisions.realtime !== 'none';
  const text = shownValue(resource, body);
  if (!isLive) await needStep(expect, page, 'the page can be reloaded', () => page.reload({ waitUntil: 'load' }));
  const isShown = await entriesWith(page, text)
    .first()
    .waitFor()
    .then(
      () => true,
      () => false,
    );
  expect.that(isShown, {
    expected: `a ${phraseOf(resource.name)} that somebody else made is shown in the list${isLive ? ', without a reload' : ''}: an entry with "${text}"`,
    actual: 'there is no such entry',
    log: isShown ? '' : await shownBy(page),
  });
}

function headingOf({ page }: WatchedPage, resource: Resource): ReturnType<WatchedPage['page']['getByRole']> {
  return page.getByRole('heading', { name: exactly(phraseOf(resource.plural)) }).first();
}

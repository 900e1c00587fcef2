import { randomBytes, randomUUID } from 'node:crypto';
import { login, needRole, needSignedIn, needUser, type SignedIn, sessionCookieOf } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { eventually } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, member } from '#verify/http-exchange.ts';
import { expectProblem } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';
import { expectGuardedCookie } from './refresh-cookie.ts';

/** Expects the cookie of a sign-in to be out of reach of scripts, other sites and plain HTTP, and not to be guessed. */
export function expectSessionCookie(expect: Expectations, answer: Exchange): void {
  const cookie = expect.need(sessionCookieOf(answer), {
    expected: 'signing in sets the cookie session',
    actual: 'the answer sets no such cookie',
    exchange: answer,
  });
  expectGuardedCookie(expect, answer, cookie, 'session cookie', '/');
  // 32 random bytes are 43 characters of base64url.
  expect.that(/^[\w-]{43,}$/.test(cookie.value), {
    expected: 'the session id has at least 43 characters of base64url (32 random bytes)',
    actual: `it has ${cookie.value.length}, or other characters`,
    exchange: answer,
  });
}

/** Expects each sign-in to give another id, and the old session to end with it, as with signing out (OWASP: session fixation). */
export async function expectSessionsEnd(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  account: SignedIn,
): Promise<void> {
  const first = await needSignedIn(session, expect, backEnd, account);
  const again = expect.needStatus(await login(session, backEnd, account, { cookie: first.cookie }), 200, 'signing in again');
  const second = sessionCookieOf(again);
  const isNew = expect.that(second !== undefined && second.pair !== first.cookie, {
    expected: 'signing in gives a new session id, whatever cookie the request came with',
    actual: second === undefined ? 'it sets no cookie' : 'it sets the same one',
    exchange: again,
  });
  if (!isNew || second === undefined) return;
  expectProblem(expect, await askMe(backEnd, first.cookie), 401, 'a request with the session from before signing in again');
  expect.status(await askMe(backEnd, second.pair), 200, 'a request with the new session');
  expect.that(!(await backEnd.database.holds(second.value)), {
    expected: 'the database holds a hash of the session id, so that nobody who reads it can sign in with it',
    actual: 'the id itself stands there',
  });
  const out = await backEnd.send({ method: 'POST', path: '/api/auth/logout', headers: { cookie: second.pair } });
  expect.status(out, 204, 'signing out');
  const cleared = sessionCookieOf(out)?.attributes;
  const ended = cleared?.get('max-age') === '0' || Date.parse(cleared?.get('expires') ?? '') <= Date.now();
  expect.that(ended, {
    expected: 'signing out takes the cookie away (Max-Age=0, or Expires in the past)',
    actual: cleared === undefined ? 'it sets no cookie' : 'it does not',
    exchange: out,
  });
  expectProblem(expect, await askMe(backEnd, second.pair), 401, 'a request with the session after signing out');
}

/** Expects made-up and changed session ids to be refused. */
export async function expectForgedSessionsRefused(expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<void> {
  const changed = user.cookie.endsWith('A') ? user.cookie.replace(/A$/, 'Q') : user.cookie.replace(/.$/, 'A');
  for (const [cookie, what] of [
    [`session=${randomBytes(32).toString('base64url')}`, 'a made-up session id'],
    [changed, 'a session id whose last character was changed'],
    ['session=', 'an empty session id'],
    ["session=' OR '1'='1", 'a session id that looks like SQL'],
  ] as const) {
    expectProblem(expect, await askMe(backEnd, cookie), 401, what);
  }
  expect.status(await askMe(backEnd, user.cookie), 200, 'a request with the right session id after that');
}

/** Times are kept in whole seconds: with one, a session can be over as soon as it is begun. */
const TTL_SECONDS = 2;

/** Expects a session whose time is over to be refused. Starts a back end of its own with sessions that end soon. */
export async function expectOldSessionsRefused(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  user: SignedIn,
): Promise<void> {
  const other = await session.needLaunch(expect, {
    database: backEnd.database,
    variables: { SESSION_TTL_SECONDS: String(TTL_SECONDS) },
  });
  const { cookie } = await needSignedIn(session, expect, other, user);
  expect.status(await askMe(other, cookie), 200, 'a session that was just begun');
  let last: Exchange | undefined;
  await eventually(
    async () => {
      last = await askMe(other, cookie);
      return last.status === 401 ? last : undefined;
    },
    session.limits.noticeMs,
    session.signal,
  );
  const answer = expect.need(last, { expected: 'the session is tried', actual: 'it was not' });
  expectProblem(expect, answer, 401, `a session after its ${TTL_SECONDS} seconds (SESSION_TTL_SECONDS=${TTL_SECONDS})`);
  await other.stop();
}

/** The browser sends the cookie whoever's page asks: the server has to look where a change comes from. */
export async function expectForeignSitesRefused(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  user: SignedIn,
): Promise<void> {
  const { cookie } = user;
  const evil = 'https://evil.example.test';
  const logout = { method: 'POST', path: '/api/auth/logout' };
  const path = `/api/${session.project.resources[0]?.plural ?? 'auth'}/${randomUUID()}`;
  for (const [request, what] of [
    [{ ...logout, headers: { cookie, origin: evil } }, 'a POST from another site'],
    [{ ...logout, headers: { cookie, origin: 'null' } }, 'a POST with the origin null'],
    [
      { ...logout, headers: { cookie, origin: `${session.allowedOrigin}.evil.example.test` } },
      'a POST from a site with a like name',
    ],
    [{ ...logout, headers: { cookie, 'sec-fetch-site': 'cross-site' } }, 'a POST with Sec-Fetch-Site: cross-site'],
    [{ method: 'PATCH', path, headers: { cookie, origin: evil }, body: {} }, 'a PATCH from another site'],
    [{ method: 'DELETE', path, headers: { cookie, origin: evil } }, 'a DELETE from another site'],
    [
      {
        method: 'POST',
        path: '/api/auth/login',
        headers: { origin: evil },
        body: { email: user.email, password: user.password },
      },
      'a sign-in from another site',
    ],
  ] as const) {
    const answer = await backEnd.send(request);
    if (!expectProblem(expect, answer, 403, what)) continue;
    const letIn = headerOf(answer, 'access-control-allow-origin');
    expect.that(letIn === undefined, {
      expected: `the answer to ${what} has no CORS headers`,
      actual: `Access-Control-Allow-Origin is ${letIn ?? 'missing'}`,
      exchange: answer,
    });
  }
  expect.status(await askMe(backEnd, cookie), 200, 'a request with the session after another site tried to end it');
  const { email, password } = user;
  for (const [headers, what] of [
    [{ origin: session.allowedOrigin, 'sec-fetch-site': 'cross-site' }, 'an allowed origin'],
    [{ origin: backEnd.origin, 'sec-fetch-site': 'same-origin' }, "the server's own origin"],
    [{}, 'a program that sends no Origin'],
  ] as const) {
    expect.status(await login(session, backEnd, { email, password }, headers), 200, `signing in from ${what}`);
  }
}

/** Expects the role to be read with each request: who loses a right loses it now. */
export async function expectRolesCountAtOnce(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  const user = await needUser(session, expect, backEnd);
  expect.status(await askMe(backEnd, user.cookie), 200, 'a request of a new user');
  for (const role of ['admin', 'user']) {
    await needRole(session, expect, backEnd, user, role);
    const me = await askMe(backEnd, user.cookie);
    expect.that(member(me, 'role') === role, {
      expected: `who was made ${role} is so with the next request of the session`,
      actual: `the role is ${String(member(me, 'role'))}`,
      exchange: me,
    });
  }
}

function askMe(backEnd: BackEnd, cookie: string): Promise<Exchange> {
  return backEnd.send({ method: 'GET', path: '/api/auth/me', headers: { cookie } });
}

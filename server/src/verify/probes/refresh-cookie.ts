import {
  accessTokenOf,
  bearer,
  needSignedIn,
  refreshCookieOf,
  rememberTokens,
  type SetCookie,
  type SignedIn,
} from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import type { Expectations } from '#verify/expectations.ts';
import type { Exchange } from '#verify/http-exchange.ts';
import { expectProblem } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';

/** Expects the cookie of a sign-in to be out of reach of scripts, other sites, plain HTTP and other paths. */
export function expectRefreshCookie(expect: Expectations, answer: Exchange): void {
  const cookie = expect.need(refreshCookieOf(answer), {
    expected: 'signing in sets the cookie refresh_token',
    actual: 'the answer sets no such cookie',
    exchange: answer,
  });
  expectGuardedCookie(expect, answer, cookie, 'refresh cookie', '/api/auth');
}

/** Expects a cookie to be out of reach of scripts, other sites and plain HTTP, to have this path and an end. */
export function expectGuardedCookie(
  expect: Expectations,
  answer: Exchange,
  { attributes }: SetCookie,
  what: string,
  path: string,
): void {
  const flaw = (holds: boolean, expected: string): boolean =>
    expect.that(holds, {
      expected,
      actual: `its attributes are ${[...attributes].map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('; ') || 'none'}`,
      exchange: answer,
    });
  flaw(attributes.has('httponly'), `the ${what} is HttpOnly`);
  flaw(attributes.has('secure'), `the ${what} is Secure in production`);
  flaw(/^(lax|strict)$/i.test(attributes.get('samesite') ?? ''), `the ${what} has SameSite=Lax or Strict`);
  flaw(attributes.get('path') === path, `the ${what} has Path=${path}`);
  flaw(attributes.has('max-age') || attributes.has('expires'), `the ${what} has an end (Max-Age or Expires)`);
}

/** Expects each refresh to give a new cookie, and a cookie that is used twice to end the whole family (RFC 9700, 4.14.2). */
export async function expectRefreshRotates(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  account: SignedIn,
): Promise<void> {
  const refresh = async (cookie: string): Promise<Exchange> => {
    const answer = await backEnd.send({ method: 'POST', path: '/api/auth/refresh', headers: cookie === '' ? {} : { cookie } });
    rememberTokens(session, answer);
    return answer;
  };
  expectProblem(expect, await refresh(''), 401, 'refreshing without a cookie');
  const first = (await needSignedIn(session, expect, backEnd, account)).cookie;
  const refreshed = expect.needStatus(await refresh(first), 200, 'a refresh');
  const token = expect.need(accessTokenOf(refreshed), {
    expected: 'refreshing gives an "accessToken"',
    actual: 'it gives none',
    exchange: refreshed,
  });
  expect.status(
    await backEnd.send({ method: 'GET', path: '/api/auth/me', headers: bearer(token) }),
    200,
    'a request with the refreshed token',
  );
  const second = refreshCookieOf(refreshed)?.pair;
  const isRotated = expect.that(second !== undefined && second !== first, {
    expected: 'refreshing sets another refresh cookie',
    actual: second === undefined ? 'it sets none' : 'it sets the same one',
    exchange: refreshed,
  });
  if (!isRotated || second === undefined) return;
  const third = refreshCookieOf(expect.needStatus(await refresh(second), 200, 'refreshing with the new cookie'))?.pair ?? '';
  expectProblem(expect, await refresh(first), 401, 'refreshing with a cookie that was used before');
  expectProblem(
    expect,
    await refresh(third),
    401,
    'refreshing with the newest cookie after an older one was used again (the family is revoked)',
  );
}

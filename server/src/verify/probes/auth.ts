import { login, needSignedIn, needUser, newAccount, register, type SignedIn, strangers, userIdOf } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, isRecord, member } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { expectProblem } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';
import { expectRefreshCookie, expectRefreshRotates } from './refresh-cookie.ts';
import {
  expectForeignSitesRefused,
  expectForgedSessionsRefused,
  expectOldSessionsRefused,
  expectRolesCountAtOnce,
  expectSessionCookie,
  expectSessionsEnd,
} from './session-cookie.ts';
import { expectForgedTokensRefused, expectOldTokensRefused } from './token-forgery.ts';

export const auth: Probe = {
  id: 'auth',
  title: 'Registering, signing in and out, staying signed in; who is not signed in gets nothing',
  needs: 'built',
  exemption: ({ decisions }) => (decisions.auth === 'none' ? 'the project was decided to have no sign-in' : undefined),
  sourcePatterns: [/refresh_token/, /SESSION_TTL_SECONDS/, /\/login\b/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    await registration(session, expect, backEnd);
    const user = await needUser(session, expect, backEnd);
    await whoAmI(expect, backEnd, user);
    await guarded(session, expect, backEnd);
    await wrongCredentials(session, expect, backEnd, user);
    await (session.project.decisions.auth === 'session' ? expectSessions : expectTokens)(session, expect, backEnd, user);
  },
};

async function expectTokens(session: Session, expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<void> {
  expectRefreshCookie(expect, await login(session, backEnd, user));
  await expectRefreshRotates(session, expect, backEnd, user);
  await signingOut(session, expect, backEnd, user);
  await expectForgedTokensRefused(expect, backEnd, user);
  await expectOldTokensRefused(session, expect, backEnd, user);
}

async function expectSessions(session: Session, expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<void> {
  expectSessionCookie(expect, await login(session, backEnd, user));
  await expectSessionsEnd(session, expect, backEnd, user);
  await expectForgedSessionsRefused(expect, backEnd, user);
  await expectOldSessionsRefused(session, expect, backEnd, user);
  await expectForeignSitesRefused(session, expect, backEnd, user);
  await expectRolesCountAtOnce(session, expect, backEnd);
}

async function registration(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  const account = newAccount(session);
  const made = expect.needStatus(await register(backEnd, account), 201, 'registering a new user');
  expect.that(userIdOf(made) !== undefined, {
    expected: 'registering answers with the user and its "id"',
    actual: 'there is no id',
    exchange: made,
  });
  expectNoPassword(expect, made, 'registering a new user');
  expectProblem(expect, await register(backEnd, account), 409, 'registering the same e-mail address again');
  const weak = { ...newAccount(session), password: 'short' };
  expectProblem(expect, await register(backEnd, weak), 422, 'registering with a password of 5 characters');
  expectProblem(
    expect,
    await register(backEnd, { ...newAccount(session), email: 'nobody' }),
    422,
    'registering with an e-mail address without @',
  );
  const aspirant = newAccount(session);
  const asAdmin = await backEnd.send({ method: 'POST', path: '/api/auth/register', body: { ...aspirant, role: 'admin' } });
  if (asAdmin.status !== 201) return;
  const { headers } = await needSignedIn(session, expect, backEnd, aspirant);
  const role = member(await backEnd.send({ method: 'GET', path: '/api/auth/me', headers }), 'role');
  expect.that(role !== 'admin', {
    expected: 'nobody becomes an admin by asking for it when registering',
    actual: 'the new user has the role admin',
    exchange: asAdmin,
  });
}

async function whoAmI(expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<void> {
  const me = await backEnd.send({ method: 'GET', path: '/api/auth/me', headers: user.headers });
  if (!expect.status(me, 200, 'asking who I am with a good token')) return;
  expect.that(member(me, 'email') === user.email && member(me, 'role') === 'user', {
    expected: '/api/auth/me answers with the e-mail address and the role user',
    actual: `the body is ${me.text.slice(0, 200)}`,
    exchange: me,
  });
  expectNoPassword(expect, me, '/api/auth/me');
}

function expectNoPassword(expect: Expectations, answer: Exchange, what: string): void {
  const names = isRecord(answer.json) ? Object.keys(answer.json).filter((name) => /password|hash|salt/i.test(name)) : [];
  expect.that(names.length === 0 && !/\$(2[aby]|argon2\w*|scrypt)\$/.test(answer.text), {
    expected: `${what} answers without the password or its hash`,
    actual: `the body has ${names.join(', ') || 'a password hash'}`,
    exchange: answer,
  });
}

async function guarded(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  const isSession = session.project.decisions.auth === 'session';
  const paths = ['/api/auth/me', ...session.project.resources.map((it) => `/api/${it.plural}`)];
  for (const path of paths) {
    for (const { headers, how } of [...strangers(session), otherScheme]) {
      const what = `a request to ${path} ${how}`;
      const answer = await backEnd.send({ method: 'GET', path, headers });
      if (!expectProblem(expect, answer, 401, what)) continue;
      const challenge = headerOf(answer, 'www-authenticate') ?? '';
      if (isSession) {
        expect.that(!/^bearer\b/i.test(challenge), {
          expected: 'a 401 asks for no bearer token, since there are none',
          actual: `WWW-Authenticate is ${challenge}`,
          exchange: answer,
        });
        continue;
      }
      expect.that(/^bearer\b/i.test(challenge), {
        expected: 'a 401 has the header WWW-Authenticate: Bearer (RFC 9110, 11.6.1)',
        actual: challenge === '' ? 'it has none' : `it is ${challenge}`,
        exchange: answer,
      });
    }
  }
  for (const { plural } of session.project.resources) {
    expectProblem(
      expect,
      await backEnd.send({ method: 'POST', path: `/api/${plural}`, body: {} }),
      401,
      `a create at /api/${plural} without ${isSession ? 'a session' : 'a token'}`,
    );
  }
}

const otherScheme = { headers: { authorization: 'Basic dXNlcjpwYXNz' }, how: 'with another kind of credentials' };

/** An answer that tells a wrong password from an unknown address tells strangers who has an account. */
async function wrongCredentials(session: Session, expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<void> {
  const wrong = newAccount(session).password;
  const known = await login(session, backEnd, { email: user.email, password: wrong });
  const unknown = await login(session, backEnd, { email: newAccount(session).email, password: wrong });
  expectProblem(expect, known, 401, 'signing in with a wrong password');
  expectProblem(expect, unknown, 401, 'signing in with an unknown e-mail address');
  const tells = ['type', 'title', 'detail'].filter((name) => member(known, name) !== member(unknown, name));
  expect.that(tells.length === 0, {
    expected: 'a wrong password and an unknown e-mail address get the same answer',
    actual: `they differ in ${tells.join(', ')}`,
    exchange: unknown,
  });
}

async function signingOut(session: Session, expect: Expectations, backEnd: BackEnd, account: SignedIn): Promise<void> {
  const { cookie, headers } = await needSignedIn(session, expect, backEnd, account);
  const out = await backEnd.send({ method: 'POST', path: '/api/auth/logout', headers: { ...headers, cookie } });
  expect.status(out, 204, 'signing out');
  const after = await backEnd.send({ method: 'POST', path: '/api/auth/refresh', headers: { cookie } });
  expectProblem(expect, after, 401, 'refreshing after signing out');
}

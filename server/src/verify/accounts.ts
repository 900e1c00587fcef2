import { randomBytes } from 'node:crypto';
import type { BackEnd } from './back-end.ts';
import type { Expectations } from './expectations.ts';
import { type Exchange, member, memberOf } from './http-exchange.ts';
import { commandTrouble, missingKey, type Session } from './session.ts';

/** A registered user. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** A user who is signed in, or the nobody of a project without sign-in. */
export interface SignedIn extends Account {
  /** The access token; '' where there is none. */
  readonly token: string;
  /** The refresh or session cookie as the `Cookie` header carries it, `name=value`. */
  readonly cookie: string;
  /** What goes with each request. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SetCookie {
  readonly pair: string;
  readonly name: string;
  readonly value: string;
  /** Attribute names in lower case; a flag has the value ''. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** A user that nobody has registered yet. */
export function newAccount(session: Session): Account {
  const account = {
    email: `person-${session.nextNumber()}@example.test`,
    password: `Pw-${randomBytes(12).toString('base64url')}`,
  };
  session.secrets.add(account.password);
  return account;
}

export function register(backEnd: BackEnd, { email, password }: Account): Promise<Exchange> {
  return backEnd.send({ method: 'POST', path: '/api/auth/register', body: { email, password } });
}

/** Signs in and remembers the token and the cookie as secrets. */
export async function login(
  session: Session,
  backEnd: BackEnd,
  { email, password }: Account,
  headers?: Readonly<Record<string, string>>,
): Promise<Exchange> {
  const answer = await backEnd.send({ method: 'POST', path: '/api/auth/login', headers, body: { email, password } });
  rememberTokens(session, answer);
  return answer;
}

/** A new user, signed in; in a project without sign-in somebody without headers. Ends the probe when it cannot be had. */
export async function needUser(session: Session, expect: Expectations, backEnd: BackEnd): Promise<SignedIn> {
  if (session.project.decisions.auth === 'none') return nobody;
  const account = newAccount(session);
  expect.needStatus(await register(backEnd, account), 201, 'registering a new user');
  return needSignedIn(session, expect, backEnd, account);
}

/** As `needUser`, with the role `admin`. */
export async function needAdmin(session: Session, expect: Expectations, backEnd: BackEnd): Promise<SignedIn> {
  if (session.project.decisions.auth === 'none') return nobody;
  const account = newAccount(session);
  expect.needStatus(await register(backEnd, account), 201, 'registering a new user');
  await needRole(session, expect, backEnd, account, 'admin');
  return needSignedIn(session, expect, backEnd, account);
}

/** Gives a registered user a role with the project's own command; ends the probe where that fails. */
export async function needRole(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  { email }: Account,
  role: string,
): Promise<void> {
  const grantRole = expect.need(session.project.backEnd?.grantRole, missingKey('grantRole', 'how a user is given a role'));
  const words = [...grantRole, email, role];
  const trouble = commandTrouble(words, await session.runForBackEnd(words, backEnd.database));
  if (trouble !== undefined) expect.need(undefined, trouble);
}

/** Signs a registered user in; ends the probe where that fails. `what` names the request. */
export async function needSignedIn(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  account: Account,
  what = 'signing in',
): Promise<SignedIn> {
  const answer = expect.needStatus(await login(session, backEnd, account), 200, what);
  if (session.project.decisions.auth === 'session') {
    const cookie = expect.need(sessionCookieOf(answer), {
      expected: 'signing in sets the cookie session',
      actual: 'the answer sets no such cookie',
      exchange: answer,
    });
    return { ...account, token: '', cookie: cookie.pair, headers: { cookie: cookie.pair } };
  }
  const token = expect.need(accessTokenOf(answer), {
    expected: 'signing in gives an "accessToken"',
    actual: 'the body has none',
    exchange: answer,
  });
  return { ...account, token, cookie: refreshCookieOf(answer)?.pair ?? '', headers: bearer(token) };
}

export function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

export function accessTokenOf(answer: Exchange): string | undefined {
  const token = member(answer, 'accessToken');
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** What goes with a request of somebody who only pretends to be signed in, and with one who does not even that, with words for each: "without a token". */
export function strangers({ project }: Session): readonly Stranger[] {
  if (project.decisions.auth === 'session') {
    return [
      { headers: {}, token: '', how: 'without a session' },
      { headers: { cookie: 'session=nonsense' }, token: '', how: 'with a session that is none' },
    ];
  }
  return [
    { headers: {}, token: '', how: 'without a token' },
    { headers: bearer('nonsense'), token: 'nonsense', how: 'with a token that is none' },
  ];
}

export interface Stranger {
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly how: string;
}

/** True for everybody but the nobody of a project without sign-in. */
export function isSomebody({ email }: SignedIn): boolean {
  return email !== '';
}

/** The cookie `refresh_token` of an answer; undefined where none is set. */
export function refreshCookieOf(answer: Exchange): SetCookie | undefined {
  return cookieOf(answer, 'refresh_token');
}

/** The cookie `session` of an answer; undefined where none is set. */
export function sessionCookieOf(answer: Exchange): SetCookie | undefined {
  return cookieOf(answer, 'session');
}

/** Notes the tokens of an answer, so that they are blotted out of reports and looked for in logs. */
export function rememberTokens(session: Session, answer: Exchange): void {
  session.secrets.add(accessTokenOf(answer), refreshCookieOf(answer)?.value, sessionCookieOf(answer)?.value);
}

/** The `id` of a user in a body, either at the top or under `user`; undefined where there is none. */
export function userIdOf(answer: Exchange): string | undefined {
  const id = member(answer, 'id') ?? memberOf(member(answer, 'user'), 'id');
  return typeof id === 'string' ? id : undefined;
}

const nobody: SignedIn = { email: '', password: '', token: '', cookie: '', headers: {} };

function cookieOf(answer: Exchange, name: string): SetCookie | undefined {
  return (answer.headers['set-cookie'] ?? []).map(parseCookie).find((it) => it.name === name);
}

function parseCookie(text: string): SetCookie {
  const [pair = '', ...rest] = text.split(';').map((it) => it.trim());
  const [name, value] = halves(pair);
  return { pair, name, value, attributes: new Map(rest.map(halves).map(([key, it]) => [key.toLowerCase(), it])) };
}

function halves(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

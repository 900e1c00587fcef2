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
  /** '' in a project without sign-in. */
  readonly token: string;
  /** The refresh cookie as the `Cookie` header carries it, `name=value`. */
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
export async function login(session: Session, backEnd: BackEnd, { email, password }: Account): Promise<Exchange> {
  const answer = await backEnd.send({ method: 'POST', path: '/api/auth/login', body: { email, password } });
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
  const grantRole = expect.need(session.project.backEnd?.grantRole, missingKey('grantRole', 'how a user is given a role'));
  const words = [...grantRole, account.email, 'admin'];
  const trouble = commandTrouble(words, await session.runForBackEnd(words, backEnd.database));
  if (trouble !== undefined) expect.need(undefined, trouble);
  return needSignedIn(session, expect, backEnd, account);
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

/** The cookie `refresh_token` of an answer; undefined where none is set. */
export function refreshCookieOf(answer: Exchange): SetCookie | undefined {
  return (answer.headers['set-cookie'] ?? []).map(parseCookie).find((it) => it.name === 'refresh_token');
}

/** Notes the tokens of an answer, so that they are blotted out of reports and looked for in logs. */
export function rememberTokens(session: Session, answer: Exchange): void {
  session.secrets.add(accessTokenOf(answer), refreshCookieOf(answer)?.value);
}

/** The `id` of a user in a body, either at the top or under `user`; undefined where there is none. */
export function userIdOf(answer: Exchange): string | undefined {
  const id = member(answer, 'id') ?? memberOf(member(answer, 'user'), 'id');
  return typeof id === 'string' ? id : undefined;
}

const nobody: SignedIn = { email: '', password: '', token: '', cookie: '', headers: {} };

function parseCookie(text: string): SetCookie {
  const [pair = '', ...rest] = text.split(';').map((it) => it.trim());
  const [name, value] = halves(pair);
  return { pair, name, value, attributes: new Map(rest.map(halves).map(([key, it]) => [key.toLowerCase(), it])) };
}

function halves(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

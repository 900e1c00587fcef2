import { randomBytes } from 'node:crypto';
import { bearer, needSignedIn, type SignedIn } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { eventually } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import type { Exchange } from '#verify/http-exchange.ts';
import { expectProblem } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';

/** Expects a token without a signature, and one whose claims were changed, to be refused. */
export async function expectForgedTokensRefused(expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<void> {
  const [header = '', claims = '', signature = ''] = user.token.split('.');
  if (signature === '') return;
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  expectProblem(expect, await askMe(backEnd, `${unsigned}.${claims}.`), 401, 'a token with the algorithm none');
  const promoted = Buffer.from(claims, 'base64url')
    .toString('utf8')
    .replace(/"user"/, '"admin"')
    .replace(/}$/, ',"forged":true}');
  const forged = `${header}.${Buffer.from(promoted).toString('base64url')}.${signature}`;
  expectProblem(expect, await askMe(backEnd, forged), 401, 'a token whose claims were changed');
}

/** Claims count whole seconds: with one, a token can be over as soon as it is given. */
const TTL_SECONDS = 2;

/** Expects a token that was signed with another secret, and one whose time is over, to be refused. Starts a back end of its own with another secret and tokens that end soon. */
export async function expectOldTokensRefused(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  user: SignedIn,
): Promise<void> {
  const otherSecret = randomBytes(48).toString('base64url');
  session.secrets.add(otherSecret);
  const other = await session.needLaunch(expect, {
    database: backEnd.database,
    variables: { JWT_SECRET: otherSecret, ACCESS_TOKEN_TTL_SECONDS: String(TTL_SECONDS) },
  });
  expectProblem(expect, await askMe(other, user.token), 401, 'a token that was signed with another JWT_SECRET');
  const { token } = await needSignedIn(session, expect, other, user);
  expect.status(await askMe(other, token), 200, 'a token that was just given');
  let last: Exchange | undefined;
  await eventually(
    async () => {
      last = await askMe(other, token);
      return last.status === 401 ? last : undefined;
    },
    session.limits.noticeMs,
    session.signal,
  );
  expectProblem(
    expect,
    expect.need(last, { expected: 'the token is tried', actual: 'it was not' }),
    401,
    `a token after its ${TTL_SECONDS} seconds (ACCESS_TOKEN_TTL_SECONDS=${TTL_SECONDS})`,
  );
  await other.stop();
}

function askMe(backEnd: BackEnd, token: string): Promise<Exchange> {
  return backEnd.send({ method: 'GET', path: '/api/auth/me', headers: bearer(token) });
}

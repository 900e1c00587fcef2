import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { expectProblem } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';

export const headersLimits: Probe = {
  id: 'headers-limits',
  title: 'Security headers, a rate limit and a body limit',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/helmet|x-content-type-options/i, /RATE_LIMIT_MAX/, /BODY_LIMIT_BYTES/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    expectSecurityHeaders(expect, await backEnd.send({ method: 'GET', path: '/health' }));
    expectSecurityHeaders(expect, await backEnd.send({ method: 'GET', path: '/api/auth/me' }));
    await limits(session, expect);
  },
};

/** From the OWASP HTTP Headers Cheat Sheet: what an API in production sends with every answer. */
function expectSecurityHeaders(expect: Expectations, answer: Exchange): void {
  const value = (name: string): string => headerOf(answer, name) ?? '';
  const policy = value('content-security-policy');
  for (const [holds, expected, name] of [
    [value('x-content-type-options').toLowerCase() === 'nosniff', 'X-Content-Type-Options: nosniff', 'x-content-type-options'],
    [policy !== '', 'a Content-Security-Policy', 'content-security-policy'],
    [
      value('x-frame-options') !== '' || /frame-ancestors/.test(policy),
      'X-Frame-Options, or frame-ancestors in the policy',
      'x-frame-options',
    ],
    [value('referrer-policy') !== '', 'a Referrer-Policy', 'referrer-policy'],
    [
      /max-age=[1-9]/.test(value('strict-transport-security')),
      'Strict-Transport-Security in production',
      'strict-transport-security',
    ],
    [value('x-powered-by') === '', 'no X-Powered-By', 'x-powered-by'],
    [!/\d/.test(value('server')), 'no version in Server', 'server'],
  ] as const) {
    expect.that(holds, {
      expected: `every answer has ${expected}`,
      actual: `the header ${name} is ${value(name) || 'missing'}`,
      exchange: answer,
    });
  }
}

const bodyLimit = 1024;
const rateLimit = 20;

async function limits(session: Session, expect: Expectations): Promise<void> {
  const backEnd = await session.needLaunch(expect, {
    variables: { BODY_LIMIT_BYTES: String(bodyLimit), RATE_LIMIT_MAX: String(rateLimit), RATE_LIMIT_WINDOW_MS: '60000' },
  });
  const body = { email: 'person@example.test', password: 'x'.repeat(2 * bodyLimit) };
  const path = session.project.decisions.auth === 'none' ? firstPath(session) : '/api/auth/login';
  expectProblem(
    expect,
    await backEnd.send({ method: 'POST', path, body }),
    413,
    `a body of 2 kB with BODY_LIMIT_BYTES=${bodyLimit}`,
  );
  let limited: Exchange | undefined;
  for (let count = 0; count < 2 * rateLimit && limited === undefined; count += 1) {
    const answer = await backEnd.send({ method: 'GET', path: firstPath(session), headers: { origin: session.allowedOrigin } });
    if (answer.status === 429) limited = answer;
  }
  const answer = expect.need(limited, {
    expected: `with RATE_LIMIT_MAX=${rateLimit} a burst of ${2 * rateLimit} requests to ${firstPath(session)} meets a 429`,
    actual: 'none came',
    log: backEnd.log.tail(5),
  });
  expectProblem(expect, answer, 429, 'a burst of requests');
  const after = headerOf(answer, 'retry-after');
  expect.that(after !== undefined && /^\d+$/.test(after) && Number(after) >= 1 && Number(after) <= 60, {
    expected: 'the 429 says in Retry-After how many seconds to wait, at most the window of 60',
    actual: `Retry-After is ${after ?? 'missing'}`,
    exchange: answer,
  });
  const origin = headerOf(answer, 'access-control-allow-origin');
  expect.that(origin === session.allowedOrigin, {
    expected: 'the 429 has the CORS headers too, or the front end cannot read it',
    actual: `Access-Control-Allow-Origin is ${origin ?? 'missing'}`,
    exchange: answer,
  });
  await backEnd.stop();
}

function firstPath({ project }: Session): string {
  return `/api/${project.resources[0]?.plural ?? 'auth/me'}`;
}

import type { BackEnd } from '#verify/back-end.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { resourcePath, type Session } from '#verify/session.ts';

export const cors: Probe = {
  id: 'cors',
  title: 'Only the configured origins are let in, with credentials',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/\bcors\(/i, /CORS_ORIGINS/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    const [resource] = session.project.resources;
    const path = resource === undefined ? '/api/auth/me' : resourcePath(session, resource, 'list');
    const methods = session.project.decisions.api === 'trpc' ? ['GET', 'POST'] : ['GET', 'POST', 'PATCH', 'DELETE'];
    const own = session.allowedOrigin;
    for (const [asked, what] of [
      ['/health', 'an answer'],
      [path, 'a refused request (the front end could not read why)'],
    ] as const) {
      expectLetIn(expect, await backEnd.send({ method: 'GET', path: asked, headers: { origin: own } }), own, what);
    }
    for (const origin of ['https://evil.example.test', `${own}.evil.example.test`, own.replace('https', 'http'), 'null']) {
      const answer = await backEnd.send({ method: 'GET', path: '/health', headers: { origin } });
      const echoed = headerOf(answer, 'access-control-allow-origin');
      expect.that(echoed !== origin && echoed !== '*', {
        expected: `the origin ${origin}, which is not in CORS_ORIGINS, is not let in`,
        actual: `Access-Control-Allow-Origin is ${echoed ?? 'missing'}`,
        exchange: answer,
      });
    }
    for (const method of methods) await preflight(session, expect, backEnd, path, method, own);
    await foreignPreflight(expect, backEnd, path);
  },
};

function expectLetIn(expect: Expectations, answer: Exchange, origin: string, what: string): void {
  for (const [name, wanted] of [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
  ] as const) {
    const value = headerOf(answer, name);
    expect.that(value === wanted, {
      expected: `${what} to an allowed origin has ${name}: ${wanted}`,
      actual: `it is ${value ?? 'missing'}`,
      exchange: answer,
    });
  }
  expect.that(listOf(answer, 'vary').includes('origin'), {
    expected: `${what} that depends on the origin says so (Vary: Origin), or a cache gives it to others`,
    actual: `Vary is ${headerOf(answer, 'vary') ?? 'missing'}`,
    exchange: answer,
  });
}

async function preflight(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  path: string,
  method: string,
  origin: string,
): Promise<void> {
  const answer = await askPreflight(backEnd, path, method, origin);
  const what = `the preflight of ${method}`;
  if (
    !expect.that(answer.status >= 200 && answer.status < 300, {
      expected: `${what} answers 2xx, without a token`,
      actual: `it answered ${answer.status}`,
      exchange: answer,
    })
  )
    return;
  expectLetIn(expect, answer, origin, what);
  expect.that(listOf(answer, 'access-control-allow-methods').includes(method.toLowerCase()) || method === 'GET', {
    expected: `${what} allows it`,
    actual: `Access-Control-Allow-Methods is ${headerOf(answer, 'access-control-allow-methods') ?? 'missing'}`,
    exchange: answer,
  });
  const allowed = listOf(answer, 'access-control-allow-headers');
  // A cookie goes along without being asked for.
  const needed = session.project.decisions.auth === 'jwt' ? ['authorization', 'content-type'] : ['content-type'];
  expect.that(
    needed.every((name) => allowed.includes(name)),
    {
      expected: `${what} allows ${needed.length > 1 ? 'the headers' : 'the header'} ${needed.join(' and ')}`,
      actual: `Access-Control-Allow-Headers is ${allowed.join(', ') || 'missing'}`,
      exchange: answer,
    },
  );
}

async function foreignPreflight(expect: Expectations, backEnd: BackEnd, path: string): Promise<void> {
  const origin = 'https://evil.example.test';
  const answer = await askPreflight(backEnd, path, 'DELETE', origin);
  const echoed = headerOf(answer, 'access-control-allow-origin');
  expect.that(echoed !== origin && echoed !== '*', {
    expected: 'a preflight from another origin is not let in',
    actual: `Access-Control-Allow-Origin is ${echoed ?? 'missing'}`,
    exchange: answer,
  });
}

function askPreflight(backEnd: BackEnd, path: string, method: string, origin: string): Promise<Exchange> {
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization,content-type',
  };
  return backEnd.send({ method: 'OPTIONS', path, headers });
}

function listOf(answer: Exchange, name: string): readonly string[] {
  return (headerOf(answer, name) ?? '').toLowerCase().split(/\s*,\s*/);
}

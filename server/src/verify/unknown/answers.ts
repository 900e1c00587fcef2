import { type Exchange, headerOf } from '#verify/http-exchange.ts';
import { whereAppIsMade } from './source-patterns.ts';
import type { UnknownProbe } from './unknown-probes.ts';

const STRANGER = 'https://evil.example.test';

export const foreignOrigins: UnknownProbe = {
  id: 'cors',
  title: 'Pages of other origins are not let in with credentials',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [
    /\bcors\(|CORSMiddleware|flask_cors|cors\.New|cors\.Default/i,
    /allow_origins|AllowOrigins|Access-Control-Allow-Origin/i,
  ],
  run: async (_session, expect, server) => {
    const backEnd = await server.running(expect);
    const { health, reads, writes } = server.launch.routes;
    const path = health ?? reads[0] ?? '/';
    const preflight = {
      method: 'OPTIONS',
      path: writes[0]?.path ?? path,
      headers: { origin: STRANGER, 'access-control-request-method': writes[0]?.method ?? 'DELETE' },
    };
    for (const [request, what] of [
      [{ method: 'GET', path, headers: { origin: STRANGER } }, 'an answer'],
      [preflight, 'a preflight'],
    ] as const) {
      const answer = await backEnd.send(request);
      const echoed = headerOf(answer, 'access-control-allow-origin');
      const withCredentials = headerOf(answer, 'access-control-allow-credentials') === 'true';
      expect.that(echoed !== STRANGER, {
        expected: `${what} to ${STRANGER} does not let it in by name`,
        actual: `Access-Control-Allow-Origin is ${STRANGER}`,
        exchange: answer,
      });
      expect.that(!(echoed === '*' && withCredentials), {
        expected: `${what} does not let every origin in with credentials`,
        actual: 'Access-Control-Allow-Origin is *, and Access-Control-Allow-Credentials is true',
        exchange: answer,
      });
    }
  },
};

export const safeHeaders: UnknownProbe = {
  id: 'headers-limits',
  title: 'Answers carry the headers that protect browsers, and do not say what runs here',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/helmet|secure_headers|talisman|unrolled\/secure|x-content-type-options/i, whereAppIsMade],
  run: async (_session, expect, server) => {
    const backEnd = await server.running(expect);
    const { health, reads } = server.launch.routes;
    const answer = await backEnd.send({ method: 'GET', path: health ?? reads[0] ?? '/' });
    for (const [holds, expected, name] of checks(answer)) {
      expect.that(holds, {
        expected: `an answer has ${expected}`,
        actual: `the header ${name} is ${headerOf(answer, name) ?? 'missing'}`,
        exchange: answer,
      });
    }
  },
};

/** From the OWASP HTTP Headers Cheat Sheet; what belongs to the proxy in front (HSTS) is left to it. */
function checks(answer: Exchange): readonly (readonly [boolean, string, string])[] {
  const value = (name: string): string => headerOf(answer, name) ?? '';
  return [
    [value('x-content-type-options').toLowerCase() === 'nosniff', 'X-Content-Type-Options: nosniff', 'x-content-type-options'],
    [
      value('x-frame-options') !== '' || /frame-ancestors/.test(value('content-security-policy')),
      'X-Frame-Options, or frame-ancestors in a Content-Security-Policy',
      'x-frame-options',
    ],
    [value('x-powered-by') === '', 'no X-Powered-By', 'x-powered-by'],
    [!/\d/.test(value('server')) || DEVELOPMENT.test(value('server')), 'no version in Server', 'server'],
  ];
}

/** The servers of Flask and Django for development: nobody runs them in production, so that what they say about themselves is no fault. */
const DEVELOPMENT = /^(Werkzeug|WSGIServer)\//;

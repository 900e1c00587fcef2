import type { Exchange } from '#verify/http-exchange.ts';
import { expectNoLeak } from '#verify/problem-details.ts';
import { whereAppIsMade } from './source-patterns.ts';
import type { UnknownProbe } from './unknown-probes.ts';

export const refusals: UnknownProbe = {
  id: 'validation',
  title: 'Unknown paths and broken bodies are refused, and nothing of the inside is given away',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/errorhandler|error_handler|exception_handler|setErrorHandler|notFound|express\.json\(/i, whereAppIsMade],
  run: async (session, expect, server) => {
    const backEnd = await server.running(expect);
    const { prefix, writes } = server.launch.routes;
    const headers = { accept: 'application/json' };
    const path = `${prefix}/tiebeam-no-such-route-${session.nextNumber()}`;
    const unknown = await backEnd.send({ method: 'GET', path, headers });
    expect.that([401, 403, 404, 405].includes(unknown.status), {
      expected: 'a path that no route serves answers 404',
      actual: `it answered ${unknown.status}`,
      exchange: unknown,
    });
    expectNoLeak(expect, unknown, 'a path that no route serves');
    for (const { method, path: written } of writes.slice(0, mostAsked)) {
      const broken = await backEnd.send({ method, path: written, headers, body: '{"broken": ' });
      session.signal.throwIfAborted();
      expect.that(broken.status >= 400 && broken.status < 500, {
        expected: `${method} ${written} with a body that is no JSON is refused with 4xx`,
        actual: toldBy(broken),
        exchange: broken,
      });
      expectNoLeak(expect, broken, `${method} ${written} with a body that is no JSON`);
    }
    const after = await backEnd.send({ method: 'GET', path, headers });
    expect.that(after.status !== 0, {
      expected: 'the server still answers after that',
      actual: after.text,
      exchange: after,
    });
  },
};

/** A broken body is refused before anything is done with it, so that it may be sent to any route. */
const mostAsked = 12;

function toldBy({ status, text }: Exchange): string {
  return status === 0 ? text : `it answered ${status}`;
}

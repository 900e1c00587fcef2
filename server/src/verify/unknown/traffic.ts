import { headerOf } from '#verify/http-exchange.ts';
import { whereAppIsMade, whereServerListens } from './source-patterns.ts';
import type { UnknownProbe } from './unknown-probes.ts';

export const answers: UnknownProbe = {
  id: 'health',
  title: 'It starts and answers',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [whereServerListens],
  run: async (session, expect, server) => {
    const backEnd = await server.running(expect);
    const { health, reads } = server.launch.routes;
    if (health !== undefined) {
      const answer = await backEnd.send({ method: 'GET', path: health });
      expect.that(answer.status >= 200 && answer.status < 300, {
        expected: `GET ${health} answers 2xx`,
        actual: `it answered ${answer.status}`,
        exchange: answer,
      });
    }
    for (const path of reads.filter((it) => it !== health).slice(0, mostAsked)) {
      const answer = await backEnd.send({ method: 'GET', path });
      session.signal.throwIfAborted();
      // What needs a sign-in or a parameter may say so; what breaks says 500.
      expect.that(answer.status > 0 && answer.status < 500, {
        expected: `GET ${path}, a route of the code, answers without an error of the server`,
        actual: answer.status === 0 ? answer.text : `it answered ${answer.status}`,
        exchange: answer,
      });
    }
    if (health !== undefined || reads.length > 0) return;
    const answer = await backEnd.send({ method: 'GET', path: '/' });
    expect.that(answer.status > 0 && answer.status < 500, {
      expected: 'GET / answers without an error of the server',
      actual: answer.status === 0 ? answer.text : `it answered ${answer.status}`,
      exchange: answer,
    });
  },
};

/** Enough to see that it works, and not a load test. */
const mostAsked = 12;

const ID_HEADERS = ['x-request-id', 'x-correlation-id', 'request-id', 'x-trace-id', 'traceparent'];

export const idsInAnswers: UnknownProbe = {
  id: 'request-id',
  title: 'Each answer has a request id',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/request-?id|correlation-?id/i, whereAppIsMade],
  run: async (_session, expect, server) => {
    const backEnd = await server.running(expect);
    const { health, reads } = server.launch.routes;
    const path = health ?? reads[0] ?? '/';
    const made = await Promise.all([1, 2].map(() => backEnd.send({ method: 'GET', path, requestId: false })));
    const [one, other] = made.map((answer) => ID_HEADERS.map((it) => headerOf(answer, it)).find((it) => it !== undefined));
    const [exchange] = made;
    const isThere = expect.that(one !== undefined, {
      expected: `an answer has a request id in one of the headers ${ID_HEADERS.join(', ')}`,
      actual: 'none of them is there',
      exchange,
    });
    if (isThere)
      expect.that(one !== other, { expected: 'each request gets an id of its own', actual: `two got ${String(one)}`, exchange });
  },
};

export const keepsSecrets: UnknownProbe = {
  id: 'logs',
  title: 'It prints none of the secrets that it was given',
  needs: 'built',
  exemption: ({ variables }) =>
    Object.values(variables).some((it) => /\{secret\}|\{database(Password)?\}/.test(it)) ? undefined : 'it was given no secret',
  run: async (session, expect, server) => {
    const backEnd = await server.running(expect);
    const lines = backEnd.log.lines().filter((it) => session.secrets.foundIn(it.text) !== undefined);
    expect.that(lines.length === 0, {
      expected: 'no line of its output holds a secret',
      actual: `${lines.length} of them do`,
      log: lines
        .slice(0, 3)
        .map((it) => it.text.slice(0, 500))
        .join('\n'),
    });
  },
};

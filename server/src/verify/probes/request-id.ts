import type { BackEnd } from '#verify/back-end.ts';
import { eventually } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, member } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import type { Session } from '#verify/session.ts';

export const requestId: Probe = {
  id: 'request-id',
  title: 'Each request has an id, in the answer and in the log',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/x-request-id/i],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    const given = `given-${session.nextNumber()}.Check_1`;
    const answer = await backEnd.send({ method: 'GET', path: '/api/no-such-thing', requestId: given });
    expectEcho(expect, answer, given);
    expect.that(member(answer, 'request_id') === given, {
      expected: 'an error body has the given id as "request_id"',
      actual: `it is ${String(member(answer, 'request_id'))}`,
      exchange: answer,
    });
    await expectLogged(session, expect, backEnd, given, 'the given id');
    const longest = `${session.nextNumber()}-`.padEnd(128, 'a');
    expectEcho(expect, await backEnd.send({ method: 'GET', path: '/health', requestId: longest }), longest);
    await madeIds(session, expect, backEnd);
  },
};

async function madeIds(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  const made: string[] = [];
  for (const [requestId, what] of [
    [false, 'a request without an id'],
    [false, 'another request without an id'],
    ['"a" "b"', 'a request with a malformed id (it could forge log lines)'],
    ['x'.repeat(129), 'a request with an id of 129 characters'],
  ] as const) {
    const answer = await backEnd.send({ method: 'GET', path: '/api/auth/me', requestId });
    const id = headerOf(answer, 'x-request-id');
    const isMade = expect.that(id !== undefined && id !== requestId && /^[\w.-]{1,128}$/.test(id) && !made.includes(id), {
      expected: `${what} gets a new id in X-Request-Id`,
      actual: `X-Request-Id is ${id ?? 'missing'}`,
      exchange: answer,
    });
    if (isMade && id !== undefined) made.push(id);
  }
  const [id] = made;
  if (id !== undefined) await expectLogged(session, expect, backEnd, id, 'an id that the server made');
}

function expectEcho(expect: Expectations, answer: Exchange, id: string): void {
  const echoed = headerOf(answer, 'x-request-id');
  expect.that(echoed === id, {
    expected: `X-Request-Id: ${id} is echoed`,
    actual: `it is ${echoed ?? 'missing'}`,
    exchange: answer,
  });
}

/** The line is written by another process, after the answer was sent: it is waited for. */
async function expectLogged(session: Session, expect: Expectations, backEnd: BackEnd, id: string, what: string): Promise<void> {
  const line = await eventually(
    () => backEnd.log.lines().find((it) => it.record?.requestId === id),
    session.limits.noticeMs,
    session.signal,
  );
  expect.that(line !== undefined, {
    expected: `${what} stands as "requestId" in a log line of the request`,
    actual: 'no line has it',
    log: backEnd.log.tail(5),
  });
}

import { isSomebody, login, needUser, register } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { eventually } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import type { LogLine } from '#verify/log-book.ts';
import type { Probe } from '#verify/probe.ts';
import type { Session } from '#verify/session.ts';
import { subscribe } from '#verify/subscription.ts';

export const logs: Probe = {
  id: 'logs',
  title: 'Every log line is JSON with level, time and message, and none holds a secret',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/\bpino\(|structlog|slog\./, /redact/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    const last = await traffic(session, expect, backEnd);
    await eventually(
      () => backEnd.log.lines().find((it) => it.record?.requestId === last),
      session.limits.noticeMs,
      session.signal,
    );
    const lines = backEnd.log.lines();
    expect.that(
      lines.some((it) => it.stream === 'stdout'),
      { expected: 'requests are logged on standard output', actual: 'nothing was printed there' },
    );
    report(expect, lines.filter(isFree), 'every line is one JSON object');
    for (const [name, isRight] of members) {
      report(
        expect,
        lines.filter((it) => it.record !== undefined && !isRight(it.record)),
        `every line has ${name}`,
      );
    }
    const withId = lines.some((it) => it.record?.requestId === last);
    expect.that(withId, {
      expected: 'the lines of a request have its "requestId"',
      actual: 'none has',
      log: backEnd.log.tail(5),
    });
    report(
      expect,
      lines.filter((it) => session.secrets.foundIn(it.text) !== undefined),
      'no line holds a password, a token, a refresh cookie or a secret',
    );
  },
};

/** Requests that carry every kind of secret, good and bad. Gives the id of the last one. */
async function traffic(session: Session, expect: Expectations, backEnd: BackEnd): Promise<string> {
  const user = await needUser(session, expect, backEnd);
  if (isSomebody(user)) {
    const headers = { ...user.headers, cookie: user.cookie };
    await register(backEnd, user);
    await login(session, backEnd, { ...user, password: `${user.password}-wrong` });
    await backEnd.send({
      method: 'POST',
      path: '/api/auth/login',
      body: `{"email":"${user.email}","password":"${user.password}"`,
    });
    await backEnd.send({ method: 'GET', path: '/api/auth/me', headers });
    if (session.project.decisions.realtime !== 'none') (await subscribe(session, backEnd, user)).close();
    await backEnd.send({ method: 'POST', path: '/api/auth/logout', headers });
  }
  const last = `logs-${session.nextNumber()}`;
  await backEnd.send({ method: 'GET', path: '/api/no-such-thing', headers: user.headers, requestId: last });
  return last;
}

const members: readonly (readonly [name: string, isRight: (record: NonNullable<LogLine['record']>) => boolean])[] = [
  ['"level"', ({ level }) => typeof level === 'string' || typeof level === 'number'],
  ['"time"', ({ time }) => typeof time === 'string' || typeof time === 'number'],
  ['"msg"', ({ msg }) => typeof msg === 'string'],
];

/** Node writes its own warnings as plain text to standard error, and no logger can stop it. */
function isFree({ stream, text, record }: LogLine): boolean {
  const isRuntimeWarning = stream === 'stderr' && /^\(node:\d+\) |^\(Use `node /.test(text);
  return record === undefined && !isRuntimeWarning;
}

function report(expect: Expectations, wrong: readonly LogLine[], expected: string): void {
  const actual = wrong.length === 1 ? 'it does not hold for one line' : `it does not hold for ${wrong.length} lines`;
  const log = wrong.slice(0, 3).map((it) => (it.text.length > 500 ? `${it.text.slice(0, 500)}…` : it.text));
  expect.that(wrong.length === 0, { expected, actual, log: log.join('\n') });
}

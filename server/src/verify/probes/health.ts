import { needUser } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { eventually } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, headerOf, member, memberOf } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { leakIn } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';

export const health: Probe = {
  id: 'health',
  title: '/health and /ready tell the truth, with the database up and down',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/['"`/]ready\b/, /['"`/]health\b/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    expectHealthy(expect, await backEnd.send({ method: 'GET', path: '/health' }), '/health');
    const ready = await backEnd.send({ method: 'GET', path: '/ready' });
    expect.status(ready, 200, '/ready while the database is up');
    expectShape(expect, ready, 'ready', 'up');
    await withoutDatabase(session, expect);
  },
};

async function withoutDatabase(session: Session, expect: Expectations): Promise<void> {
  const backEnd = await session.needLaunch(expect);
  const user = await needUser(session, expect, backEnd);
  await backEnd.database.ruin();
  let last: Exchange | undefined;
  await eventually(
    async () => {
      last = await backEnd.send({ method: 'GET', path: '/ready' });
      return last.status === 503 ? last : undefined;
    },
    session.limits.noticeMs,
    session.signal,
  );
  const ready = expect.need(last, { expected: '/ready is asked', actual: 'it was not' });
  if (expect.status(ready, 503, `/ready with ${backEnd.database.ruinedBy}`)) expectShape(expect, ready, undefined, 'down');
  expectHealthy(expect, await backEnd.send({ method: 'GET', path: '/health' }), '/health with the database down');
  await expectDiscretion(session, expect, backEnd, user.headers);
  await expectRecovery(session, expect, backEnd, user.headers);
  await backEnd.stop();
}

/** A failing query is the one way to see from outside what an unexpected error tells a client. */
async function expectDiscretion(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const [resource] = session.project.resources;
  if (resource === undefined) return;
  const answer = await backEnd.send({ method: 'GET', path: `/api/${resource.plural}`, headers });
  const what = 'a list with the database down';
  expect.that(answer.status === 500 || answer.status === 503, {
    expected: `${what} answers 500 or 503`,
    actual: `it answered ${answer.status}`,
    exchange: answer,
  });
  const type = headerOf(answer, 'content-type') ?? 'none';
  expect.that(/^application\/problem\+json\b/.test(type), {
    expected: `${what} has a problem body`,
    actual: `the content type is ${type}`,
    exchange: answer,
  });
  const leak = leakIn(answer.text);
  expect.that(leak === undefined, {
    expected: `${what} gives away nothing of the inside`,
    actual: leak ?? '',
    exchange: answer,
  });
}

/** A database server that was restarted: nobody restarts every back end for that. */
async function expectRecovery(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { restore } = backEnd.database;
  if (restore === undefined) return;
  await restore();
  let last: Exchange | undefined;
  await eventually(
    async () => {
      last = await backEnd.send({ method: 'GET', path: '/ready' });
      return last.status === 200 ? last : undefined;
    },
    session.limits.noticeMs,
    session.signal,
  );
  const ready = expect.need(last, { expected: '/ready is asked', actual: 'it was not' });
  if (expect.status(ready, 200, '/ready when the database is back')) expectShape(expect, ready, 'ready', 'up');
  const [resource] = session.project.resources;
  if (resource === undefined) return;
  const list = await backEnd.send({ method: 'GET', path: `/api/${resource.plural}`, headers });
  expect.status(list, 200, 'a list when the database is back');
}

function expectHealthy(expect: Expectations, answer: Exchange, what: string): void {
  if (!expect.status(answer, 200, what)) return;
  expect.that(member(answer, 'status') === 'ok', {
    expected: `${what} answers {"status":"ok"}`,
    actual: `the body is ${answer.text.slice(0, 200)}`,
    exchange: answer,
  });
}

function expectShape(expect: Expectations, answer: Exchange, status: string | undefined, database: string): void {
  const told = member(answer, 'status');
  const isRight = typeof told === 'string' && (status === undefined ? told !== 'ready' : told === status);
  expect.that(isRight && memberOf(member(answer, 'checks'), 'database') === database, {
    expected: `/ready answers {"status":"${status ?? 'not ready, in any words'}","checks":{"database":"${database}"}}`,
    actual: `the body is ${answer.text.slice(0, 200)}`,
    exchange: answer,
  });
}

import { isSomebody, needSignedIn, needUser } from '#verify/accounts.ts';
import type { Expectations } from '#verify/expectations.ts';
import { type Exchange, member } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { validBody } from '#verify/sample-body.ts';
import { commandTrouble, missingKey, type Session } from '#verify/session.ts';

export const persistence: Probe = {
  id: 'persistence',
  title: 'Data outlives a restart, and migrations go up, down and up',
  needs: 'built',
  exemption: ({ resources }) => (resources.length === 0 ? 'tiebeam.json names no resource' : undefined),
  sourcePatterns: [/DATABASE_URL/],
  run: async (session, expect) => {
    await restart(session, expect);
    await migrations(session, expect);
  },
};

async function restart(session: Session, expect: Expectations): Promise<void> {
  const first = await session.needLaunch(expect);
  const user = await needUser(session, expect, first);
  const made: { path: string; created: Exchange }[] = [];
  for (const resource of session.project.resources) {
    const path = `/api/${resource.plural}`;
    const created = await first.send({
      method: 'POST',
      path,
      headers: user.headers,
      body: validBody(resource, session.nextNumber()),
    });
    expect.needStatus(created, 201, `creating a "${resource.name}"`);
    made.push({ path: `${path}/${String(member(created, 'id'))}`, created });
  }
  await first.stop();
  await runMigration(session, expect, 'migrateUp', first.database, 'a second time');
  const second = await session.needLaunch(expect, { database: first.database });
  if (session.project.decisions.auth === 'session') {
    const me = await second.send({ method: 'GET', path: '/api/auth/me', headers: user.headers });
    expect.status(me, 200, 'a request with the session from before a restart');
  }
  const { headers } = isSomebody(user)
    ? await needSignedIn(session, expect, second, user, 'signing in as before a restart')
    : user;
  for (const { path, created } of made) {
    const read = await second.send({ method: 'GET', path, headers });
    if (!expect.status(read, 200, 'reading what was created before a restart and a second migrateUp')) continue;
    expect.that(read.text === created.text, {
      expected: `it is the same as before: ${created.text.slice(0, 200)}`,
      actual: `it is ${read.text.slice(0, 200)}`,
      exchange: read,
    });
  }
  await second.stop();
}

async function migrations(session: Session, expect: Expectations): Promise<void> {
  const database = await session.newDatabase();
  await runMigration(session, expect, 'migrateUp', database, 'on a new database');
  const up = await database.fingerprint();
  await runMigration(session, expect, 'migrateDown', database, 'after migrateUp');
  expect.that((await database.fingerprint()) !== up, {
    expected: 'run.backend.migrateDown takes the last migration back',
    actual: 'the database is the same before and after',
  });
  await runMigration(session, expect, 'migrateUp', database, 'after migrateDown');
  const backEnd = await session.needLaunch(expect, { database });
  const user = await needUser(session, expect, backEnd);
  for (const resource of session.project.resources) {
    const answer = await backEnd.send({
      method: 'POST',
      path: `/api/${resource.plural}`,
      headers: user.headers,
      body: validBody(resource, session.nextNumber()),
    });
    expect.status(answer, 201, `creating a "${resource.name}" after up, down, up`);
  }
  await backEnd.stop();
}

async function runMigration(
  session: Session,
  expect: Expectations,
  key: 'migrateUp' | 'migrateDown',
  database: Parameters<Session['runForBackEnd']>[1],
  when: string,
): Promise<void> {
  const meaning = key === 'migrateUp' ? 'how the database is brought up to date' : 'how the last migration is taken back';
  const words = expect.need(session.project.backEnd?.[key], missingKey(key, meaning));
  const trouble = commandTrouble(words, await session.runForBackEnd(words, database));
  session.signal.throwIfAborted();
  expect.need(
    trouble === undefined ? true : undefined,
    trouble === undefined ? done : { ...trouble, expected: `\`${words.join(' ')}\` succeeds ${when}` },
  );
}

const done = { expected: 'the migration succeeds', actual: '' };

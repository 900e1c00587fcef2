import type { Resource } from '#decisions/resource.ts';
import { needAdmin, needUser, type SignedIn, strangers } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { type EventStream, openEventStream, type ServerEvent } from '#verify/event-stream.ts';
import { eventually, within } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import { member } from '#verify/http-exchange.ts';
import type { Probe } from '#verify/probe.ts';
import { validBody } from '#verify/sample-body.ts';
import type { Session } from '#verify/session.ts';
import { channelPath, eventsPath, openStatus, type Subscription, subscribe } from '#verify/subscription.ts';
import { expectPollingContract } from './polling.ts';
import { expectSocketContract, openEndless } from './socket.ts';

export const realtime: Probe = {
  id: 'realtime',
  title: 'What one client writes reaches another within a second',
  needs: 'built',
  exemption: ({ decisions, resources }) => {
    if (decisions.realtime === 'none') return 'the project was decided to have no real-time channel';
    return resources.length === 0 ? 'tiebeam.json names no resource' : undefined;
  },
  sourcePatterns: [/text\/event-stream/, /api\/changes/, /api\/socket|events\.v1/],
  run: async (session, expect) => {
    const backEnd = await session.shared(expect);
    const { realtime: channel } = session.project.decisions;
    const writer = await needAdmin(session, expect, backEnd);
    const reader = await needUser(session, expect, backEnd);
    const path = channelPath(session);
    await refused(session, expect, backEnd);
    const endless = channel === 'websocket' ? await openEndless(session, backEnd, reader) : undefined;
    const quiet = channel === 'sse' ? await openEventStream(backEnd.origin, path, reader.headers, session.signal) : undefined;
    const stream = await subscribe(session, backEnd, reader);
    expect.need(stream.status === openStatus(session) ? stream : undefined, {
      expected: `GET ${path} of somebody who is signed in answers ${openStatus(session)}`,
      actual: `it answered ${stream.status}`,
      log: backEnd.log.tail(6),
    });
    for (const resource of session.project.resources) await follow(session, expect, backEnd, stream, writer, resource);
    await replay(session, expect, backEnd, stream, writer, reader);
    await endsWithSession(session, expect, backEnd);
    if (channel === 'polling') await expectPollingContract(session, expect, backEnd, writer);
    if (endless !== undefined) await expectSocketContract(session, expect, backEnd, reader, endless);
    if (quiet !== undefined) await pings(session, expect, quiet);
  },
};

async function refused(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  if (session.project.decisions.auth === 'none') return;
  for (const { headers, token, how } of strangers(session)) {
    const stream = await subscribe(session, backEnd, { headers, token });
    stream.close();
    expect.that(stream.status === 401, {
      expected: `GET ${channelPath(session)} ${how} answers 401`,
      actual: `it answered ${stream.status}`,
      log: backEnd.log.tail(6),
    });
  }
}

/** Create, change and delete of one client, as another sees them. */
async function follow(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  stream: Subscription,
  writer: SignedIn,
  resource: Resource,
): Promise<void> {
  const { headers } = writer;
  const collection = `/api/${resource.plural}`;
  const created = await backEnd.send({
    method: 'POST',
    path: collection,
    headers,
    body: validBody(resource, session.nextNumber()),
  });
  expect.needStatus(created, 201, `creating a "${resource.name}"`);
  const id = String(member(created, 'id'));
  const [field] = resource.fields;
  const sent = await expectEvent(session, expect, backEnd, stream, `${resource.name}.created`, id);
  if (sent !== undefined && field !== undefined) {
    const told = JSON.stringify(member({ json: parsed(sent.data) }, field.name));
    const held = JSON.stringify(member(created, field.name));
    expect.that(told === held, {
      expected: `the data of ${resource.name}.created is what was created, with "${field.name}": ${held}`,
      actual: `it is ${sent.data.slice(0, 200)}`,
    });
  }
  const path = `${collection}/${id}`;
  const change = field === undefined ? {} : { [field.name]: validBody(resource, session.nextNumber())[field.name] };
  expect.status(await backEnd.send({ method: 'PATCH', path, headers, body: change }), 200, `an update of a "${resource.name}"`);
  await expectEvent(session, expect, backEnd, stream, `${resource.name}.updated`, id);
  expect.status(await backEnd.send({ method: 'DELETE', path, headers }), 204, `a deletion of a "${resource.name}"`);
  await expectEvent(session, expect, backEnd, stream, `${resource.name}.deleted`, id);
}

async function expectEvent(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  stream: Subscription,
  name: string,
  id: string,
): Promise<ServerEvent | undefined> {
  const { eventMs } = session.limits;
  const event = await stream.wait((it) => it.name === name && idIn(it) === id, eventMs);
  const came = stream.events().map((it) => it.name);
  expect.that(event !== undefined, {
    expected: `the event ${name} with "id" in its data comes within ${eventMs} ms`,
    actual: came.length === 0 ? 'no event came' : `these came: ${came.slice(-5).join(', ')}`,
    log: backEnd.log.tail(6),
  });
  if (event === undefined) return undefined;
  expect.that(event.id !== undefined && event.id !== '', {
    expected: `the event ${name} has an id, for going on after a broken connection`,
    actual: 'it has none',
  });
  return event;
}

/** A client that was away gets what it missed, and nothing twice. */
async function replay(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  stream: Subscription,
  writer: SignedIn,
  reader: SignedIn,
): Promise<void> {
  const [resource] = session.project.resources;
  const last = stream.events().findLast((it) => it.id !== undefined);
  stream.close();
  if (resource === undefined || last?.id === undefined) return;
  const missed: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const answer = await backEnd.send({
      method: 'POST',
      path: `/api/${resource.plural}`,
      headers: writer.headers,
      body: validBody(resource, session.nextNumber()),
    });
    missed.push(String(member(expect.needStatus(answer, 201, `creating a "${resource.name}"`), 'id')));
  }
  const again = await subscribe(session, backEnd, reader, last.id);
  await again.wait((it) => idIn(it) === missed.at(-1), session.limits.eventMs);
  const seen = again.events().map(idIn);
  const names = again
    .events()
    .map((it) => it.name)
    .join(', ');
  again.close();
  expect.that(seen.join() === missed.join(), {
    expected: `reconnecting after the event ${last.id} gives the 2 events since then, each once and in order`,
    actual: seen.length === 0 ? 'it gave none' : `it gave ${names}${seen.length === missed.length ? ', of other resources' : ''}`,
    log: backEnd.log.tail(6),
  });
}

/** Signing out ends what the session has opened, at the latest when the next ping is due. */
async function endsWithSession(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  if (session.project.decisions.auth !== 'session') return;
  const leaver = await needUser(session, expect, backEnd);
  const stream = await subscribe(session, backEnd, leaver);
  await backEnd.send({ method: 'POST', path: '/api/auth/logout', headers: leaver.headers });
  const { pingMs } = session.limits;
  const hasEnded = await within(
    stream.ended.then(() => true),
    pingMs + graceMs,
  );
  stream.close();
  expect.that(hasEnded === true, {
    expected: `a ${channelPath(session)} of somebody ends with the session, within ${pingMs / 1000} s`,
    actual: 'it stayed open after signing out',
    log: backEnd.log.tail(6),
  });
}

/** For a timer of another process that runs at the very limit. */
const graceMs = 500;

/** A greeting at the start is no ping: it does not keep a quiet connection open. */
const greetingMs = 50;

async function pings(session: Session, expect: Expectations, quiet: EventStream): Promise<void> {
  expect.that(/^text\/event-stream\b/.test(quiet.contentType), {
    expected: `GET ${eventsPath} has the content type text/event-stream`,
    actual: `it is ${quiet.contentType || 'missing'}`,
  });
  const { pingMs } = session.limits;
  const ping = await eventually(() => quiet.comments().find((it) => it.atMs > greetingMs), pingMs + greetingMs, session.signal);
  quiet.close();
  expect.that(ping !== undefined, {
    expected: `a comment keeps a quiet stream alive at least every ${pingMs / 1000} s`,
    actual: 'none came',
  });
}

function idIn(event: ServerEvent): string {
  return String(member({ json: parsed(event.data) }, 'id'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

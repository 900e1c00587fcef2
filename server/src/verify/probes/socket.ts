import { needSignedIn, type SignedIn } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { eventually, within } from '#verify/eventually.ts';
import { type Expectations, either } from '#verify/expectations.ts';
import { memberOf } from '#verify/http-exchange.ts';
import { leakIn } from '#verify/problem-details.ts';
import type { Session } from '#verify/session.ts';
import { openSocket, type SocketClient } from '#verify/socket-client.ts';
import { socketOptions, socketPath, socketProtocol } from '#verify/subscription.ts';

/** Sockets that stay open while the other promises are looked at: one that answers pings and one that has gone without a word. */
export interface EndlessSockets {
  readonly quiet: SocketClient;
  readonly silent: SocketClient;
  /** When they were opened, by `performance.now`. */
  readonly since: number;
}

export async function openEndless(session: Session, backEnd: BackEnd, reader: SignedIn): Promise<EndlessSockets> {
  const open = (answersPings: boolean): Promise<SocketClient> =>
    openSocket(backEnd.origin, socketPath, socketOptions(session, reader, { answersPings }));
  return { quiet: await open(true), silent: await open(false), since: performance.now() };
}

/** Expects the handshake, the messages and the end of a connection to be as RFC 6455 and the contract have them. */
export async function expectSocketContract(
  session: Session,
  expect: Expectations,
  backEnd: BackEnd,
  reader: SignedIn,
  endless: EndlessSockets,
): Promise<void> {
  await handshakes(session, expect, backEnd, reader);
  await otherRun(session, expect, backEnd, reader);
  await messages(session, expect, backEnd, reader);
  if (reader.token !== '') await expiry(session, expect, backEnd, reader);
  await heartbeat(session, expect, endless);
}

async function handshakes(session: Session, expect: Expectations, backEnd: BackEnd, reader: SignedIn): Promise<void> {
  const nobody = await openSocket(backEnd.origin, socketPath, socketOptions(session, { token: '', headers: {} }));
  const problem = parsed(nobody.refusal);
  expect.that(nobody.status === 401 && memberOf(problem, 'status') === 401 && leakIn(nobody.refusal) === undefined, {
    expected: 'a handshake of nobody is answered 401 with a problem body, and not upgraded',
    actual: `it was answered ${nobody.status} ${nobody.refusal.slice(0, 200)}`,
  });
  nobody.close();
  for (const [origin, status, what] of [
    ['https://evil.example.test', 403, 'from another site'],
    [`${session.allowedOrigin}.evil.example.test`, 403, 'from a site with a like name'],
    ['null', 403, 'with the origin null'],
    [session.allowedOrigin, 101, 'from an allowed origin'],
    [backEnd.origin, 101, "from the server's own origin"],
    [undefined, 101, 'of a program that sends no Origin'],
  ] as const) {
    const headers = origin === undefined ? {} : { origin };
    const socket = await openSocket(backEnd.origin, socketPath, socketOptions(session, reader, { headers }));
    expect.that(socket.status === status, {
      expected: `a handshake ${what} is answered ${status}`,
      actual: `it was answered ${socket.status}`,
      log: backEnd.log.tail(4),
    });
    if (socket.status === 101) {
      expect.that(socket.protocol === socketProtocol, {
        expected: `the server chooses the subprotocol ${socketProtocol}, never the one with the token`,
        actual: `it chose ${socket.protocol === '' ? 'none' : socket.protocol}`,
      });
    }
    socket.close();
  }
}

async function otherRun(session: Session, expect: Expectations, backEnd: BackEnd, reader: SignedIn): Promise<void> {
  const path = `${socketPath}?lastEventId=former-run.12`;
  const socket = await openSocket(backEnd.origin, path, socketOptions(session, reader));
  const reset = await socket.wait((it) => memberOf(it, 'event') === 'reset', session.limits.eventMs);
  socket.close();
  expect.that(reset !== undefined, {
    expected: 'who goes on from an event of another run is told {"event":"reset"}',
    actual: `these messages came: ${JSON.stringify(socket.messages()).slice(0, 200)}`,
    log: backEnd.log.tail(4),
  });
}

const mostBytes = 64 * 1024;

async function messages(session: Session, expect: Expectations, backEnd: BackEnd, reader: SignedIn): Promise<void> {
  const { noticeMs } = session.limits;
  const open = (): Promise<SocketClient> => openSocket(backEnd.origin, socketPath, socketOptions(session, reader));
  const talker = await open();
  for (const [sent, type] of [
    [{ type: 'ping' }, 'pong'],
    [{ type: 'sing' }, 'error'],
    [[1, 2], 'error'],
  ] as const) {
    talker.send(JSON.stringify(sent));
    const answer = await talker.wait((it) => memberOf(it, 'type') === type, noticeMs);
    expect.that(answer !== undefined, {
      expected: `the message ${JSON.stringify(sent)} is answered {"type":"${type}"…}`,
      actual: `these messages came: ${JSON.stringify(talker.messages()).slice(0, 200)}`,
      log: backEnd.log.tail(4),
    });
  }
  talker.close();
  for (const [data, isText, codes, what] of [
    ['{"type":', false, [1003], 'text that is no JSON'],
    [Buffer.from('{"type":"ping"}'), false, [1003], 'a binary message, whatever is in it,'],
    [new Uint8Array([0xff, 0xfe, 0x41]), true, [1007], 'text that is no UTF-8'],
    [`"${'x'.repeat(mostBytes)}"`, false, [1009], 'a message of more than 64 KiB'],
  ] as const) {
    const socket = await open();
    socket.send(data, isText);
    const code = await within(socket.ended, noticeMs);
    socket.close();
    expect.that(code !== undefined && codes.some((it) => it === code), {
      expected: `${what} closes the connection with the code ${either(codes)}`,
      actual: code === undefined ? 'it stayed open' : `the code was ${code}`,
      log: backEnd.log.tail(4),
    });
  }
}

const shortTtlSeconds = 2;

/** A socket is no way around the end of a token. */
async function expiry(session: Session, expect: Expectations, backEnd: BackEnd, reader: SignedIn): Promise<void> {
  const other = await session.needLaunch(expect, {
    database: backEnd.database,
    variables: { ACCESS_TOKEN_TTL_SECONDS: String(shortTtlSeconds) },
  });
  const user = await needSignedIn(session, expect, other, reader);
  const socket = await openSocket(other.origin, socketPath, socketOptions(session, user));
  const code = await within(socket.ended, shortTtlSeconds * 1000 + session.limits.noticeMs);
  socket.close();
  await other.stop();
  expect.that(socket.status === 101 && code === 4401, {
    expected: `a connection closes with the code 4401 when its access token expires (ACCESS_TOKEN_TTL_SECONDS=${shortTtlSeconds})`,
    actual:
      socket.status === 101
        ? code === undefined
          ? 'it stayed open'
          : `the code was ${code}`
        : `the handshake was answered ${socket.status}`,
    log: other.log.tail(4),
  });
}

/** For timers of another process that run at the very limit. */
const graceMs = 1000;

async function heartbeat(session: Session, expect: Expectations, { quiet, silent, since }: EndlessSockets): Promise<void> {
  const { pingMs } = session.limits;
  const left = (limit: number): number => Math.max(0, limit + graceMs - (performance.now() - since));
  const ping = await eventually(() => (quiet.pings() > 0 ? true : undefined), left(pingMs), session.signal);
  expect.that(ping === true, {
    expected: `a ping keeps a quiet connection alive at least every ${pingMs / 1000} s`,
    actual: 'none came',
  });
  const code = await within(silent.ended, left(2 * pingMs));
  expect.that(code !== undefined, {
    expected: 'a client that answers no ping is dropped by the next one',
    actual: `it was still connected after ${Math.round((performance.now() - since) / 1000)} s`,
  });
  const stays = await within(quiet.ended, 0);
  expect.that(stays === undefined, {
    expected: 'a client that answers pings stays connected',
    actual: `it was closed with the code ${stays}`,
  });
  quiet.close();
  silent.close();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { Agent, request as startRequest } from 'node:http';
import { connect } from 'node:net';
import { loopback } from '#host/free-port.ts';
import { endTrouble } from '#host/run-process.ts';
import { needUser, type SignedIn } from '#verify/accounts.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { eventually, within } from '#verify/eventually.ts';
import type { Expectations } from '#verify/expectations.ts';
import type { Probe } from '#verify/probe.ts';
import { validBody } from '#verify/sample-body.ts';
import { resourcePath, type Session } from '#verify/session.ts';
import { type SlowRequest, startSlowRequest } from '#verify/slow-request.ts';
import { subscribe } from '#verify/subscription.ts';

export const shutdown: Probe = {
  id: 'shutdown',
  title: 'SIGTERM: what is under way is finished, nothing new is taken, the exit is clean',
  needs: 'built',
  exemption: ({ resources }) => {
    if (process.platform === 'win32') return 'Windows has no SIGTERM';
    return resources.length === 0 ? 'tiebeam.json names no resource' : undefined;
  },
  sourcePatterns: [/SIGTERM/],
  run: async (session, expect) => {
    const backEnd = await session.needLaunch(expect);
    const user = await needUser(session, expect, backEnd);
    const stream = await subscribe(session, backEnd, user);
    const idle = await idleConnection(backEnd);
    const slow = await needSlowRequest(session, expect, backEnd, user);
    const start = performance.now();
    backEnd.process.signal('SIGTERM');
    await expectClosedDoor(session, expect, backEnd);
    const status = await within(slow.finish(), session.limits.shutdownMs);
    const told = status === undefined || status === 0 ? 'it got no answer' : `it answered ${status}`;
    const wanted = session.project.decisions.api === 'trpc' ? 200 : 201;
    expect.that(status === wanted, {
      expected: `a create that was under way when SIGTERM came answers ${wanted}`,
      actual: told,
      log: backEnd.log.tail(8),
    });
    await expectCleanExit(session, expect, backEnd, start);
    if (session.project.decisions.realtime === 'websocket') {
      const code = await within(stream.ended, session.limits.closeMs);
      expect.that(code === 1001, {
        expected: 'open sockets are closed with the code 1001 (going away)',
        actual: code === undefined ? 'the socket was not closed' : `the code was ${String(code)}`,
      });
    }
    stream.close();
    idle.destroy();
    slow.cancel();
    await backEnd.stop();
  },
};

async function needSlowRequest(session: Session, expect: Expectations, backEnd: BackEnd, user: SignedIn): Promise<SlowRequest> {
  const [resource] = session.project.resources;
  if (resource === undefined) throw new Error('the probe ran without a resource');
  const body = validBody(resource, session.nextNumber());
  const slow = startSlowRequest(
    backEnd.origin,
    resourcePath(session, resource, 'create'),
    user.headers,
    body,
    session.limits.noticeMs,
  );
  expect.need((await slow.isInHand) || undefined, {
    expected: 'a create with Expect: 100-continue is told to go on',
    actual: 'the server did not answer 100 Continue',
    log: backEnd.log.tail(8),
  });
  return slow;
}

/** A new connection is refused, or closed without an answer. */
async function expectClosedDoor(session: Session, expect: Expectations, backEnd: BackEnd): Promise<void> {
  const closed = await eventually(
    async () => ((await isRefused(backEnd.port)) ? true : undefined),
    session.limits.closeMs,
    session.signal,
  );
  expect.that(closed === true, {
    expected: 'new connections are refused after SIGTERM',
    actual: `they were still taken ${session.limits.closeMs / 1000} s later`,
    log: backEnd.log.tail(8),
  });
}

async function expectCleanExit(session: Session, expect: Expectations, backEnd: BackEnd, start: number): Promise<void> {
  const { shutdownMs } = session.limits;
  const left = Math.max(0, shutdownMs - (performance.now() - start));
  const end = await within(backEnd.process.ended, left);
  expect.that(end?.kind === 'exited' && end.code === 0, {
    expected: `the process exits with code 0 within ${shutdownMs / 1000} s of SIGTERM, with an idle connection and an event stream open`,
    actual: end === undefined ? 'it was still running' : (endTrouble(end) ?? ''),
    log: backEnd.log.tail(8),
  });
}

/** A keep-alive connection that has had its answer and stays open, as browsers and load balancers hold them. */
function idleConnection(backEnd: BackEnd): Promise<Agent> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve) => {
    const outgoing = startRequest(new URL('/health', backEnd.origin), { agent }, (response) => {
      response.on('end', () => resolve(agent));
      response.resume();
    });
    outgoing.on('error', () => resolve(agent));
    outgoing.end();
  });
}

const queueMs = 1000;

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, loopback);
    let hasAnswer = false;
    socket.on('connect', () => socket.end('GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'));
    socket.on('data', () => {
      hasAnswer = true;
    });
    // Taken by the system's queue and by nobody else: nobody answers.
    socket.setTimeout(queueMs, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(!hasAnswer));
  });
}

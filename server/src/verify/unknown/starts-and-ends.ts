import { join } from 'node:path';
import { endTrouble, type ProcessEnd, runProcess } from '#host/run-process.ts';
import { within } from '#verify/eventually.ts';
import { lastLines } from '#verify/session.ts';
import { whereServerListens } from './source-patterns.ts';
import type { UnknownProbe } from './unknown-probes.ts';

export const failsFast: UnknownProbe = {
  id: 'fail-fast',
  title: 'A missing variable stops the start and is named',
  needs: 'built',
  exemption: ({ required }) => (required.length === 0 ? 'the code names no variable that it cannot start without' : undefined),
  run: async (session, expect, server) => {
    const { launch } = server;
    await server.stop();
    for (const name of launch.required.slice(0, mostTried)) {
      const environment = await server.environment({ [name]: undefined });
      const words = launch.start.map((it) => it.replaceAll('{port}', environment.PORT ?? '0'));
      const { failFastMs } = session.limits;
      const result = await runProcess(
        { words, folder: join(session.root, launch.folder), environment },
        { timeoutMs: 2 * failFastMs, signal: session.signal, onOutput: session.echo(words) },
      );
      session.signal.throwIfAborted();
      const log = lastLines(result.output, 20);
      expect.that(result.end.kind === 'exited' && result.end.code !== 0, {
        expected: `a start without ${name}, which the code requires, exits with an error code`,
        actual: endTrouble(result.end) ?? 'it exited with code 0',
        log,
      });
      expect.that(result.output.includes(name), {
        expected: `a start without ${name} names it in its output`,
        actual: 'the name is not there',
        log,
      });
    }
  },
};

/** Each takes a start. */
const mostTried = 3;

export const stopsInOrder: UnknownProbe = {
  id: 'shutdown',
  title: 'SIGTERM is heard, and the server ends in time',
  needs: 'built',
  exemption: () => (process.platform === 'win32' ? 'Windows has no SIGTERM' : undefined),
  sourcePatterns: [/SIGTERM/, whereServerListens],
  run: async (session, expect, server) => {
    const backEnd = await server.running(expect);
    const { shutdownMs } = session.limits;
    const before = backEnd.log.text().length;
    backEnd.process.signal('SIGTERM');
    const end = await within(backEnd.process.ended, shutdownMs);
    const log = backEnd.log.tail(8);
    const said = backEnd.log.text().length > before;
    await server.stop();
    const inTime = expect.that(end !== undefined, {
      expected: `the server ends within ${shutdownMs / 1000} s of SIGTERM`,
      actual: 'it was still running',
      log,
    });
    if (!inTime || end === undefined) return;
    expect.that(isOrderly(end, said), {
      expected: 'the server hears SIGTERM and ends by itself',
      actual: `${endTrouble(end) ?? 'it ended'} at once and without a word: requests that are under way are cut off`,
      log,
    });
  },
};

/** Some servers (uvicorn) close everything, say so, and then raise the signal again. 143 is SIGTERM as shells count it. */
function isOrderly(end: ProcessEnd, said: boolean): boolean {
  if (end.kind === 'exited') return end.code === 0 || (end.code === 143 && said);
  return end.kind === 'killed' && end.signal === 'SIGTERM' && said;
}

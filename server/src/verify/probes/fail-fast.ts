import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '#host/free-port.ts';
import { endTrouble, type ProcessResult, runProcess } from '#host/run-process.ts';
import type { Variables } from '#verify/environment.ts';
import type { Expectations } from '#verify/expectations.ts';
import type { Probe } from '#verify/probe.ts';
import { lastLines, missingKey, type Session } from '#verify/session.ts';

export const failFast: Probe = {
  id: 'fail-fast',
  title: 'A missing variable stops the start and is named',
  needs: 'built',
  exemption: () => undefined,
  sourcePatterns: [/JWT_SECRET/, /DATABASE_URL/],
  run: async (session, expect) => {
    const required = expect.need(
      session.project.backEnd?.requiredVariables,
      missingKey('requiredVariables', 'without which variables the server must not start'),
    );
    for (const name of required) await startWith(session, expect, name, { [name]: without(session) }, `without ${name}`);
    if (required.includes('JWT_SECRET')) {
      session.secrets.add(shortSecret);
      await startWith(session, expect, 'JWT_SECRET', { JWT_SECRET: shortSecret }, 'with a JWT_SECRET of 12 characters');
    }
  },
};

const shortSecret = 'Shrt-s3cr3t!';

/** Where the app has an `.env` file, a variable that is taken away would be read from there, while one that is set to nothing stays so. */
function without({ root, project }: Session): string | undefined {
  return existsSync(join(root, project.backEnd?.path ?? '', '.env')) ? '' : undefined;
}

async function startWith(session: Session, expect: Expectations, name: string, variables: Variables, how: string): Promise<void> {
  const { backEnd } = session.project;
  const words = expect.need(backEnd?.start, missingKey('start', 'how the built server is started'));
  const [port = 0] = await freePorts(1);
  const environment = session.environmentFor(port, await session.newDatabase(), variables);
  const { failFastMs } = session.limits;
  const result = await runProcess(
    { words, folder: join(session.root, backEnd?.path ?? ''), environment },
    { timeoutMs: failFastMs, signal: session.signal, onOutput: session.echo(words) },
  );
  session.signal.throwIfAborted();
  const log = lastLines(result.output, 20);
  expect.that(result.end.kind === 'exited' && result.end.code !== 0, {
    expected: `a start ${how} exits with an error code within ${failFastMs / 1000} s`,
    actual: endOf(result),
    log,
  });
  expect.that(result.output.includes(name), {
    expected: `a start ${how} names ${name} in its output`,
    actual: 'the name is not there',
    log,
  });
  expect.that(session.secrets.foundIn(result.output) === undefined, {
    expected: `a start ${how} prints no secret`,
    actual: 'the value of a secret variable stands in its output',
    log,
  });
}

function endOf({ end }: ProcessResult): string {
  return endTrouble(end) ?? 'it exited with code 0';
}

import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '#host/free-port.ts';
import { endTrouble, type ProcessEnd, startProcess } from '#host/run-process.ts';
import { serveFolder } from '#host/static-server.ts';
import { machineEnvironment } from './environment.ts';
import { eventually } from './eventually.ts';
import type { Expectations } from './expectations.ts';
import { exchange } from './http-exchange.ts';
import { logBook } from './log-book.ts';
import type { FrontEndRun } from './project.ts';
import { commandTrouble, type Session } from './session.ts';

/** Where bundlers put what they build, the likeliest first. */
const outputFolders = ['dist', 'build', 'out'];

/**
 * Builds the front end for the API at `apiOrigin`. What the project had built before is put back when the session closes, so that no
 * build is left that calls a back end which is gone. Ends the probe when the build fails.
 */
export async function needBuiltFor(session: Session, expect: Expectations, run: FrontEndRun, apiOrigin: string): Promise<void> {
  const { build, apiUrlVariable } = run;
  if (build === undefined || apiUrlVariable === undefined) return;
  await keepOutput(session, run);
  const trouble = commandTrouble(build, await session.runCommand(build, run.path, { [apiUrlVariable]: apiOrigin }));
  session.signal.throwIfAborted();
  if (trouble !== undefined)
    expect.need(undefined, { ...trouble, expected: `\`${build.join(' ')}\` succeeds with ${apiUrlVariable}=${apiOrigin}` });
}

/** Serves the built front end on a port of the loopback address until the session closes, with the project's own command or, where it has none, as files. */
export async function needServed(session: Session, expect: Expectations, run: FrontEndRun, port: number): Promise<void> {
  const folder = join(session.root, run.path);
  if (run.preview !== undefined) return needPreview(session, expect, run.preview, folder, port);
  const output = expect.need(
    outputFolders.map((name) => join(folder, name)).find((it) => existsSync(join(it, 'index.html'))),
    {
      expected: `run.frontend.preview in tiebeam.json says how the built front end is served, or one of ${outputFolders.join(', ')} in ${run.path} has an index.html`,
      actual: 'neither is so',
      place: { path: 'tiebeam.json' },
    },
  );
  const server = await serveFolder(output, port);
  session.onClose(server.close);
}

/** A port that nobody listens on, for a front end that has to be known before it is started. */
export async function frontEndPort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

async function needPreview(
  session: Session,
  expect: Expectations,
  preview: readonly string[],
  folder: string,
  port: number,
): Promise<void> {
  const words = withAddress(preview, port);
  const log = logBook();
  const started = startProcess(
    { words, folder, environment: { ...machineEnvironment(), PORT: String(port), HOST: '127.0.0.1' } },
    log.add,
  );
  session.onClose(() => started.stop());
  let end: ProcessEnd | undefined;
  void started.ended.then((it) => {
    end = it;
  });
  const isServed = await eventually(
    async () => {
      if (end !== undefined) return false;
      const { status } = await exchange(`http://127.0.0.1:${port}`, { method: 'GET', path: '/' }, session.signal);
      return status === 200 ? true : undefined;
    },
    session.limits.startMs,
    session.signal,
  );
  expect.need(isServed === true ? true : undefined, {
    expected: `\`${words.join(' ')}\` serves the built front end`,
    actual:
      end === undefined
        ? `port ${port} did not answer within ${session.limits.startMs / 1000} s`
        : (endTrouble(end) ?? 'it exited with code 0'),
    log: log.tail(20),
  });
}

/** Fills `{host}` and `{port}` into the command, or adds them as options where it has no such places. */
export function withAddress(words: readonly string[], port: number): readonly string[] {
  if (!words.some((word) => /\{(host|port)\}/.test(word))) return [...words, '--host', '127.0.0.1', '--port', String(port)];
  return words.map((word) => word.replaceAll('{host}', '127.0.0.1').replaceAll('{port}', String(port)));
}

async function keepOutput(session: Session, run: FrontEndRun): Promise<void> {
  for (const name of outputFolders) {
    const output = join(session.root, run.path, name);
    const copy = join(session.folder, 'front-end-output', name);
    const had = existsSync(output);
    if (had) await cp(output, copy, { recursive: true });
    session.onClose(async () => {
      await rm(output, { recursive: true, force: true });
      if (had) await cp(copy, output, { recursive: true });
    });
  }
}

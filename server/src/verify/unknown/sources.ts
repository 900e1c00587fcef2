import { join } from 'node:path';
import { runProcess } from '#host/run-process.ts';
import { machineEnvironment } from '#verify/environment.ts';
import type { Expectations } from '#verify/expectations.ts';
import { commandTrouble, type Session } from '#verify/session.ts';
import { placeInOutput } from '#verify/source-place.ts';
import type { UnknownProbe } from './unknown-probes.ts';
import type { UnknownServer } from './unknown-server.ts';

export const builds: UnknownProbe = {
  id: 'build',
  title: 'It installs and builds from a fresh copy',
  needs: 'sources',
  exemption: ({ install, build }) => (install.length + build.length === 0 ? 'nothing has to be installed or built' : undefined),
  run: prepareUnknown,
};

/** Installs and builds; a step builds on the one before, so the first that fails ends it. */
export async function prepareUnknown(session: Session, expect: Expectations, { launch }: UnknownServer): Promise<void> {
  const folder = join(session.root, launch.folder);
  for (const words of [...launch.install, ...launch.build]) {
    const result = await runProcess(
      { words, folder, environment: { ...machineEnvironment(), CI: 'true', NO_COLOR: '1' } },
      { timeoutMs: session.limits.commandMs, signal: session.signal, onOutput: session.echo(words) },
    );
    session.signal.throwIfAborted();
    const trouble = commandTrouble(words, result);
    const place = trouble && (await placeInOutput(session.root, launch.folder, result.output));
    if (!expect.that(trouble === undefined, { ...(trouble ?? { expected: '', actual: '' }), place })) return;
  }
}

export const keepsRules: UnknownProbe = {
  id: 'own-rules',
  title: "Tiebeam's rules find nothing worse than a hint",
  needs: 'sources',
  exemption: () => undefined,
  run: async (session, expect) => {
    const ask = expect.need(session.check, {
      expected: 'the rules can be asked',
      actual: 'this run of the verification has no rule engine',
    });
    const findings = (await ask(session.root)).filter((it) => it.severity === 'error' || it.severity === 'warning');
    expect.that(findings.length === 0, {
      expected: '`tiebeam check` has no errors and no warnings',
      actual: `it has ${findings.length}`,
    });
    for (const { path, line, rule, message } of findings.slice(0, mostShown)) {
      expect.that(false, { expected: `nothing is found by ${rule}`, actual: message, place: { path, line } });
    }
  },
};

/** More are not worth reading here; `tiebeam check` shows them all. */
const mostShown = 20;

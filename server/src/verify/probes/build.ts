import type { Environment } from '#verify/environment.ts';
import type { Expectations } from '#verify/expectations.ts';
import { unfitNode } from '#verify/node-version.ts';
import type { Probe } from '#verify/probe.ts';
import type { BackEndRun, FrontEndRun } from '#verify/project.ts';
import { commandTrouble, missingKey, type Session } from '#verify/session.ts';
import { placeInOutput } from '#verify/source-place.ts';

export const build: Probe = {
  id: 'build',
  title: 'Every app installs, checks, builds and passes its own tests',
  needs: 'sources',
  exemption: () => undefined,
  run: async (session, expect) => {
    const { backEnd, frontEnd } = session.project;
    expect.that(backEnd !== undefined || frontEnd !== undefined, {
      expected: 'run.backend or run.frontend in tiebeam.json says how the project is built',
      actual: 'both are missing',
      place: { path: 'tiebeam.json' },
    });
    for (const [part, run] of [['backend', backEnd] as const, ['frontend', frontEnd] as const]) {
      if (run === undefined) continue;
      const steps = stepsOf(run);
      if (!expect.that(steps.length > 0, missingKey('build', `how the ${part} is built`, part))) continue;
      await runSteps(session, expect, run, steps, part === 'backend' ? await session.testVariables() : {});
    }
  },
};

/** Installs and builds without checks and tests: what the other probes need when the build probe itself is not asked for. */
export async function prepare(session: Session, expect: Expectations): Promise<void> {
  for (const run of [session.project.backEnd, session.project.frontEnd]) {
    if (run !== undefined) await runSteps(session, expect, run, given([run.install, run.build]));
  }
}

type Words = readonly string[];

function stepsOf(run: BackEndRun | FrontEndRun): readonly Words[] {
  return given([run.install, ...(run.check ?? []), run.build, run.test]);
}

function given(steps: readonly (Words | undefined)[]): readonly Words[] {
  return steps.filter((it) => it !== undefined);
}

/** A step builds on the one before, so the first that fails ends the app; the other app is still tried. */
async function runSteps(
  session: Session,
  expect: Expectations,
  run: BackEndRun | FrontEndRun,
  steps: readonly Words[],
  variables: Environment = {},
): Promise<void> {
  for (const words of steps) {
    const result = await session.runCommand(words, run.path, variables);
    session.signal.throwIfAborted();
    const trouble = commandTrouble(words, result);
    const place = trouble && (await placeInOutput(session.root, run.path, result.output));
    const unfit = trouble && (await unfitNode(words, session.root, run.path));
    const evidence = unfit
      ? {
          ...trouble,
          actual: `${trouble.actual}; it ran on Node.js ${unfit.version}, and ${run.path}/package.json asks for ${unfit.wanted}`,
        }
      : (trouble ?? { actual: '' });
    const expected = `\`${words.join(' ')}\` succeeds in ${run.path}`;
    if (!expect.that(trouble === undefined, { ...evidence, expected, place })) return;
  }
}

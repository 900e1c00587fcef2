import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import { nearestSpelling } from '#base/suggestion.ts';
import type { Configuration } from '#decisions/configuration.ts';
import { collectExpectations, Unavailable, Unmet } from './expectations.ts';
import type { Probe } from './probe.ts';
import { prepare } from './probes/build.ts';
import { probes } from './probes.ts';
import { verifiedProject } from './project.ts';
import { type Failure, type ProbeId, type ProbeOutcome, type ProbeReport, probeIds, type VerifyReport } from './report.ts';
import { defaultLimits, type Limits, type OwnFinding, openSession, type Session } from './session.ts';
import { findSourceLine, placeInStack } from './source-place.ts';
import { notYetVerified } from './support.ts';

export interface VerifyOptions {
  /** Absolute path of the folder of `tiebeam.json`. */
  readonly root: string;
  readonly configuration: Pick<Configuration, 'decisions' | 'resources' | 'run'>;
  /** False in a workspace whose author the user has not vouched for: nothing is run. */
  readonly isTrusted: boolean;
  /** Ids of the probes to run; all of them where it is missing or empty. */
  readonly only?: readonly string[] | undefined;
  /** Asks Tiebeam's own rules; without it the probe `own-rules` fails. */
  readonly check?: ((root: string) => Promise<readonly OwnFinding[]>) | undefined;
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
  /** Gets whole lines of what the commands and the started project print while a probe runs, secrets blotted out. */
  readonly onOutput?: ((probe: ProbeId, lines: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole run; undefined for as long as it takes. */
  readonly timeoutMs?: number | undefined;
  /** Absolute path of the folder for screenshots; by default one in the folder for temporary files. */
  readonly artefacts?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

export type VerifyProgress =
  | { readonly kind: 'started'; readonly id: ProbeId; readonly title: string; readonly index: number; readonly total: number }
  | { readonly kind: 'finished'; readonly report: ProbeReport };

/**
 * Runs the behaviour contract against a project: builds it, starts it with a database and secrets of its own, and tries each promise from
 * outside. Gives a report whatever the project does; problems only where nothing was run: an untrusted workspace, an unknown probe, nothing
 * to run. Leaves no process, no port and no temporary file behind, whether it ends by itself, by `signal` or by `timeoutMs`.
 */
export async function verify(options: VerifyOptions): Promise<Result<VerifyReport>> {
  const start = performance.now();
  const { root, configuration, onProgress } = options;
  if (!options.isTrusted) return failure(untrusted);
  const chosen = chooseProbes(options.only ?? []);
  if (!chosen.ok) return chosen;
  const project = verifiedProject(configuration);
  if (project.backEnd === undefined && project.frontEnd === undefined) return failure(nothingToRun);
  const signal = AbortSignal.any([
    ...(options.signal === undefined ? [] : [options.signal]),
    ...(options.timeoutMs === undefined ? [] : [AbortSignal.timeout(options.timeoutMs)]),
  ]);
  const artefacts = options.artefacts ?? join(tmpdir(), 'tiebeam-artefacts', basename(root));
  let current: ProbeId | undefined;
  const session = await openSession({
    root,
    project,
    limits: { ...defaultLimits, ...options.limits },
    signal,
    artefacts,
    check: options.check,
    onOutput: options.onOutput && ((lines) => current !== undefined && options.onOutput?.(current, lines)),
  });
  const reports: ProbeReport[] = [];
  try {
    const gate = buildGate(session);
    for (const [index, probe] of chosen.value.entries()) {
      onProgress?.({ kind: 'started', id: probe.id, title: probe.title, index, total: chosen.value.length });
      current = probe.id;
      const report = await runProbe(session, probe, gate);
      reports.push(report);
      onProgress?.({ kind: 'finished', report });
    }
  } finally {
    await session.close();
  }
  return success({ project: basename(root), probes: reports, ms: performance.now() - start, artefacts: session.kept });
}

function chooseProbes(only: readonly string[]): Result<readonly Probe[]> {
  const problems = only.flatMap((id): Problem[] => {
    if (probeIds.some((it) => it === id)) return [];
    const nearest = nearestSpelling(id, probeIds);
    const hint = nearest === undefined ? '' : `, did you mean '${nearest}'?`;
    return [{ path: ['only'], message: `there is no probe '${id}'${hint}; probes are ${probeIds.join(', ')}` }];
  });
  if (problems.length > 0) return failure(...problems);
  return success(only.length === 0 ? probes : probes.filter((it) => only.includes(it.id)));
}

const untrusted: Problem = {
  path: [],
  message: 'verifying runs the commands of tiebeam.json, and this workspace is not trusted; grant it trust first',
};

const nothingToRun: Problem = {
  path: ['run'],
  message: 'tiebeam.json does not say how to run the project; run.backend or run.frontend with path, build and start is needed',
};

/** Tells what stands in the way of starting what was built. */
interface BuildGate {
  /** Empty when nothing does. `isTold` is true when the report holds the failures already. */
  readonly trouble: () => Promise<{ readonly failures: readonly Failure[]; readonly isTold: boolean }>;
  readonly settle: (failures: readonly Failure[]) => void;
}

/** The build probe settles it; where that was not asked for, install and build are run when first needed. */
function buildGate(session: Session): BuildGate {
  let settled: readonly Failure[] | undefined;
  return {
    trouble: async () => {
      if (settled !== undefined) return { failures: settled, isTold: true };
      settled = (await collect((expect) => prepare(session, expect))).failures;
      return { failures: settled, isTold: false };
    },
    settle: (failures) => {
      settled = failures;
    },
  };
}

async function runProbe(session: Session, probe: Probe, gate: BuildGate): Promise<ProbeReport> {
  const start = performance.now();
  const outcome = await outcomeOf(session, probe, gate);
  return { id: probe.id, title: probe.title, outcome, ms: performance.now() - start };
}

async function outcomeOf(session: Session, probe: Probe, gate: BuildGate): Promise<ProbeOutcome> {
  const { project, signal } = session;
  if (signal.aborted) return cancelled(signal);
  const reason = probe.exemption(project);
  if (reason !== undefined) return { kind: 'not-applicable', reason };
  const lacking = notYetVerified(probe.id, project);
  if (lacking !== undefined) return { kind: 'failed', failures: [lacking] };
  try {
    if (probe.needs === 'built') {
      const trouble = await gate.trouble();
      if (signal.aborted) return cancelled(signal);
      if (trouble.failures.length > 0 && trouble.isTold) return { kind: 'blocked', reason: 'the build is red' };
      if (trouble.failures.length > 0) return { kind: 'failed', failures: await finished(session, probe, trouble.failures) };
    }
    const { failures, held } = await collect((expect) => probe.run(session, expect));
    if (probe.id === 'build') gate.settle(failures);
    if (signal.aborted) return cancelled(signal);
    if (failures.length > 0) return { kind: 'failed', failures: await finished(session, probe, failures) };
    if (held === 0)
      return {
        kind: 'failed',
        failures: [{ expected: `the probe ${probe.id} looks at something`, actual: 'it found nothing to look at' }],
      };
    return { kind: 'passed', checks: held };
  } catch (error) {
    if (signal.aborted) return cancelled(signal);
    // A bug of a probe costs that probe, not the run.
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      kind: 'failed',
      failures: [
        {
          expected: `the probe ${probe.id} runs to its end`,
          actual: 'it broke, which is a fault of Tiebeam',
          log: session.secrets.blot(told),
        },
      ],
    };
  }
}

async function collect(
  run: (expect: ReturnType<typeof collectExpectations>) => Promise<void>,
): Promise<{ readonly failures: readonly Failure[]; readonly held: number }> {
  const expect = collectExpectations();
  try {
    await run(expect);
  } catch (error) {
    if (error instanceof Unavailable) expect.that(false, error.evidence);
    else if (!(error instanceof Unmet)) throw error;
  }
  return { failures: expect.failures(), held: expect.held() };
}

/** Blots out secrets and terminal codes, and adds the line to change where the probe did not name one. */
async function finished(session: Session, probe: Probe, failures: readonly Failure[]): Promise<readonly Failure[]> {
  const { root, project, secrets } = session;
  const shown = (text: string): string => stripVTControlCharacters(secrets.blot(text));
  const likely = await findSourceLine(root, project.backEnd?.path ?? '', probe.sourcePatterns ?? []);
  return Promise.all(
    failures.map(async (it) => {
      const place = it.place ?? (await placeInStack(root, it.log ?? '')) ?? likely;
      return {
        expected: shown(it.expected),
        actual: shown(it.actual),
        ...(it.request === undefined ? {} : { request: shown(it.request) }),
        ...(place === undefined ? {} : { place }),
        ...(it.log === undefined ? {} : { log: shown(shortLines(it.log)) }),
      };
    }),
  );
}

/** Most characters of a line of an excerpt; a stack trace in a JSON line has thousands. */
const maxLineLength = 800;

function shortLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line))
    .join('\n');
}

function cancelled(signal: AbortSignal): ProbeOutcome {
  const isTimeout = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return { kind: 'cancelled', reason: isTimeout ? 'the time for the verification was up' : 'the verification was cancelled' };
}

import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import { nearestSpelling } from '#base/suggestion.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { Launch } from '#host/launch/launch.ts';
import { type Contract, howItIsRun, ownContract, type TriedProbe, unknownContract } from './contract.ts';
import { Blocked, collectExpectations, Unavailable, Unmet } from './expectations.ts';
import { verifiedProject } from './project.ts';
import { type Failure, type ProbeId, type ProbeOutcome, type ProbeReport, probeIds, type VerifyReport } from './report.ts';
import { defaultLimits, type Limits, type OwnFinding, openSession, type Session, unknownLimits } from './session.ts';
import { findSourceLine, placeInStack } from './source-place.ts';
import { copyProject } from './unknown/copy-project.ts';

export interface VerifyOptions {
  /** Absolute path of the folder of `tiebeam.json`. */
  readonly root: string;
  readonly configuration: Pick<Configuration, 'decisions' | 'resources' | 'run'>;
  /** False in a workspace whose author the user has not vouched for: nothing is run. */
  readonly isTrusted: boolean;
  /** How a project is started whose configuration has no `run`: it is then tried in a copy, by what every server should hold to. */
  readonly launch?: Launch | undefined;
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
  const { root, configuration, launch, onProgress, check } = options;
  if (!options.isTrusted) return failure(untrusted);
  const misnamed = unknownProbes(options.only ?? []);
  if (misnamed.length > 0) return failure(...misnamed);
  const project = verifiedProject(launch === undefined ? configuration : {});
  if (project.backEnd === undefined && project.frontEnd === undefined && launch === undefined) return failure(nothingToRun);
  const signal = AbortSignal.any([
    ...(options.signal === undefined ? [] : [options.signal]),
    ...(options.timeoutMs === undefined ? [] : [AbortSignal.timeout(options.timeoutMs)]),
  ]);
  const artefacts = options.artefacts ?? join(tmpdir(), 'tiebeam-artefacts', basename(root));
  let current: ProbeId | undefined;
  const copy = launch === undefined ? undefined : await copyProject(root);
  const session = await openSession({
    root: copy?.folder ?? root,
    project,
    limits: { ...(launch === undefined ? defaultLimits : unknownLimits), ...options.limits },
    signal,
    artefacts,
    // What was installed and built in the copy is not the project's own.
    check: check && (() => check(root)),
    onOutput: options.onOutput && ((lines) => current !== undefined && options.onOutput?.(current, lines)),
  });
  const reports: ProbeReport[] = [];
  try {
    const contract = launch === undefined ? ownContract(session) : unknownContract(session, launch);
    const gate = buildGate(contract);
    const only = options.only ?? [];
    const chosen = only.length === 0 ? contract.probes : contract.probes.filter((it) => only.includes(it.id));
    for (const [index, probe] of chosen.entries()) {
      onProgress?.({ kind: 'started', id: probe.id, title: probe.title, index, total: chosen.length });
      current = probe.id;
      const report = await runProbe(session, contract, probe, gate);
      reports.push(report);
      onProgress?.({ kind: 'finished', report });
    }
  } finally {
    await session.close();
    await copy?.remove();
  }
  const how = launch === undefined ? {} : { how: howItIsRun(launch) };
  return success({ project: basename(root), ...how, probes: reports, ms: performance.now() - start, artefacts: session.kept });
}

/** What is wrong with names of probes, each with the one that is meant where one is near. */
export function unknownProbes(only: readonly string[]): readonly Problem[] {
  return only.flatMap((id): Problem[] => {
    if (probeIds.some((it) => it === id)) return [];
    const nearest = nearestSpelling(id, probeIds);
    const hint = nearest === undefined ? '' : `, did you mean '${nearest}'?`;
    return [{ path: ['only'], message: `there is no probe '${id}'${hint}; probes are ${probeIds.join(', ')}` }];
  });
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
function buildGate(contract: Contract): BuildGate {
  let settled: readonly Failure[] | undefined;
  return {
    trouble: async () => {
      if (settled !== undefined) return { failures: settled, isTold: true };
      settled = (await collect(contract.prepare)).failures;
      return { failures: settled, isTold: false };
    },
    settle: (failures) => {
      settled = failures;
    },
  };
}

async function runProbe(session: Session, contract: Contract, probe: TriedProbe, gate: BuildGate): Promise<ProbeReport> {
  const start = performance.now();
  const outcome = await outcomeOf(session, contract, probe, gate);
  return { id: probe.id, title: probe.title, outcome, ms: performance.now() - start };
}

async function outcomeOf(session: Session, contract: Contract, probe: TriedProbe, gate: BuildGate): Promise<ProbeOutcome> {
  const { signal } = session;
  const finish = (failures: readonly Failure[]): Promise<readonly Failure[]> => finished(session, contract, probe, failures);
  if (signal.aborted) return cancelled(signal);
  const reason = probe.exemption();
  if (reason !== undefined) return { kind: 'not-applicable', reason };
  const lacking = probe.lacking();
  if (lacking !== undefined) return { kind: 'failed', failures: [lacking] };
  try {
    if (probe.needs === 'built') {
      const trouble = await gate.trouble();
      if (signal.aborted) return cancelled(signal);
      if (trouble.failures.length > 0 && trouble.isTold) return { kind: 'blocked', reason: 'the build failed' };
      if (trouble.failures.length > 0) return { kind: 'failed', failures: await finish(trouble.failures) };
    }
    const { failures, held } = await collect(probe.run);
    if (probe.id === 'build') gate.settle(failures);
    if (signal.aborted) return cancelled(signal);
    if (failures.length > 0) return { kind: 'failed', failures: await finish(failures) };
    if (held === 0)
      return {
        kind: 'failed',
        failures: [{ expected: `the probe ${probe.id} looks at something`, actual: 'it found nothing to look at' }],
      };
    return { kind: 'passed', checks: held };
  } catch (error) {
    if (signal.aborted) return cancelled(signal);
    if (error instanceof Blocked) return { kind: 'blocked', reason: error.message };
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
async function finished(
  session: Session,
  contract: Contract,
  probe: TriedProbe,
  failures: readonly Failure[],
): Promise<readonly Failure[]> {
  const { root, secrets } = session;
  const shown = (text: string): string => contract.shorten(stripVTControlCharacters(secrets.blot(text)));
  const likely = await findSourceLine(root, contract.sourceFolder, probe.sourcePatterns ?? []);
  return Promise.all(
    failures.map(async (it) => {
      const place = it.place ?? (contract.isTrace(it.log ?? '') ? await placeInStack(root, it.log ?? '') : undefined) ?? likely;
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

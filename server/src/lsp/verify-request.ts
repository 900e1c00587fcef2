import path from 'node:path';
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { z } from 'zod';
import type { Configuration } from '#decisions/configuration.ts';
import { questionsText } from '#host/launch/find-launch.ts';
import type { Launch } from '#host/launch/launch.ts';
import { loadConfiguration } from '#host/load-configuration.ts';
import {
  VERIFY,
  VERIFY_OUTPUT,
  VERIFY_PROGRESS,
  type VerifyFailureView,
  type VerifyOutputParams,
  type VerifyProgressParams,
  type VerifyResult,
} from '#protocol/verification.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Failure } from '#verify/report.ts';
import type { VerifyProgress } from '#verify/verify.ts';
import { type Guard, signalOf } from './guard.ts';
import { folderPath, launchIn, registerLaunchRequests } from './launch-requests.ts';
import type { Session } from './session.ts';

const Params = z.object({
  /** An absolute path, or the address of a folder. */
  folder: z.string().min(1),
  only: z.array(z.string()).optional(),
  timeoutMs: z.number().int().positive().optional(),
});

/** Registers the verification and what is asked before it. It runs the project, so that it is refused where the workspace is not trusted. One run at a time. */
export function registerVerifyRequest(connection: Connection, session: Session, guarded: Guard): void {
  registerLaunchRequests(connection, session, guarded);
  let isRunning = false;
  connection.onRequest(
    VERIFY,
    guarded<unknown, VerifyResult>(
      VERIFY,
      { passed: 0, failed: 1, markdown: 'The verification broke off, which is a fault of Tiebeam; the log says more.' },
      async (params, token) => {
        const request = Params.safeParse(params);
        if (!request.success) throw refusal('a verification needs the folder of a project');
        if (!session.isTrusted)
          throw refusal('verifying runs the commands of tiebeam.json, and this workspace is not trusted; grant it trust first');
        if (isRunning) throw refusal('another verification is running; wait for its end, or cancel it');
        isRunning = true;
        try {
          return await run(connection, session, request.data, token);
        } finally {
          isRunning = false;
        }
      },
    ),
  );
}

async function run(
  connection: Connection,
  session: Session,
  { folder, only, timeoutMs }: z.infer<typeof Params>,
  token: CancellationToken | undefined,
): Promise<VerifyResult> {
  const root = folderPath(folder);
  const { file, result } = await loadConfiguration(root, { rules: RULES });
  if (!result.ok) throw refusal(`the configuration has problems: ${result.problems.map((it) => it.message).join('; ')}`);
  const home = file === undefined ? root : path.dirname(file);
  const launch = result.value.run === undefined ? await launchOf(session, home, result.value.verify) : undefined;
  // Loaded late: the server starts faster without HTTP probes and a browser's driver.
  const [{ verify }, { ownFindings }, { markdownReport }] = await Promise.all([
    import('#verify/verify.ts'),
    import('#verify/own-findings.ts'),
    import('./verify-report.ts'),
  ]);
  const report = await verify({
    root: home,
    configuration: result.value,
    launch,
    isTrusted: true,
    only,
    timeoutMs,
    check: ownFindings,
    signal: signalOf(token),
    onProgress: (it) => void connection.sendNotification(VERIFY_PROGRESS, progressOf(home, it)),
    onOutput: (probe, lines) => {
      const output: VerifyOutputParams = { probe, lines };
      void connection.sendNotification(VERIFY_OUTPUT, output);
    },
  });
  if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'the verification was cancelled');
  if (!report.ok) throw refusal(report.problems.map((it) => it.message).join('; '));
  const count = (...kinds: readonly string[]): number =>
    report.value.probes.filter((it) => kinds.includes(it.outcome.kind)).length;
  return {
    passed: count('passed'),
    failed: count('failed', 'blocked', 'cancelled'),
    markdown: markdownReport(report.value),
  };
}

async function launchOf(session: Session, root: string, said: Configuration['verify']): Promise<Launch> {
  const found = await launchIn(session, root, said);
  if (found.kind === 'launch') return found.launch;
  if (found.kind === 'questions') throw refusal(questionsText(found.questions));
  throw refusal(`no server was found in ${root}; verify.path and verify.start in tiebeam.json say where one is`);
}

function progressOf(root: string, progress: VerifyProgress): VerifyProgressParams {
  if (progress.kind === 'started') return { probe: progress.id, title: progress.title, state: 'running' };
  const { id, title, outcome, ms } = progress.report;
  const named = { probe: id, title, ms, state: outcome.kind };
  switch (outcome.kind) {
    case 'passed':
      return named;
    case 'failed': {
      const failures = outcome.failures.map((it) => failureView(root, it));
      return { ...named, failures, ...(outcome.failures[0] && { detail: outcome.failures[0].actual }) };
    }
    case 'not-applicable':
    case 'blocked':
    case 'cancelled':
      return { ...named, detail: outcome.reason };
  }
}

function failureView(root: string, { expected, actual, request, log, place }: Failure): VerifyFailureView {
  return {
    expected,
    actual,
    ...(request !== undefined && { request }),
    ...(log !== undefined && { log }),
    ...(place && { uri: URI.file(path.join(root, place.path)).toString(), line: (place.line ?? 1) - 1 }),
  };
}

/** Whole sentences for people: the editor shows them as they are. */
function refusal(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`);
}

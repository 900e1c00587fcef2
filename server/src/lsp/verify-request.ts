import path from 'node:path';
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { z } from 'zod';
import { loadConfiguration } from '#host/load-configuration.ts';
import { VERIFY, VERIFY_PROGRESS, type VerifyProgressParams, type VerifyResult } from '#protocol';
import { RULES } from '#rules/rules.generated.ts';
import type { VerifyProgress } from '#verify/verify.ts';
import { type Guard, signalOf } from './guard.ts';
import type { Session } from './session.ts';

const Params = z.object({
  /** An absolute path, or the address of a folder. */
  folder: z.string().min(1),
  only: z.array(z.string()).optional(),
  timeoutMs: z.number().int().positive().optional(),
});

/** Registers the verification: it runs the project, so that it is refused where the workspace is not trusted. One run at a time. */
export function registerVerifyRequest(connection: Connection, session: Session, guarded: Guard): void {
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
          return await run(connection, request.data, token);
        } finally {
          isRunning = false;
        }
      },
    ),
  );
}

async function run(
  connection: Connection,
  { folder, only, timeoutMs }: z.infer<typeof Params>,
  token: CancellationToken | undefined,
): Promise<VerifyResult> {
  const root = folder.startsWith('file:') ? URI.parse(folder).fsPath : path.resolve(folder);
  const { file, result } = await loadConfiguration(root, { rules: RULES });
  if (file === undefined) throw refusal(`there is no tiebeam.json in ${root}; projects made by Tiebeam have one`);
  if (!result.ok) throw refusal(`the configuration has problems: ${result.problems.map((it) => it.message).join('; ')}`);
  // Loaded late: the server starts faster without HTTP probes and a browser's driver.
  const [{ verify }, { ownFindings }, { markdownReport }] = await Promise.all([
    import('#verify/verify.ts'),
    import('#verify/own-findings.ts'),
    import('./verify-report.ts'),
  ]);
  const report = await verify({
    root: path.dirname(file),
    configuration: result.value,
    isTrusted: true,
    only,
    timeoutMs,
    check: ownFindings,
    signal: signalOf(token),
    onProgress: (it) => void connection.sendNotification(VERIFY_PROGRESS, progressOf(it)),
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

function progressOf(progress: VerifyProgress): VerifyProgressParams {
  if (progress.kind === 'started') return { probe: progress.id, title: progress.title, state: 'running' };
  const { id, title, outcome, ms } = progress.report;
  const named = { probe: id, title, ms };
  switch (outcome.kind) {
    case 'passed':
      return { ...named, state: 'passed' };
    case 'failed':
      return { ...named, state: 'failed', ...(outcome.failures[0] && { detail: outcome.failures[0].actual }) };
    case 'not-applicable':
      return { ...named, state: 'not-applicable', detail: outcome.reason };
    case 'blocked':
    case 'cancelled':
      return { ...named, state: 'failed', detail: outcome.reason };
  }
}

/** Whole sentences for people: the editor shows them as they are. */
function refusal(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`);
}

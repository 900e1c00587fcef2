import * as vscode from 'vscode';
import {
  VERIFY,
  VERIFY_OUTPUT,
  VERIFY_PROGRESS,
  type VerifyOutputParams,
  type VerifyParams,
  type VerifyProgressParams,
  type VerifyResult,
} from '#protocol/verification.ts';
import type { TiebeamClient } from '../language-client.ts';
import { verifyTimeoutMs } from '../settings.ts';
import { failureMessage } from './failure-message.ts';
import type { KeptOutcome } from './kept-verification.ts';

export interface FolderRun {
  readonly folder: vscode.Uri;
  /** The items of the probes to run, by their ids. */
  readonly items: ReadonlyMap<string, vscode.TestItem>;
  /** True where these are all probes of the folder. */
  readonly isWhole: boolean;
  readonly token: vscode.CancellationToken;
}

export interface FolderRunEnd {
  /** Undefined where the verification was refused or cancelled. */
  readonly result: VerifyResult | undefined;
  /** Probes that came to an end. */
  readonly outcomes: ReadonlyMap<string, KeptOutcome>;
}

/** Runs probes of one folder and tells the test run what happens to each. Never rejects: what went wrong stands at the items. */
export async function runFolder(client: TiebeamClient, run: vscode.TestRun, request: FolderRun): Promise<FolderRunEnd> {
  const { folder, items, token } = request;
  const outcomes = new Map<string, KeptOutcome>();
  const listening = vscode.Disposable.from(
    client.onNotification<VerifyProgressParams>(VERIFY_PROGRESS, (progress) => {
      const item = items.get(progress.probe);
      if (item === undefined) return;
      tell(run, item, progress, token);
      if (progress.state !== 'running') outcomes.set(progress.probe, { state: progress.state, at: new Date().toISOString() });
    }),
    client.onNotification<VerifyOutputParams>(VERIFY_OUTPUT, ({ probe, lines }) => print(run, lines.trimEnd(), items.get(probe))),
  );
  const params: VerifyParams = {
    folder: folder.toString(),
    timeoutMs: verifyTimeoutMs(folder),
    ...(!request.isWhole && { only: [...items.keys()] }),
  };
  const unfinished = (): readonly vscode.TestItem[] => [...items].filter(([id]) => !outcomes.has(id)).map(([, item]) => item);
  try {
    return { result: await client.request<VerifyResult>(VERIFY, params, token), outcomes };
  } catch (error) {
    if (token.isCancellationRequested) {
      for (const item of unfinished()) run.skipped(item);
    } else {
      const reason = error instanceof Error ? error.message : String(error);
      for (const item of unfinished()) run.errored(item, new vscode.TestMessage(reason));
      print(run, reason, undefined);
    }
    return { result: undefined, outcomes };
  } finally {
    listening.dispose();
  }
}

function tell(
  run: vscode.TestRun,
  item: vscode.TestItem,
  { title, state, ms, detail = '', failures = [] }: VerifyProgressParams,
  token: vscode.CancellationToken,
): void {
  item.description = state === 'not-applicable' ? vscode.l10n.t('does not apply: {0}', detail) : title;
  switch (state) {
    case 'running':
      run.started(item);
      break;
    case 'passed':
      run.passed(item, ms);
      break;
    case 'failed':
      run.failed(item, failures.map(failureMessage), ms);
      break;
    case 'not-applicable':
      print(run, vscode.l10n.t('Does not apply: {0}', detail), item);
      run.skipped(item);
      break;
    case 'blocked':
      // An error would be listed before the failure that is behind it.
      item.description = vscode.l10n.t('not run: {0}', detail);
      print(run, vscode.l10n.t('Not run: {0}', detail), item);
      run.skipped(item);
      break;
    case 'cancelled': {
      const reason = vscode.l10n.t('Not run: {0}', detail);
      print(run, reason, item);
      if (token.isCancellationRequested) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(reason), ms);
    }
  }
}

/** The terminal that shows it wants both characters at the end of a line. */
function print(run: vscode.TestRun, text: string, item: vscode.TestItem | undefined): void {
  run.appendOutput(`${text.replace(/\r?\n/g, '\r\n')}\r\n`, undefined, item);
}

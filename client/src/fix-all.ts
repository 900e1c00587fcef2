import * as vscode from 'vscode';
import {
  FIX_FINDINGS,
  FIX_PROGRESS,
  FIXABLE,
  type FixableKind,
  type FixableParams,
  type FixableResult,
  type FixFindingsParams,
  type FixFindingsResult,
  type FixProgressParams,
} from '#protocol/fixes.ts';
import type { TiebeamClient } from './language-client.ts';

interface RuleItem extends vscode.QuickPickItem {
  readonly rule: string;
  readonly fix: FixableKind;
  readonly count: number;
}

/** Fixes what the person picks, over the whole workspace: computed with progress, previewed by the editor, undone in one step. */
export async function fixAll(client: TiebeamClient): Promise<void> {
  const picked = await pickFixes(client);
  if (!picked || picked.length === 0) return;
  const picks = picked.map(({ rule, fix }) => ({ rule, kind: fix }));
  const total = picked.reduce((sum, it) => sum + it.count, 0);
  const result = await compute(client, { picks }, total);
  if (!result) return;
  for (const note of result.notes) void vscode.window.showWarningMessage(note);
  if (result.edit === null) {
    if (result.notes.length === 0)
      void vscode.window.showInformationMessage(vscode.l10n.t('None of these fixes holds any more.'));
    return;
  }
  const edit = await client.asWorkspaceEdit(result.edit);
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
  // Of what the preview shows, a person may take a part.
  const { rules } = await client.request<FixableResult>(FIXABLE, { picks } satisfies FixableParams);
  const remaining = rules.reduce((sum, { counts }) => sum + KINDS.reduce((all, kind) => all + counts[kind], 0), 0);
  if (remaining < total) void vscode.window.showInformationMessage(summary(total - remaining, result.left));
}

function summary(fixed: number, left: number): string {
  const { t } = vscode.l10n;
  const done = fixed === 1 ? t('1 finding fixed.') : t('{0} findings fixed.', fixed);
  if (left === 0) return done;
  const rest =
    left === 1 ? t('1 is left: its fix would not have held.') : t('{0} are left: their fix would not have held.', left);
  return `${done} ${rest}`;
}

/** Undefined where the person thinks better of it, or where there is nothing to pick, which is said. */
async function pickFixes(client: TiebeamClient): Promise<readonly RuleItem[] | undefined> {
  const nothing = new vscode.CancellationTokenSource();
  // The list is open while the code is still being read.
  const items = client.request<FixableResult>(FIXABLE).then(({ rules }) => {
    const list = rules.flatMap(({ rule, title, counts }) =>
      KINDS.flatMap((kind): RuleItem[] => (counts[kind] > 0 ? [itemOf(rule, title, kind, counts[kind])] : [])),
    );
    if (list.length === 0) nothing.cancel();
    return list;
  });
  try {
    const picked = await vscode.window.showQuickPick(
      items,
      {
        canPickMany: true,
        matchOnDetail: true,
        title: vscode.l10n.t('Fix All: which findings?'),
        placeHolder: vscode.l10n.t('Safe fixes keep the behaviour and are picked already'),
      },
      nothing.token,
    );
    if (nothing.token.isCancellationRequested)
      void vscode.window.showInformationMessage(vscode.l10n.t('Nothing that is reported has a fix.'));
    return picked;
  } finally {
    nothing.dispose();
  }
}

const KINDS: readonly FixableKind[] = ['safe', 'suggest', 'multi', 'scaffold'];

function itemOf(rule: string, title: string, kind: FixableKind, count: number): RuleItem {
  const words: Readonly<Record<FixableKind, string>> = {
    safe: vscode.l10n.t('{0} safe', count),
    suggest: vscode.l10n.t('{0} to be looked at', count),
    multi: vscode.l10n.t('{0} over several files', count),
    scaffold: vscode.l10n.t('{0} with new files', count),
  };
  return { rule, fix: kind, count, label: rule, description: words[kind], detail: title, picked: kind === 'safe' };
}

/** Undefined where the person cancelled. */
function compute(client: TiebeamClient, params: FixFindingsParams, total: number): Thenable<FixFindingsResult | undefined> {
  const title = vscode.l10n.t('Tiebeam tries the fixes');
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      let reported = 0;
      const listening = client.onNotification<FixProgressParams>(FIX_PROGRESS, ({ fixed }) => {
        progress.report({ message: vscode.l10n.t('{0} of {1}', fixed, total), increment: ((fixed - reported) / total) * 100 });
        reported = fixed;
      });
      try {
        const result = await client.request<FixFindingsResult>(FIX_FINDINGS, params, token);
        return token.isCancellationRequested ? undefined : result;
      } finally {
        listening.dispose();
      }
    },
  );
}

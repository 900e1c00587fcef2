import * as vscode from 'vscode';
import {
  FIX_FINDINGS,
  FIX_PROGRESS,
  FIXABLE,
  type FixableKind,
  type FixableResult,
  type FixFindingsParams,
  type FixFindingsResult,
  type FixProgressParams,
} from '#protocol';
import type { TiebeamClient } from './language-client.ts';

interface RuleItem extends vscode.QuickPickItem {
  readonly rule: string;
  readonly fix: FixableKind;
}

/** Fixes what the person picks, over the whole workspace: computed with progress, previewed by the editor, undone in one step. */
export async function fixAll(client: TiebeamClient): Promise<void> {
  const { rules } = await client.request<FixableResult>(FIXABLE);
  const items = rules.flatMap(({ rule, title, counts }) =>
    KINDS.flatMap((kind): RuleItem[] => (counts[kind] > 0 ? [itemOf(rule, title, kind, counts[kind])] : [])),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing that is reported has a fix.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDetail: true,
    title: vscode.l10n.t('Fix All: which findings?'),
    placeHolder: vscode.l10n.t('Safe fixes keep the behaviour and are picked already; the others want a look'),
  });
  if (!picked || picked.length === 0) return;
  const total = picked.reduce((sum, it) => sum + (rules.find(({ rule }) => rule === it.rule)?.counts[it.fix] ?? 0), 0);
  const result = await compute(client, { picks: picked.map(({ rule, fix }) => ({ rule, kind: fix })) }, total);
  if (!result) return;
  for (const note of result.notes) void vscode.window.showWarningMessage(note);
  if (result.edit === null) {
    if (result.notes.length === 0)
      void vscode.window.showInformationMessage(vscode.l10n.t('None of these fixes holds any more.'));
    return;
  }
  const edit = await client.asWorkspaceEdit(result.edit);
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
  const { fixed, files, left } = result;
  const done = vscode.l10n.t('{0} findings fixed in {1} files.', fixed, files);
  const rest = left === 0 ? '' : ` ${vscode.l10n.t('{0} are left: their fix would not have held.', left)}`;
  void vscode.window.showInformationMessage(done + rest);
}

const KINDS: readonly FixableKind[] = ['safe', 'suggest', 'multi', 'scaffold'];

function itemOf(rule: string, title: string, kind: FixableKind, count: number): RuleItem {
  const words: Readonly<Record<FixableKind, string>> = {
    safe: vscode.l10n.t('{0} safe', count),
    suggest: vscode.l10n.t('{0} to be looked at', count),
    multi: vscode.l10n.t('{0} over several files', count),
    scaffold: vscode.l10n.t('{0} with new files', count),
  };
  return { rule, fix: kind, label: rule, description: words[kind], detail: title, picked: kind === 'safe' };
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

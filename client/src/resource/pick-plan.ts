import * as vscode from 'vscode';
import type { ResourcePlanShown } from '#decisions/resource-protocol.ts';

interface PlanItem extends vscode.QuickPickItem {
  readonly choose?: 'write' | ResourcePlanShown['files'][number];
}

/**
 * Shows a plan as a list: what writes it first, then every file. A file that is picked is shown, and the list stays. Gives false when the
 * person leaves it.
 */
export function agreeToPlan(
  plan: ResourcePlanShown,
  show: (file: ResourcePlanShown['files'][number]) => Promise<void>,
): Promise<boolean> {
  const input = vscode.window.createQuickPick<PlanItem>();
  input.title = vscode.l10n.t('Add {0}: what will be written', plan.resource);
  input.placeholder = vscode.l10n.t('Pick a file to look at it; nothing is written yet');
  input.items = itemsOf(plan);
  input.ignoreFocusOut = true;
  input.matchOnDescription = true;
  return new Promise((resolve, reject) => {
    input.onDidAccept(async () => {
      const choice = (input.selectedItems[0] ?? input.activeItems[0])?.choose;
      if (choice === undefined) return;
      if (choice !== 'write') return show(choice).catch(reject);
      resolve(true);
      input.dispose();
    });
    input.onDidHide(() => {
      resolve(false);
      input.dispose();
    });
    input.show();
  });
}

function itemsOf({ files, conflicts, notes }: ResourcePlanShown): readonly PlanItem[] {
  const changed = files.filter((it) => it.before !== undefined);
  const created = files.filter((it) => it.before === undefined);
  const write =
    conflicts.length === 0
      ? vscode.l10n.t('Write {0} new files and change {1}', created.length, changed.length)
      : vscode.l10n.t('Write the rest, and leave {0} files to me', conflicts.length);
  const [firstNote] = notes;
  return [
    { label: `$(check) ${write}`, choose: 'write', alwaysShow: true, ...(firstNote !== undefined && { detail: firstNote }) },
    ...section(
      vscode.l10n.t('by hand'),
      conflicts.map((it) => ({ label: `$(warning) ${it.path}`, description: it.reason })),
    ),
    ...section(
      vscode.l10n.t('changed'),
      changed.map((it) => ({ label: `$(diff-modified) ${it.path}`, choose: it })),
    ),
    ...section(
      vscode.l10n.t('new'),
      created.map((it) => ({ label: `$(diff-added) ${it.path}`, choose: it })),
    ),
  ];
}

function section(title: string, items: readonly PlanItem[]): readonly PlanItem[] {
  return items.length === 0 ? [] : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

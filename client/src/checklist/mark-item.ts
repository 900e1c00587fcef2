import * as vscode from 'vscode';
import { MARK_CHECKLIST_ITEM, type MarkChecklistItemParams, type MarkChecklistItemResult } from '#protocol/checklist.ts';
import { applyToConfiguration } from '../configuration-edit.ts';
import type { TiebeamClient } from '../language-client.ts';
import { refuseUntrusted } from '../trust.ts';
import type { ItemNode } from './checklist-nodes.ts';

type Mark = MarkChecklistItemParams['mark'];

/** Asks what a person says of an item and why, and writes it into `tiebeam.json`. Nothing is written where the person leaves. */
export async function markItem(client: TiebeamClient, node: ItemNode): Promise<void> {
  if (await refuseUntrusted(vscode.l10n.t('The item is not marked'))) return;
  const mark = node.item.isQuestion ? await askAnswer(node) : await askPin(node);
  if (mark !== undefined) await write(client, node, mark);
}

/** Takes back what was said of an item. */
export async function clearMark(client: TiebeamClient, node: ItemNode): Promise<void> {
  if (await refuseUntrusted(vscode.l10n.t('The item is not changed'))) return;
  await write(client, node, { kind: 'clear' });
}

async function askPin({ item }: ItemNode): Promise<Mark | undefined> {
  const { t } = vscode.l10n;
  const title = t('Mark “{0}”', item.title);
  const picked = await vscode.window.showQuickPick(
    [
      { label: t('Done'), detail: t('It is there, at a place that the code does not show'), state: 'done' as const },
      { label: t('Does not apply'), detail: t('This project does not need it'), state: 'n/a' as const },
    ],
    { title, placeHolder: item.summary },
  );
  if (!picked) return undefined;
  const reason = await vscode.window.showInputBox({
    title,
    prompt: t('Why? The reason is kept in tiebeam.json.'),
    placeHolder: t('nginx sets the headers'),
    validateInput: (text) => (text.trim().length < 3 ? t('A reason has at least three letters.') : undefined),
  });
  return reason === undefined ? undefined : { kind: 'pin', state: picked.state, reason: reason.trim() };
}

async function askAnswer({ item }: ItemNode): Promise<Mark | undefined> {
  const { t } = vscode.l10n;
  const title = item.title;
  const picked = await vscode.window.showQuickPick(
    [
      { label: t('Yes'), answer: 'yes' as const },
      { label: t('No'), answer: 'no' as const },
      { label: t('Does not apply'), answer: 'n/a' as const },
    ],
    { title, placeHolder: item.why },
  );
  if (!picked) return undefined;
  const by = await vscode.window.showInputBox({
    title,
    prompt: t('Who or what does the answer come from? It is kept in tiebeam.json with today’s date.'),
    validateInput: (text) => (text.trim() === '' ? t('A name, a meeting, a document.') : undefined),
  });
  if (by === undefined) return undefined;
  const note = await vscode.window.showInputBox({ title, prompt: t('Anything worth knowing about it? May be left empty.') });
  if (note === undefined) return undefined;
  return { kind: 'answer', answer: picked.answer, by: by.trim(), ...(note.trim() !== '' && { note: note.trim() }) };
}

async function write(client: TiebeamClient, { list, item }: ItemNode, mark: Mark): Promise<void> {
  const params: MarkChecklistItemParams = { folder: list.folder, item: item.id, pinKey: item.pinKey, mark };
  await applyToConfiguration(await client.request<MarkChecklistItemResult>(MARK_CHECKLIST_ITEM, params));
}

import * as vscode from 'vscode';
import type { ChecklistEvidenceView, ChecklistItemView, ChecklistListView } from '#protocol/checklist.ts';

/** A row of the tree. */
export type ChecklistNode =
  | { readonly kind: 'list'; readonly list: ChecklistListView; readonly isAmongSeveral: boolean }
  | { readonly kind: 'item'; readonly list: ChecklistListView; readonly item: ChecklistItemView }
  | { readonly kind: 'evidence'; readonly evidence: ChecklistEvidenceView };

export type ItemNode = Extract<ChecklistNode, { kind: 'item' }>;

/** Tells whether a command was given a row of an item. */
export function isItemNode(given: unknown): given is ItemNode {
  return typeof given === 'object' && given !== null && 'kind' in given && given.kind === 'item';
}

/** The rows for the lists, those of several servers told apart by name. */
export function listNodes(lists: readonly ChecklistListView[]): ChecklistNode[] {
  return lists.map((list) => ({ kind: 'list', list, isAmongSeveral: lists.filter((it) => it.list === list.list).length > 1 }));
}

export function childrenOf(node: ChecklistNode): ChecklistNode[] {
  switch (node.kind) {
    case 'list':
      return node.list.items.map((item) => ({ kind: 'item', list: node.list, item }));
    case 'item':
      return node.item.evidence.map((evidence) => ({ kind: 'evidence', evidence }));
    case 'evidence':
      return [];
  }
}

/** What a row looks like and says to a screen reader. */
export function treeItem(node: ChecklistNode): vscode.TreeItem {
  switch (node.kind) {
    case 'list':
      return listItem(node.list, node.isAmongSeveral);
    case 'item':
      return itemItem(node.list, node.item);
    case 'evidence':
      return evidenceItem(node.evidence);
  }
}

function listItem(list: ChecklistListView, isAmongSeveral: boolean): vscode.TreeItem {
  const { t } = vscode.l10n;
  const label = isAmongSeveral ? t('{0}: {1}', list.title, list.unit) : list.title;
  const isOpen = list.list === 'backend' || list.list === 'integration';
  const item = new vscode.TreeItem(
    label,
    isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = list.key;
  item.description = progressOf(list);
  item.tooltip = list.score ?? (list.unit === '' ? label : t('{0} of {1}', list.title, list.unit));
  item.contextValue = 'list';
  item.accessibilityInformation = {
    label: t('{0}, {1}, {2} missing', label, progressOf(list), list.missing),
  };
  return item;
}

/** `10 of 13`, or that nothing of a list applies. */
export function progressOf({ done, applicable }: { readonly done: number; readonly applicable: number }): string {
  return applicable === 0 ? vscode.l10n.t('does not apply') : vscode.l10n.t('{0} of {1}', done, applicable);
}

function itemItem(list: ChecklistListView, it: ChecklistItemView): vscode.TreeItem {
  const { t } = vscode.l10n;
  const hasEvidence = it.evidence.length > 0;
  const item = new vscode.TreeItem(
    it.title,
    hasEvidence ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = `${list.key} ${it.id}`;
  item.iconPath = ICONS[it.state];
  item.description = it.gate === undefined ? it.summary : t('{0} · {1}', it.gate, it.summary);
  item.tooltip = tooltipOf(it);
  item.contextValue = [
    'item',
    it.state,
    ...(it.isQuestion ? ['question'] : ['detected']),
    ...(it.isSaid ? ['said'] : []),
    ...(it.pattern !== undefined && (it.state === 'missing' || it.state === 'partly') ? ['insertable'] : []),
  ].join('.');
  item.accessibilityInformation = { label: t('{0}: {1}. {2}', it.title, stateWord(it.state), it.summary) };
  return item;
}

function tooltipOf(it: ChecklistItemView): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(it.title).appendMarkdown('** · ').appendText(stateWord(it.state));
  text.appendMarkdown('\n\n').appendText(it.summary);
  text.appendMarkdown('\n\n').appendText(it.why);
  text.appendMarkdown('\n\n').appendText(t('What is looked for: {0}', it.detection));
  if (it.isSaid) text.appendMarkdown('\n\n').appendText(t('Decided in tiebeam.json'));
  return text;
}

function evidenceItem(it: ChecklistEvidenceView): vscode.TreeItem {
  const { t } = vscode.l10n;
  const uri = vscode.Uri.parse(it.uri);
  const item = new vscode.TreeItem(it.sentence, vscode.TreeItemCollapsibleState.None);
  const line = it.range.start.line;
  item.description = `${it.path}:${line + 1}`;
  item.iconPath = new vscode.ThemeIcon('go-to-file');
  item.tooltip = t('Open {0}, line {1}', it.path, line + 1);
  item.contextValue = 'evidence';
  const selection = new vscode.Range(line, it.range.start.character, it.range.end.line, it.range.end.character);
  item.command = { command: 'vscode.open', title: t('Open'), arguments: [uri, { selection, preview: true }] };
  item.accessibilityInformation = { label: t('{0}, {1} line {2}', it.sentence, it.path, line + 1) };
  return item;
}

function stateWord(state: ChecklistItemView['state']): string {
  const { t } = vscode.l10n;
  switch (state) {
    case 'done':
      return t('done');
    case 'partly':
      return t('partly');
    case 'missing':
      return t('missing');
    case 'not-applicable':
      return t('does not apply');
    case 'unknown':
      return t('not known');
  }
}

const icon = (name: string, colour: string): vscode.ThemeIcon => new vscode.ThemeIcon(name, new vscode.ThemeColor(colour));

/** Shape and colour both tell the state, so that neither is needed alone. */
const ICONS: Readonly<Record<ChecklistItemView['state'], vscode.ThemeIcon>> = {
  done: icon('pass-filled', 'testing.iconPassed'),
  partly: icon('warning', 'list.warningForeground'),
  missing: icon('error', 'list.errorForeground'),
  'not-applicable': icon('circle-slash', 'disabledForeground'),
  unknown: icon('question', 'descriptionForeground'),
};

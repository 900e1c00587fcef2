import * as vscode from 'vscode';
import type { FindingView, FolderFindings } from '#protocol/findings.ts';

export type Grouping = 'section' | 'layer';

/** A row of the tree. */
export type FindingNode =
  | { readonly kind: 'folder'; readonly folder: FolderFindings; readonly groups: readonly GroupNode[] }
  | GroupNode
  | { readonly kind: 'finding'; readonly key: string; readonly finding: FindingView }
  | { readonly kind: 'more'; readonly key: string; readonly count: number };

export interface GroupNode {
  readonly kind: 'group';
  readonly key: string;
  readonly label: string;
  readonly rows: readonly FindingNode[];
  /** The first one, which weighs most. */
  readonly first: FindingView | undefined;
  readonly count: number;
}

export type FindingRow = Extract<FindingNode, { kind: 'finding' }>;

/** Tells whether a command was given a row of a finding. */
export function isFindingRow(given: unknown): given is FindingRow {
  return typeof given === 'object' && given !== null && 'kind' in given && given.kind === 'finding' && 'finding' in given;
}

/** The rows at the top: the groups of the only folder, or the folders. Folders without findings are left out. */
export function topNodes(folders: readonly FolderFindings[], grouping: Grouping, isNewOnly: boolean): FindingNode[] {
  const nodes = folders.flatMap((folder) => {
    const groups = groupsOf(folder, grouping, isNewOnly);
    return groups.length === 0 ? [] : [{ kind: 'folder' as const, folder, groups }];
  });
  const [only] = nodes;
  return folders.length === 1 && only ? [...only.groups] : nodes;
}

export function childrenOf(node: FindingNode): FindingNode[] {
  return node.kind === 'folder' ? [...node.groups] : node.kind === 'group' ? [...node.rows] : [];
}

/** What a row looks like and says to a screen reader. */
export function treeItem(node: FindingNode): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node.folder);
    case 'group':
      return groupItem(node);
    case 'finding':
      return findingItem(node);
    case 'more': {
      const item = new vscode.TreeItem(vscode.l10n.t('and {0} more', node.count), vscode.TreeItemCollapsibleState.None);
      item.id = node.key;
      return item;
    }
  }
}

function groupsOf(folder: FolderFindings, grouping: Grouping, isNewOnly: boolean): GroupNode[] {
  const groups = new Map<string, { readonly order: number; readonly label: string; readonly findings: FindingView[] }>();
  for (const it of folder.findings) {
    if (isNewOnly && it.isOld) continue;
    const { key, order, label } = grouping === 'section' ? sectionOf(it) : layerOf(it);
    const known = groups.get(key) ?? { order, label, findings: [] };
    groups.set(key, known);
    known.findings.push(it);
  }
  const sorted = [...groups].sort(([a, one], [b, other]) => one.order - other.order || (a < b ? -1 : 1));
  const nodes = sorted.map(([key, { label, findings }]): GroupNode => {
    findings.sort((a, b) => Number(a.isOld) - Number(b.isOld) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    const at = `${folder.folder} ${grouping} ${key}`;
    const rows = findings.map((finding, index): FindingNode => ({ kind: 'finding', key: `${at} ${index}`, finding }));
    return { kind: 'group', key: at, label, rows, first: findings[0], count: findings.length };
  });
  const last = nodes.at(-1);
  if (folder.more === 0 || !last) return nodes;
  const more: FindingNode = { kind: 'more', key: `${folder.folder} more`, count: folder.more };
  return [...nodes.slice(0, -1), { ...last, rows: [...last.rows, more] }];
}

function sectionOf({ section }: FindingView): { readonly key: string; readonly order: number; readonly label: string } {
  const { number, title } = section;
  return { key: title, order: number === 0 ? 99 : number, label: number === 0 ? title : `${number} ${title}` };
}

function layerOf({ layer }: FindingView): { readonly key: string; readonly order: number; readonly label: string } {
  if (layer === undefined) return { key: '', order: 99, label: vscode.l10n.t('Files without a layer') };
  return { key: layer, order: Math.max(0, LAYERS.indexOf(layer)), label: layerName(layer) };
}

function layerName(layer: string): string {
  const { t } = vscode.l10n;
  const names: Readonly<Record<string, string>> = {
    entrypoint: t('Entry points'),
    controller: t('Controllers'),
    middleware: t('Middleware'),
    service: t('Services'),
    job: t('Jobs'),
    repository: t('Repositories'),
    model: t('Models'),
    dto: t('Data transfer objects'),
    client: t('Clients'),
    component: t('Components'),
    config: t('Configuration'),
  };
  return names[layer] ?? layer;
}

/** The way of a request, then the pages. */
const LAYERS: readonly string[] = [
  'entrypoint',
  'controller',
  'middleware',
  'service',
  'job',
  'repository',
  'model',
  'dto',
  'client',
  'component',
  'config',
];

function folderItem({ folder }: FolderFindings): vscode.TreeItem {
  const uri = vscode.Uri.parse(folder);
  const name = vscode.workspace.getWorkspaceFolder(uri)?.name ?? uri.path.split('/').at(-1) ?? folder;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = folder;
  item.iconPath = new vscode.ThemeIcon('root-folder');
  return item;
}

function groupItem({ key, label, count, first }: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = key;
  item.description = String(count);
  if (first) item.iconPath = first.isOld ? OLD_ICON : ICONS[first.severity];
  item.contextValue = 'group';
  const words = count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count);
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}', label, words) };
  return item;
}

function findingItem({ key, finding }: FindingRow): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { path, range, message, rule, severity, isOld } = finding;
  const line = range.start.line + 1;
  const place = `${path}:${line}`;
  // Findings of one rule begin with the same words, and a narrow side bar shows no more of them.
  const item = new vscode.TreeItem(`${path.split('/').at(-1)}:${line}`, vscode.TreeItemCollapsibleState.None);
  item.id = key;
  item.description = isOld ? t('in the baseline · {0}', message) : message;
  item.iconPath = isOld ? OLD_ICON : ICONS[severity];
  const tooltip = new vscode.MarkdownString();
  tooltip.appendText(message).appendMarkdown('\n\n').appendMarkdown('`').appendText(rule).appendMarkdown('`');
  tooltip.appendMarkdown('\n\n').appendText(place);
  item.tooltip = tooltip;
  item.contextValue = 'finding';
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  item.command = {
    command: 'vscode.open',
    title: t('Open'),
    arguments: [vscode.Uri.parse(finding.uri), { selection, preview: true }],
  };
  item.accessibilityInformation = { label: t('{0}, {1}, {2} line {3}', severityWord(severity), message, path, line) };
  return item;
}

function severityWord(severity: FindingView['severity']): string {
  const { t } = vscode.l10n;
  switch (severity) {
    case 'error':
      return t('error');
    case 'warning':
      return t('warning');
    case 'info':
      return t('note');
    case 'hint':
      return t('hint');
  }
}

const SEVERITIES: readonly FindingView['severity'][] = ['error', 'warning', 'info', 'hint'];

const icon = (name: string, colour: string): vscode.ThemeIcon => new vscode.ThemeIcon(name, new vscode.ThemeColor(colour));

const ICONS: Readonly<Record<FindingView['severity'], vscode.ThemeIcon>> = {
  error: icon('error', 'problemsErrorIcon.foreground'),
  warning: icon('warning', 'problemsWarningIcon.foreground'),
  info: icon('info', 'problemsInfoIcon.foreground'),
  hint: icon('lightbulb', 'descriptionForeground'),
};
const OLD_ICON = icon('archive', 'disabledForeground');

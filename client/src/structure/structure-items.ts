import * as vscode from 'vscode';
import type { MapLayer, MapUnit } from '#map/structure-map.ts';
import { filesOf, type StructureNode } from './structure-nodes.ts';

/** What a row looks like and says to a screen reader. */
export function treeItem(node: StructureNode): vscode.TreeItem {
  const item = itemOf(node);
  item.id = node.id;
  item.contextValue = node.kind;
  return item;
}

function itemOf(node: StructureNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { map } = node.structure;
  switch (node.kind) {
    case 'unit': {
      const features = map.features.flatMap((it, index) => (it.unit === node.unit.index ? [index] : []));
      const item = folded(node.unit.name, 'Expanded', new vscode.ThemeIcon(UNIT_ICONS[node.unit.kind]));
      item.description = described([kindWord(node.unit.kind), wrongIn(node, features)]);
      item.tooltip = node.isAmongFolders ? `${map.name}: ${node.unit.name}` : node.unit.name;
      return item;
    }
    case 'feature': {
      const name = node.feature.isShared ? t('Shared') : node.feature.name;
      const item = folded(name, 'Collapsed', new vscode.ThemeIcon(node.feature.isShared ? 'references' : 'package'));
      item.description = described([countOfFiles(filesOf(map, node.feature.index).length), wrongIn(node, [node.feature.index])]);
      return item;
    }
    case 'layer': {
      const files = filesOf(map, node.feature, node.layer);
      const item = folded(layerWord(node.layer), files.length > MANY ? 'Collapsed' : 'Expanded', new vscode.ThemeIcon('layers'));
      item.description = countOfFiles(files.length);
      return item;
    }
    case 'file':
      return fileItem(node);
    case 'forbidden':
      return forbiddenItem(node);
    case 'routes': {
      const item = folded(t('Routes'), 'Collapsed', new vscode.ThemeIcon('symbol-interface'));
      item.description = String(map.routes.filter((it) => it.feature === node.feature).length);
      return item;
    }
    case 'route':
      return routeItem(node);
  }
}

/** A layer with more files than this is folded at first. */
const MANY = 12;

type Of<Kind> = Extract<StructureNode, { readonly kind: Kind }>;

function fileItem({ structure, file }: Of<'file'>): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { map } = structure;
  const wrong = map.forbidden.filter((it) => it.from === file.index).length;
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(structure.folder), file.path);
  const { None, Expanded } = vscode.TreeItemCollapsibleState;
  // The editor's own icon and the colour of its problems come with the address.
  const item = new vscode.TreeItem(uri, wrong > 0 ? Expanded : None);
  item.iconPath = vscode.ThemeIcon.File;
  const findings = file.errors + file.warnings + file.infos;
  const lines = file.lines === 1 ? t('1 line') : t('{0} lines', file.lines);
  item.description = described([lines, findings === 0 ? '' : findings === 1 ? t('1 finding') : t('{0} findings', findings)]);
  item.tooltip = file.path;
  item.command = { command: 'vscode.open', title: t('Open'), arguments: [uri, { preview: true }] };
  item.accessibilityInformation = { label: `${nameOf(file.path)}, ${item.description}` };
  return item;
}

function forbiddenItem({ structure, forbidden }: Of<'forbidden'>): vscode.TreeItem {
  const { t } = vscode.l10n;
  const { files } = structure.map;
  const { from, to, line, message, rule, severity } = forbidden;
  const target = to === undefined ? undefined : files[to]?.path;
  const label = target === undefined ? message : t('imports {0}', nameOf(target));
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  const isMild = severity === 'info' || severity === 'hint';
  item.iconPath = new vscode.ThemeIcon(isMild ? 'info' : 'error', new vscode.ThemeColor('list.errorForeground'));
  item.description = t('line {0}, {1}', line, rule);
  item.tooltip = message;
  item.command = openAt(structure.folder, files[from]?.path ?? '', line);
  item.accessibilityInformation = { label: t('Against the rules, line {0}: {1}', line, message) };
  return item;
}

function routeItem({ structure, route }: Of<'route'>): vscode.TreeItem {
  const { t } = vscode.l10n;
  const item = new vscode.TreeItem(`${route.method} ${route.path}`, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('symbol-method');
  item.description = route.handler === '' ? `${nameOf(route.file)}:${route.line}` : route.handler;
  item.tooltip = t('Open {0}, line {1}', route.file, route.line);
  item.command = openAt(structure.folder, route.file, route.line);
  item.accessibilityInformation = { label: `${route.method} ${route.path}, ${item.description}` };
  return item;
}

function openAt(folder: string, path: string, line: number): vscode.Command {
  const at = new vscode.Position(line - 1, 0);
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(folder), path);
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [uri, { selection: new vscode.Range(at, at), preview: true }],
  };
}

function folded(label: string, state: 'Expanded' | 'Collapsed', icon: vscode.ThemeIcon): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState[state]);
  item.iconPath = icon;
  return item;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function described(parts: readonly string[]): string {
  return parts.filter((it) => it !== '').join(' · ');
}

function wrongIn({ structure: { map } }: StructureNode, features: readonly number[]): string {
  const wrong = map.forbidden.filter((it) => features.includes(map.files[it.from]?.feature ?? -1)).length;
  return wrong === 0 ? '' : vscode.l10n.t('{0} against the rules', wrong);
}

export function countOfFiles(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count);
}

const UNIT_ICONS: Readonly<Record<MapUnit['kind'], string>> = {
  server: 'server',
  frontend: 'browser',
  fullstack: 'server-environment',
  worker: 'server-process',
  library: 'library',
  tool: 'tools',
};

function kindWord(kind: MapUnit['kind']): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'server':
      return t('server');
    case 'frontend':
      return t('front end');
    case 'fullstack':
      return t('full stack');
    case 'worker':
      return t('worker');
    case 'library':
      return t('library');
    case 'tool':
      return t('tool');
  }
}

function layerWord(layer: MapLayer): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<MapLayer, string>> = {
    entrypoint: t('Entry points'),
    component: t('Components'),
    client: t('API clients'),
    middleware: t('Middleware'),
    controller: t('Controllers'),
    job: t('Jobs'),
    service: t('Services'),
    repository: t('Repositories'),
    model: t('Models'),
    dto: t('DTOs and schemas'),
    config: t('Configuration'),
    other: t('Without a layer'),
  };
  return words[layer];
}

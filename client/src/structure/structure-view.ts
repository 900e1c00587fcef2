import * as vscode from 'vscode';
import type { ViewState } from '../view-state.ts';
import { treeItem } from './structure-items.ts';
import { childrenOf, nodeOfFile, rootNodes, type StructureNode } from './structure-nodes.ts';
import type { StructureSource } from './structure-source.ts';

const VIEW_ID = 'tiebeam.structure';
const STATE_KEY = 'tiebeam.structureState';

/** The tree of services, features, layers and files. */
export class StructureView implements vscode.Disposable, vscode.TreeDataProvider<StructureNode> {
  readonly #source: StructureSource;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<StructureNode>;
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(source: StructureSource, viewState: ViewState) {
    this.#source = source;
    this.#view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = vscode.Disposable.from(
      this.#view,
      this.#changed,
      source.watch(() => this.#view.visible),
      this.#view.onDidChangeVisibility(() => source.look()),
      source.onDidChange(() => this.#update()),
      viewState.showReading(VIEW_ID, this.#view, () => source.structures.length === 0),
    );
    this.#update();
  }

  getTreeItem(node: StructureNode): vscode.TreeItem {
    return treeItem(node);
  }

  /** The first look at the view starts the server, where nothing else has. */
  getChildren(node?: StructureNode): StructureNode[] {
    if (node !== undefined) return childrenOf(node);
    this.#source.look();
    return rootNodes(this.#source.structures);
  }

  getParent(node: StructureNode): StructureNode | undefined {
    return node.parent;
  }

  /** Shows a file in the tree; tells why where it is not there. */
  async reveal(uri: vscode.Uri): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: VIEW_ID } }, () => this.#source.whenKnown());
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const node = folder && this.#nodeOf(folder.uri, uri);
    if (node) {
      await this.#view.reveal(node, { select: true, focus: true, expand: true });
      return;
    }
    const name = uri.path.split('/').at(-1) ?? '';
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} is not in the structure: it holds the code of the application, without tests, scripts and generated files.',
        name,
      ),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The server spells addresses in its own way, so they are compared as the editor reads them. */
  #nodeOf(folder: vscode.Uri, file: vscode.Uri): StructureNode | undefined {
    const own = this.#source.structures.find((it) => vscode.Uri.parse(it.folder).toString() === folder.toString());
    const path = file.path.slice(folder.path.replace(/\/$/, '').length + 1);
    return own && nodeOfFile(this.#source.structures, own.folder, path);
  }

  #update(): void {
    const { structures, state } = this.#source;
    const wrong = structures.reduce((sum, it) => sum + it.map.forbidden.length, 0);
    this.#view.description = structures.length === 0 ? '' : againstTheRules(wrong);
    this.#changed.fire(undefined);
    void vscode.commands.executeCommand('setContext', STATE_KEY, state);
  }
}

function againstTheRules(imports: number): string {
  const { t } = vscode.l10n;
  if (imports === 0) return t('no import against the rules');
  return imports === 1 ? t('1 import against the rules') : t('{0} imports against the rules', imports);
}

import * as vscode from 'vscode';
import { FINDINGS, type FindingsParams, type FindingsResult, type FolderFindings } from '#protocol/findings.ts';
import type { TiebeamClient } from '../language-client.ts';
import { SeenQuery } from '../seen-query.ts';
import type { ViewState } from '../view-state.ts';
import type { ServerStatus } from '../workspace-state.ts';
import { BurnDown } from './burn-down.ts';
import { childrenOf, type FindingNode, type Grouping, topNodes, treeItem } from './finding-nodes.ts';
import { findingsBadge } from './findings-badge.ts';

const VIEW_ID = 'tiebeam.findings';
const STATE_KEY = 'tiebeam.findingsState';
const GROUPING_KEY = 'tiebeam.findingsBy';
const NEW_ONLY_KEY = 'tiebeam.findingsNewOnly';

/** What the view knows beyond the state of the window: nothing is found, nothing is new, or the server could not be asked. */
type ListState = 'reading' | 'green' | 'held' | 'failed' | 'shown';

/** The tree of the findings. */
export class FindingsView implements vscode.Disposable, vscode.TreeDataProvider<FindingNode> {
  readonly #client: TiebeamClient;
  readonly #query: SeenQuery;
  readonly #memory: vscode.Memento;
  readonly #burnDown: BurnDown;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<FindingNode>;
  readonly #subscriptions: vscode.Disposable;
  #folders: readonly FolderFindings[] = [];
  #version: string | undefined;
  #grouping: Grouping;
  #isNewOnly: boolean;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(context: vscode.ExtensionContext, client: TiebeamClient, log: vscode.LogOutputChannel, viewState: ViewState) {
    this.#client = client;
    this.#memory = context.workspaceState;
    this.#burnDown = new BurnDown(this.#memory);
    this.#grouping = this.#memory.get(GROUPING_KEY) === 'layer' ? 'layer' : 'section';
    this.#isNewOnly = this.#memory.get(NEW_ONLY_KEY) === true;
    this.#view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: this, showCollapseAll: true });
    this.#query = new SeenQuery({
      client,
      log,
      viewState,
      isSeen: () => this.#view.visible,
      ask: () => this.#ask(),
      clear: () => this.#clear(),
      fail: () => this.#setState('failed'),
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#query,
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(() => this.#query.look()),
      client.onDidChangeStatus((status) => this.#tellBadge(status)),
      viewState.showReading(VIEW_ID, this.#view, () => this.#folders.length === 0),
    );
    this.#setState('reading');
    this.#tellBadge(client.status);
    this.#tellToggles();
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return treeItem(node);
  }

  getChildren(node?: FindingNode): FindingNode[] {
    if (node !== undefined) return childrenOf(node);
    this.#query.look();
    return topNodes(this.#folders, this.#grouping, this.#isNewOnly);
  }

  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    void this.#memory.update(GROUPING_KEY, grouping);
    this.#redraw();
  }

  /** Shows the view with new findings only, or with all again. */
  async focusNew(isNewOnly = !this.#isNewOnly): Promise<void> {
    this.#isNewOnly = isNewOnly;
    void this.#memory.update(NEW_ONLY_KEY, isNewOnly);
    this.#redraw();
    await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
  }

  /** The baseline was written anew: what it holds from now on is where its burn-down starts. */
  async baselineAccepted(): Promise<void> {
    await this.#burnDown.restart();
    this.#query.again();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #ask(): Promise<boolean> {
    const params: FindingsParams = this.#version === undefined ? {} : { known: this.#version };
    const { isReady, version, folders } = await this.#client.request<FindingsResult>(FINDINGS, params);
    if (!isReady && this.#folders.length === 0) this.#setState('reading');
    else if (folders !== undefined) {
      this.#version = version;
      this.#folders = folders;
      this.#redraw();
    }
    return isReady;
  }

  #clear(): void {
    this.#folders = [];
    this.#version = undefined;
    this.#view.description = '';
    this.#changed.fire(undefined);
  }

  #redraw(): void {
    const all = this.#folders.reduce((sum, it) => sum + it.findings.length + it.more, 0);
    const old = this.#folders.reduce((sum, it) => sum + it.findings.filter((one) => one.isOld).length, 0);
    if (this.#version !== undefined) this.#setState(all === 0 ? 'green' : this.#isNewOnly && all === old ? 'held' : 'shown');
    this.#view.description = this.#version === undefined ? '' : this.#summary(all, old);
    this.#tellToggles();
    this.#changed.fire(undefined);
  }

  /** `3 new · 38 of 60 old left`. */
  #summary(all: number, old: number): string {
    const { t } = vscode.l10n;
    const burnDown = this.#burnDown.take(this.#folders);
    const fresh = all - old;
    if (!burnDown && old === 0) return all === 0 ? '' : String(all);
    const left = burnDown ? t('{0} of {1} old left', burnDown.left, burnDown.start) : t('{0} old', old);
    return fresh === 0 ? left : t('{0} new · {1}', fresh, left);
  }

  #tellBadge(status: ServerStatus): void {
    const badge = findingsBadge(status);
    if (badge?.tooltip !== this.#view.badge?.tooltip) this.#view.badge = badge;
  }

  #setState(state: ListState): void {
    void vscode.commands.executeCommand('setContext', STATE_KEY, state);
  }

  #tellToggles(): void {
    void vscode.commands.executeCommand('setContext', GROUPING_KEY, this.#grouping);
    void vscode.commands.executeCommand('setContext', NEW_ONLY_KEY, this.#isNewOnly);
  }
}

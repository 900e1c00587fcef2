import * as vscode from 'vscode';
import { FINDINGS, type FindingsParams, type FindingsResult, type FolderFindings } from '#protocol';
import type { TiebeamClient } from '../language-client.ts';
import type { ViewState } from '../view-state.ts';
import { BurnDown } from './burn-down.ts';
import { childrenOf, type FindingNode, type Grouping, topNodes, treeItem } from './finding-nodes.ts';

/** Changes that come together are asked for together; in milliseconds, well below what an eye sees. */
const TOGETHER_MS = 50;
const VIEW_ID = 'tiebeam.findings';
const STATE_KEY = 'tiebeam.findingsState';
const GROUPING_KEY = 'tiebeam.findingsBy';
const NEW_ONLY_KEY = 'tiebeam.findingsNewOnly';

/** What the view knows beyond the state of the window: nothing is found, nothing is new, or the server could not be asked. */
type ListState = 'reading' | 'green' | 'held' | 'failed' | 'shown';

/** The tree of the findings. It asks the server while somebody sees it, and after something has changed; never else. */
export class FindingsView implements vscode.Disposable, vscode.TreeDataProvider<FindingNode> {
  readonly #client: TiebeamClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #viewState: ViewState;
  readonly #memory: vscode.Memento;
  readonly #burnDown: BurnDown;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<FindingNode>;
  readonly #subscriptions: vscode.Disposable;
  #folders: readonly FolderFindings[] = [];
  #version: string | undefined;
  #isStale = true;
  #grouping: Grouping;
  #isNewOnly: boolean;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(context: vscode.ExtensionContext, client: TiebeamClient, log: vscode.LogOutputChannel, viewState: ViewState) {
    this.#client = client;
    this.#log = log;
    this.#viewState = viewState;
    this.#memory = context.workspaceState;
    this.#burnDown = new BurnDown(this.#memory);
    this.#grouping = this.#memory.get(GROUPING_KEY) === 'layer' ? 'layer' : 'section';
    this.#isNewOnly = this.#memory.get(NEW_ONLY_KEY) === true;
    this.#view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = vscode.Disposable.from(
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(() => this.#schedule()),
      client.onDidChangeStatus((status) => {
        this.#isStale = true;
        if (status.state === 'failed') this.#setState('failed');
        else if (status.state === 'ready') this.#schedule();
      }),
      viewState.onDidChange(() => (viewState.isReadable ? this.#schedule() : this.#clear())),
      viewState.showReading(VIEW_ID, this.#view, () => this.#folders.length === 0),
    );
    this.#setState('reading');
    this.#tellToggles();
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return treeItem(node);
  }

  /** The first look at the view starts the server, where nothing else has. */
  getChildren(node?: FindingNode): FindingNode[] {
    if (node !== undefined) return childrenOf(node);
    this.#schedule();
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
    this.#isStale = true;
    this.#schedule();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #schedule(): void {
    if (!this.#view.visible || !this.#isStale || !this.#viewState.isReadable || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#refresh().catch((error: unknown) => {
        this.#log.error(error instanceof Error ? error : String(error));
        this.#setState('failed');
      });
    }, TOGETHER_MS);
  }

  async #refresh(): Promise<void> {
    const params: FindingsParams = this.#version === undefined ? {} : { known: this.#version };
    const { isReady, version, folders } = await this.#client.request<FindingsResult>(FINDINGS, params);
    if (isReady) this.#isStale = false;
    else if (this.#folders.length === 0) return this.#setState(this.#client.status.state === 'ready' ? 'failed' : 'reading');
    if (folders === undefined) return;
    this.#version = version;
    this.#folders = folders;
    this.#redraw();
  }

  #clear(): void {
    this.#folders = [];
    this.#version = undefined;
    this.#isStale = true;
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

  #setState(state: ListState): void {
    void vscode.commands.executeCommand('setContext', STATE_KEY, state);
  }

  #tellToggles(): void {
    void vscode.commands.executeCommand('setContext', GROUPING_KEY, this.#grouping);
    void vscode.commands.executeCommand('setContext', NEW_ONLY_KEY, this.#isNewOnly);
  }
}

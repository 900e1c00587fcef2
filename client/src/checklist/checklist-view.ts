import * as vscode from 'vscode';
import { CHECKLIST, type ChecklistListView, type ChecklistParams, type ChecklistResult } from '#protocol/checklist.ts';
import type { TiebeamClient } from '../language-client.ts';
import { SeenQuery } from '../seen-query.ts';
import type { ViewState } from '../view-state.ts';
import { type ChecklistNode, childrenOf, listNodes, progressOf, treeItem } from './checklist-nodes.ts';

const STATE_KEY = 'tiebeam.checklistState';
const VIEW_ID = 'tiebeam.checklist';

/** What the view knows beyond the state of the window: no server and no front end was found, or it could not be asked. */
type ListState = 'reading' | 'empty' | 'failed' | 'shown';

/** The tree of the checklists. */
export class ChecklistView implements vscode.Disposable, vscode.TreeDataProvider<ChecklistNode> {
  readonly #client: TiebeamClient;
  readonly #query: SeenQuery;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<ChecklistNode>;
  readonly #subscriptions: vscode.Disposable;
  #lists: readonly ChecklistListView[] = [];
  #shown = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: TiebeamClient, log: vscode.LogOutputChannel, viewState: ViewState) {
    this.#client = client;
    this.#view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: this, showCollapseAll: true });
    this.#query = new SeenQuery({
      client,
      log,
      viewState,
      isSeen: () => this.#view.visible,
      ask: () => this.#ask({ isFresh: false }),
      clear: () => this.#clear(),
      fail: () => this.#setState('failed'),
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#query,
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(() => this.#query.look()),
      viewState.showReading(VIEW_ID, this.#view, () => this.#lists.length === 0),
    );
    this.#setState('reading');
  }

  get lists(): readonly ChecklistListView[] {
    return this.#lists;
  }

  getTreeItem(node: ChecklistNode): vscode.TreeItem {
    return treeItem(node);
  }

  getChildren(node?: ChecklistNode): ChecklistNode[] {
    if (node !== undefined) return childrenOf(node);
    this.#query.look();
    return listNodes(this.#lists);
  }

  async show(): Promise<void> {
    await vscode.commands.executeCommand('tiebeam.checklist.focus');
  }

  /** Asks again, and has the server look again at what stands around the code. */
  refresh(): Promise<void> {
    return this.#query.now(() => this.#ask({ isFresh: true }));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #ask(params: ChecklistParams): Promise<boolean> {
    const { isReady, lists } = await this.#client.request<ChecklistResult>(CHECKLIST, params);
    if (isReady || lists.length > 0) this.#take(lists);
    else this.#setState('reading');
    return isReady;
  }

  #take(lists: readonly ChecklistListView[]): void {
    this.#setState(lists.length === 0 ? 'empty' : 'shown');
    const text = JSON.stringify(lists);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#lists = lists;
    this.#tell();
    this.#changed.fire(undefined);
  }

  /** The two lists that every project is measured by make the title's number. */
  #tell(): void {
    const counted = this.#lists.filter((it) => it.list === 'backend' || it.list === 'integration');
    const sum = (pick: (it: ChecklistListView) => number): number => counted.reduce((total, it) => total + pick(it), 0);
    this.#view.description =
      counted.length === 0 ? '' : progressOf({ done: sum((it) => it.done), applicable: sum((it) => it.applicable) });
  }

  #clear(): void {
    this.#lists = [];
    this.#shown = '';
    this.#tell();
    this.#changed.fire(undefined);
  }

  /** Lists that are there stay while the code is read again, and after a failure. */
  #setState(state: ListState): void {
    if (this.#lists.length > 0) {
      if (state === 'reading' || state === 'failed') return;
      if (state === 'empty') this.#clear();
    }
    void vscode.commands.executeCommand('setContext', STATE_KEY, state);
  }
}

import * as vscode from 'vscode';
import type { TiebeamClient } from './language-client.ts';
import { isEnabled, onDidChangeEnabled } from './settings.ts';
import { isReadable, type WorkspaceState, workspaceState } from './workspace-state.ts';

const KEY = 'tiebeam.state';

/**
 * The state of the window that every view's empty state depends on, kept in the context key `tiebeam.state`: a `viewsWelcome` of the
 * manifest has for instance `"when": "tiebeam.state == unsupported"`. Before the extension runs the key is not set; `workspaceFolderCount == 0`
 * then tells that no folder is open. That a folder is not trusted is told by `!isWorkspaceTrusted`.
 */
export class ViewState implements vscode.Disposable {
  readonly #client: TiebeamClient;
  readonly #changed = new vscode.EventEmitter<WorkspaceState>();
  readonly #subscriptions: vscode.Disposable;
  #state: WorkspaceState | undefined;

  /** Only where it is another state than before. */
  readonly onDidChange = this.#changed.event;

  constructor(client: TiebeamClient) {
    this.#client = client;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      client.onDidChangeStatus(() => this.#update()),
      onDidChangeEnabled(() => this.#update()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#update()),
    );
    this.#update();
  }

  get current(): WorkspaceState {
    return workspaceState({
      isEnabled: isEnabled(),
      schemes: (vscode.workspace.workspaceFolders ?? []).map((it) => it.uri.scheme),
      status: this.#client.status,
    });
  }

  /** False where a view must not ask the server, which would start it: no folder, none on a disk, or switched off. */
  get isReadable(): boolean {
    return isReadable(this.current);
  }

  /**
   * Lets a view show that the code is being read: a bar at its top, and while it has no rows how many files are read, in place of its
   * welcome text. `isEmpty` tells whether it has rows.
   */
  showReading(viewId: string, view: Pick<vscode.TreeView<unknown>, 'message'>, isEmpty: () => boolean): vscode.Disposable {
    let end: (() => void) | undefined;
    const update = (): void => {
      const { status } = this.#client;
      const isReading = this.isReadable && (status.state === 'starting' || status.state === 'scanning');
      if (isReading && end === undefined)
        void vscode.window.withProgress({ location: { viewId } }, () => new Promise<void>((resolve) => (end = resolve)));
      if (!isReading) {
        end?.();
        end = undefined;
      }
      const progress = isReading && status.state === 'scanning' ? status.progress : undefined;
      const text =
        progress && isEmpty() ? vscode.l10n.t('Reading the code: {0} of {1} files', progress.done, progress.total) : '';
      if ((view.message ?? '') !== text) view.message = text;
    };
    update();
    return vscode.Disposable.from(
      this.#client.onDidChangeStatus(update),
      this.onDidChange(update),
      new vscode.Disposable(() => end?.()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(): void {
    const state = this.current;
    if (state === this.#state) return;
    this.#state = state;
    void vscode.commands.executeCommand('setContext', KEY, state);
    this.#changed.fire(state);
  }
}

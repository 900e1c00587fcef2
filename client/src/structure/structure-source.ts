import * as vscode from 'vscode';
import { type FolderStructure, STRUCTURE, type StructureParams, type StructureResult } from '#protocol';
import type { TiebeamClient } from '../language-client.ts';
import type { ViewState } from '../view-state.ts';

/** Changes that come together are asked for together; in milliseconds, well below what an eye sees. */
const TOGETHER_MS = 30;

/** What is known of the structure beyond the state of the window. */
export type StructureState = 'reading' | 'empty' | 'failed' | 'shown';

/**
 * The maps of the folders, for the view and the page alike. The server is asked while somebody sees one of them, and after something has changed; never
 * else.
 */
export class StructureSource implements vscode.Disposable {
  readonly #client: TiebeamClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #viewState: ViewState;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #watchers = new Set<() => boolean>();
  #structures: readonly FolderStructure[] = [];
  #version = '';
  #state: StructureState = 'reading';
  #isStale = true;
  #timer: NodeJS.Timeout | undefined;

  /** Maps or state are others than before. */
  readonly onDidChange = this.#changed.event;

  constructor(client: TiebeamClient, log: vscode.LogOutputChannel, viewState: ViewState) {
    this.#client = client;
    this.#log = log;
    this.#viewState = viewState;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      client.onDidChangeStatus((status) => {
        this.#isStale = true;
        if (status.state === 'failed') this.#become('failed');
        else if (status.state === 'ready') this.look();
      }),
      viewState.onDidChange(() => (viewState.isReadable ? this.look() : this.#clear())),
    );
  }

  get structures(): readonly FolderStructure[] {
    return this.#structures;
  }

  get state(): StructureState {
    return this.#state;
  }

  /** Tells that somebody may be looking; `isSeen` says whether they are. */
  watch(isSeen: () => boolean): vscode.Disposable {
    this.#watchers.add(isSeen);
    this.look();
    return new vscode.Disposable(() => this.#watchers.delete(isSeen));
  }

  /** Asks the server soon, where somebody sees what it would say and something has changed since. */
  look(): void {
    if (!this.#isStale || this.#timer !== undefined || !this.#viewState.isReadable) return;
    if (![...this.#watchers].some((isSeen) => isSeen())) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.refresh().catch((error: unknown) => {
        this.#log.error(error instanceof Error ? error : String(error));
        this.#become('failed');
      });
    }, TOGETHER_MS);
  }

  /** Asks at once. Rejects where the server cannot answer. */
  async refresh(): Promise<void> {
    const params: StructureParams = this.#version === '' ? {} : { known: this.#version };
    const { isReady, version, structures } = await this.#client.request<StructureResult>(STRUCTURE, params);
    if (isReady) this.#isStale = false;
    if (structures !== undefined) {
      this.#structures = structures.filter((it) => it.map.files.length > 0);
      this.#version = version;
    }
    if (this.#structures.length > 0) this.#become('shown', structures !== undefined);
    else this.#become(isReady ? 'empty' : 'reading');
  }

  /** Resolves when it is known what there is; at once where nothing can be read. Rejects where the server cannot answer. */
  async whenKnown(): Promise<void> {
    const watching = this.watch(() => true);
    try {
      await this.refresh();
      while (this.#state === 'reading' && this.#viewState.isReadable) await this.#nextChange();
    } finally {
      watching.dispose();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const listening = this.#changed.event(() => {
        listening.dispose();
        resolve();
      });
    });
  }

  #clear(): void {
    this.#isStale = true;
    this.#structures = [];
    this.#version = '';
    this.#become('reading', true);
  }

  /** A map that is there stays after a failure. */
  #become(state: StructureState, isNew = false): void {
    if (state === 'failed' && this.#structures.length > 0) return;
    if (state === this.#state && !isNew) return;
    this.#state = state;
    this.#changed.fire();
  }
}

import * as vscode from 'vscode';
import { type FolderStructure, STRUCTURE, type StructureParams, type StructureResult } from '#protocol/structure.ts';
import type { TiebeamClient } from '../language-client.ts';
import { SeenQuery } from '../seen-query.ts';
import type { ViewState } from '../view-state.ts';

/** What is known of the structure beyond the state of the window. */
export type StructureState = 'reading' | 'empty' | 'failed' | 'shown';

/** The maps of the folders, for the view and the page alike. */
export class StructureSource implements vscode.Disposable {
  readonly #client: TiebeamClient;
  readonly #viewState: ViewState;
  readonly #query: SeenQuery;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #watchers = new Set<() => boolean>();
  #structures: readonly FolderStructure[] = [];
  #version = '';
  #state: StructureState = 'reading';

  /** Maps or state are others than before. */
  readonly onDidChange = this.#changed.event;

  constructor(client: TiebeamClient, log: vscode.LogOutputChannel, viewState: ViewState) {
    this.#client = client;
    this.#viewState = viewState;
    this.#query = new SeenQuery({
      client,
      log,
      viewState,
      isSeen: () => [...this.#watchers].some((isSeen) => isSeen()),
      ask: () => this.#ask(),
      clear: () => this.#clear(),
      fail: () => this.#become('failed'),
    });
    this.#subscriptions = vscode.Disposable.from(this.#query, this.#changed);
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
    this.#query.look();
  }

  /** Asks at once. Rejects where the server cannot answer. */
  refresh(): Promise<void> {
    return this.#query.now();
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
    this.#subscriptions.dispose();
  }

  async #ask(): Promise<boolean> {
    const params: StructureParams = this.#version === '' ? {} : { known: this.#version };
    const { isReady, version, structures } = await this.#client.request<StructureResult>(STRUCTURE, params);
    if (structures !== undefined) {
      this.#structures = structures.filter((it) => it.map.files.length > 0);
      this.#version = version;
    }
    if (this.#structures.length > 0) this.#become('shown', structures !== undefined);
    else this.#become(isReady ? 'empty' : 'reading');
    return isReady;
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

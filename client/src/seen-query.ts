import * as vscode from 'vscode';
import type { TiebeamClient } from './language-client.ts';
import type { ViewState } from './view-state.ts';

/** The first change is asked for at once; those that come together after it together. In milliseconds, well below what an eye sees. */
const TOGETHER_MS = 30;

/** What is asked of the server again and again, and what becomes of the answer. */
export interface SeenQueryParts {
  readonly client: TiebeamClient;
  readonly log: vscode.LogOutputChannel;
  readonly viewState: ViewState;
  /** Whether somebody sees what the answer fills. */
  readonly isSeen: () => boolean;
  /** Asks, and takes the answer. False where the server has not read everything yet, so that there is more to come. */
  readonly ask: () => Promise<boolean>;
  /** Nothing can be read any more, so that nothing is to be shown. */
  readonly clear: () => void;
  /** The server has failed, or cannot answer this. */
  readonly fail: () => void;
}

/** Asks the server while somebody sees what it says, and after something has changed; never else. */
export class SeenQuery implements vscode.Disposable {
  readonly #parts: SeenQueryParts;
  readonly #subscriptions: vscode.Disposable;
  #isStale = true;
  #timer: NodeJS.Timeout | undefined;
  #askedAt = -TOGETHER_MS;

  constructor(parts: SeenQueryParts) {
    this.#parts = parts;
    const { client, viewState } = parts;
    this.#subscriptions = vscode.Disposable.from(
      client.onDidChangeStatus(({ state }) => {
        this.#isStale = true;
        if (state === 'failed') parts.fail();
        else if (state === 'ready') this.look();
      }),
      viewState.onDidChange(() => {
        if (viewState.isReadable) this.look();
        else {
          this.#isStale = true;
          parts.clear();
        }
      }),
    );
  }

  /** Asks soon, where somebody sees the answer and something has changed since the last one. The first look starts the server. */
  look(): void {
    const { viewState, isSeen, log, fail } = this.#parts;
    if (!this.#isStale || this.#timer !== undefined || !viewState.isReadable || !isSeen()) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.now().catch((error: unknown) => {
          log.error(error instanceof Error ? error : String(error));
          fail();
        });
      },
      Math.max(0, this.#askedAt + TOGETHER_MS - performance.now()),
    );
  }

  /** Asks soon, whatever was answered before. */
  again(): void {
    this.#isStale = true;
    this.look();
  }

  /** Asks at once, seen or not. Rejects where the server cannot answer. */
  async now(ask = this.#parts.ask): Promise<void> {
    // What changes from here on is not in the answer.
    this.#isStale = false;
    this.#askedAt = performance.now();
    const isWhole = await ask().catch((error: unknown) => {
      this.#isStale = true;
      throw error;
    });
    if (isWhole) return;
    this.#isStale = true;
    // A server that has read everything and still has no whole answer has none to come, unless it is being asked again already.
    if (this.#parts.client.status.state === 'ready' && this.#timer === undefined) this.#parts.fail();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }
}

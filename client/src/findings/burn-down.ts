import type * as vscode from 'vscode';
import type { FolderFindings } from '#protocol/findings.ts';

const KEY = 'tiebeam.baselineStart';

/** How much of what the baseline once held is left: the largest size of each folder's baseline that this workspace has seen is remembered. */
export class BurnDown {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Over all folders; undefined where no folder uses a baseline with entries, and none ever had some. */
  take(folders: readonly FolderFindings[]): { readonly left: number; readonly start: number } | undefined {
    const known: Readonly<Record<string, number>> = this.#memory.get(KEY) ?? {};
    const used = folders.filter(({ baseline }) => baseline.mode === 'hide' || baseline.mode === 'dim');
    const starts = Object.fromEntries(used.map((it) => [it.folder, Math.max(known[it.folder] ?? 0, it.baseline.entries)]));
    if (used.some((it) => starts[it.folder] !== known[it.folder])) void this.#memory.update(KEY, { ...known, ...starts });
    const start = Object.values(starts).reduce((sum, it) => sum + it, 0);
    return start === 0 ? undefined : { left: used.reduce((sum, it) => sum + it.baseline.entries, 0), start };
  }

  /** A baseline that is written anew starts at what it holds then. */
  async restart(): Promise<void> {
    await this.#memory.update(KEY, undefined);
  }
}

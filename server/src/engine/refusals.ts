import type { Path } from '#base/paths.ts';
import type { State } from './state.ts';

/** Remembers which fixes would be refused, for as long as nothing has changed. */
export class Refusals {
  readonly #known = new WeakMap<State, Map<string, boolean>>();

  /** Whether a fix is refused: as it was found out before, else as `find` says; undefined where that does not know. */
  isRefused(state: State, path: Path, fingerprint: string, id: string, find: () => boolean | undefined): boolean | undefined {
    const key = `${path}\n${fingerprint}\n${id}`;
    const known = this.#known.get(state)?.get(key);
    if (known !== undefined) return known;
    const found = find();
    if (found !== undefined) this.remember(state, path, fingerprint, id, found);
    return found;
  }

  remember(state: State, path: Path, fingerprint: string, id: string, isRefused: boolean): void {
    const known = this.#known.get(state) ?? new Map<string, boolean>();
    known.set(`${path}\n${fingerprint}\n${id}`, isRefused);
    this.#known.set(state, known);
  }
}

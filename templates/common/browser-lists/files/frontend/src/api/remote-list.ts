import { createStore, type Store } from '../state/store.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; nothing after the last one. */
  readonly nextCursor: string | null;
}

export interface ListState<Item> {
  /** What has been read so far; nothing before the first answer. */
  readonly items: readonly Item[] | undefined;
  /** Why the last attempt has failed; nothing when it has not. */
  readonly error: unknown;
  readonly pageCount: number;
  readonly nextCursor: string | null;
  readonly isLoadingMore: boolean;
}

/** A list of the API, read page by page. */
export interface RemoteList<Item> {
  readonly state: Store<ListState<Item>>;
  /** Reads the list, since it is shown from now on; gives the function that says that it no longer is. */
  readonly show: () => () => void;
  readonly isShown: () => boolean;
  /** Reads again as many pages as there are. */
  readonly reload: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  readonly forget: () => void;
}

const nothing = { items: undefined, error: undefined, pageCount: 0, nextCursor: null, isLoadingMore: false } as const;

/** `load` reads the page at a cursor. A later call takes the place of an earlier one that still runs. */
export function createRemoteList<Item extends { readonly id: string }>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
): RemoteList<Item> {
  const state = createStore<ListState<Item>>(nothing);
  let running = new AbortController();
  let shownTimes = 0;

  return {
    state,
    show() {
      shownTimes += 1;
      if (shownTimes === 1) void reload();
      return () => {
        shownTimes -= 1;
        if (shownTimes === 0) running.abort();
      };
    },
    isShown: () => shownTimes > 0,
    reload,
    loadMore,
    forget() {
      running.abort();
      state.set(nothing);
    },
  };

  function reload(): Promise<void> {
    const { items, pageCount } = state.get();
    if (items === undefined) state.set(nothing);
    return run((signal) => readPages(null, Math.max(pageCount, 1), signal));
  }

  async function loadMore(): Promise<void> {
    const { nextCursor, isLoadingMore } = state.get();
    if (nextCursor === null || isLoadingMore) return;
    state.set({ ...state.get(), isLoadingMore: true });
    await run((signal) => readPages(nextCursor, 1, signal));
  }

  async function run(read: (signal: AbortSignal) => Promise<ListState<Item>>): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      const next = await read(signal);
      if (!signal.aborted) state.set(next);
    } catch (error) {
      if (!signal.aborted) state.set({ ...state.get(), error, isLoadingMore: false });
    }
  }

  async function readPages(from: string | null, count: number, signal: AbortSignal): Promise<ListState<Item>> {
    const earlier = from === null ? nothing : state.get();
    // What was created meanwhile can move an item to the next page: each is shown once.
    const items = new Map((earlier.items ?? []).map((it) => [it.id, it]));
    let nextCursor = from;
    let read = 0;
    do {
      const page = await load(nextCursor, signal);
      for (const item of page.items) items.set(item.id, item);
      nextCursor = page.nextCursor;
      read += 1;
    } while (read < count && nextCursor !== null && !signal.aborted);
    return { ...nothing, items: [...items.values()], pageCount: earlier.pageCount + read, nextCursor };
  }
}

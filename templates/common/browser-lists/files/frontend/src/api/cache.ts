import { createRemoteList, type Page, type RemoteList } from './remote-list.ts';

// The lists of the page, so that a change can find those that it makes old.

const lists: { readonly resource: string; readonly list: Omit<RemoteList<unknown>, 'state'> }[] = [];

/** A list of a resource that stays up to date. */
export function cachedList<Item extends { readonly id: string }>(
  resource: string,
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
): RemoteList<Item> {
  const list = createRemoteList(load);
  lists.push({ resource, list });
  return list;
}

/** Reads again what the page shows of this resource, or all that it shows; resolves when that is done. */
export async function refresh(resource?: string): Promise<void> {
  const old = lists.filter((it) => it.list.isShown() && (resource === undefined || it.resource === resource));
  await Promise.all(old.map((it) => it.list.reload()));
}

/** Forgets all that was read. */
export function forgetAll(): void {
  for (const { list } of lists) list.forget();
}

globalThis.window?.addEventListener('online', () => void refresh());

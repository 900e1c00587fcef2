import { useEffect } from 'react';
import type { RemoteList } from '../api/remote-list.ts';
import { useStore } from './use-store.ts';

/** Shows a list of the API for as long as the component is there. */
export function useRemoteList<Item>(list: RemoteList<Item>) {
  const { items, error, nextCursor, isLoadingMore } = useStore(list.state);
  useEffect(() => list.show(), [list]);
  return {
    data: items,
    error,
    isError: error !== undefined,
    refetch: list.reload,
    hasNextPage: nextCursor !== null,
    isFetchingNextPage: isLoadingMore,
    fetchNextPage: list.loadMore,
  };
}

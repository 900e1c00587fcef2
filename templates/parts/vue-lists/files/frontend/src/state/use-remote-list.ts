import { computed, onScopeDispose } from 'vue';
import type { RemoteList } from '../api/remote-list.ts';
import { useStore } from './use-store.ts';

/** Shows a list of the API for as long as the component is there. */
export function useRemoteList<Item>(list: RemoteList<Item>) {
  const state = useStore(list.state);
  onScopeDispose(list.show());
  return {
    data: computed(() => state.value.items),
    /** Why the list could not be read; null when it could. */
    error: computed(() => state.value.error ?? null),
    refetch: list.reload,
    hasNextPage: computed(() => state.value.nextCursor !== null),
    isFetchingNextPage: computed(() => state.value.isLoadingMore),
    fetchNextPage: list.loadMore,
  };
}

import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import type { Store } from './store.ts';

/** The value of the store, kept up to date as long as the component is there. */
export function useStore<Value>(store: Store<Value>): Readonly<ShallowRef<Value>> {
  const value = shallowRef(store.get());
  onScopeDispose(
    store.subscribe(() => {
      value.value = store.get();
    }),
  );
  return value;
}

import { type ComputedRef, computed, type ShallowRef } from 'vue';
import { useStore } from '../state/use-store.ts';
import { type SessionState, session, type User } from './session.ts';

export function useSession(): Readonly<ShallowRef<SessionState>> {
  return useStore(session);
}

/** The signed-in user; for components that are shown only to one. */
export function useUser(): ComputedRef<User> {
  const state = useSession();
  return computed(() => {
    if (state.value.kind !== 'signed-in') throw new Error('useUser must be used below a signed-in page');
    return state.value.user;
  });
}

import { useStore } from '../state/use-store.ts';
import { type SessionState, session, type User } from './session.ts';

export function useSession(): SessionState {
  return useStore(session);
}

/** The signed-in user; for components that are shown only to one. */
export function useUser(): User {
  const state = useSession();
  if (state.kind !== 'signed-in') throw new Error('useUser must be used below a signed-in page');
  return state.user;
}

import { createContext, use, useSyncExternalStore } from 'react';
import { type SessionState, session, type User } from './session.ts';

/** What the server knew about the session when it drew the page. */
export const InitialSession = createContext<SessionState>({ kind: 'signed-out' });

export function useSession(): SessionState {
  const initial = use(InitialSession);
  return useSyncExternalStore(session.subscribe, session.get, () => initial);
}

/** The signed-in user; for components that are shown only to one. */
export function useUser(): User {
  const state = useSession();
  if (state.kind !== 'signed-in') throw new Error('useUser must be used below a signed-in page');
  return state.user;
}

import { useSyncExternalStore } from 'react';
import { api, keepSession, renewSession, whenSessionEnds } from '../api/client.ts';
import { isTransient } from '../api/problem.ts';
import type { components } from '../api/schema.generated.ts';

export type User = components['schemas']['User'];
export type Credentials = components['schemas']['Credentials'];

/** `restoring`: the page was just loaded and asks whether its refresh cookie still counts. */
export type SessionState =
  | { readonly kind: 'restoring' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed-in'; readonly user: User };

let state: SessionState = { kind: 'restoring' };
const listeners = new Set<() => void>();

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}

/** The signed-in user; for components that are shown only to one. */
export function useUser(): User {
  const session = useSession();
  if (session.kind !== 'signed-in') throw new Error('useUser must be used below a signed-in page');
  return session.user;
}

/** Continues the session of an earlier visit, if there is one. */
export async function restoreSession(): Promise<void> {
  change({ kind: 'restoring' });
  try {
    const { user } = await renewSession();
    change({ kind: 'signed-in', user });
  } catch (error) {
    change({ kind: isTransient(error) ? 'unreachable' : 'signed-out' });
  }
}

/** Throws ApiError when the credentials are refused. */
export async function signIn(credentials: Credentials): Promise<void> {
  const session = await api.post<components['schemas']['Session']>('/api/auth/login', credentials);
  keepSession(session);
  change({ kind: 'signed-in', user: session.user });
}

/** Creates an account and signs in. Throws ApiError when the account cannot be created. */
export async function register(credentials: Credentials): Promise<void> {
  await api.post<User>('/api/auth/register', credentials);
  await signIn(credentials);
}

/** Throws when the server cannot be told: the refresh cookie would bring the session back. */
export async function signOut(): Promise<void> {
  await api.post('/api/auth/logout');
  endSession();
}

/** Forgets the session on this page. */
export function endSession(): void {
  keepSession(undefined);
  change({ kind: 'signed-out' });
}

whenSessionEnds(endSession);

function change(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

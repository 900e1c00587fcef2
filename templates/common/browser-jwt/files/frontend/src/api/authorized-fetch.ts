import { ApiError, apiErrorOf } from './problem.ts';
import type { components } from './schema.generated.ts';
import { send, withTimeLimit } from './send.ts';

// Attaches the access token and renews it. It is kept in memory only; the refresh token is a cookie that scripts cannot read.

type Session = components['schemas']['Session'];

/** A token that ends within this time is renewed before it is used. */
const renewalMarginMs = 5_000;

let accessToken: { readonly value: string; readonly expiresAt: number } | undefined;
let running: Promise<Session> | undefined;
let onSessionEnd: () => void = () => undefined;

/** Takes over a session that was just given; `undefined` forgets it. */
export function keepSession(session: Session | undefined): void {
  accessToken = session && { value: session.accessToken, expiresAt: Date.now() + session.expiresIn * 1000 };
}

/** Called once when the session can no longer be renewed. */
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener;
}

/**
 * Exchanges the refresh cookie for a new session. Requests that need it at the same time share one exchange, and so do open tabs
 * where the browser has locks: a refresh token is valid once.
 */
export function renewSession(): Promise<Session> {
  running ??= exchange().finally(() => {
    running = undefined;
  });
  return running;
}

/** An access token that counts for some time yet; nothing when nobody is signed in. */
export async function freshToken(): Promise<string | undefined> {
  if (accessToken !== undefined && accessToken.expiresAt - Date.now() < renewalMarginMs) await renewOrEnd();
  return accessToken?.value;
}

/** A response of the API to a request with the token attached. Renews the session when that is needed. */
export async function authorizedFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await freshToken();
  const response = await sendWith(token, path, init);
  if (response.status !== 401 || token === undefined) return response;
  if (token === accessToken?.value) await renewOrEnd();
  return sendWith(accessToken?.value, path, init);
}

function sendWith(token: string | undefined, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  return send(path, { ...init, headers });
}

async function exchange(): Promise<Session> {
  // Missing on pages that come over plain HTTP from another machine.
  const locks: LockManager | null | undefined = navigator.locks;
  return locks ? locks.request('session-refresh', callRefresh) : callRefresh();
}

async function callRefresh(): Promise<Session> {
  const response = await send('/api/auth/refresh', { method: 'POST', signal: withTimeLimit() });
  if (!response.ok) throw await apiErrorOf(response);
  const session: Session = await response.json();
  keepSession(session);
  return session;
}

async function renewOrEnd(): Promise<void> {
  try {
    await renewSession();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) onSessionEnd();
    throw error;
  }
}

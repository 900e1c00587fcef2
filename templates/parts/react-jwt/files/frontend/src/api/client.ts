import { apiUrl } from '../config.ts';
import { reportConnection } from '../connection/connection.ts';
import { ApiError, NetworkError } from './problem.ts';
import type { components } from './schema.generated.ts';

// Every call to the API goes through this file: base address, token, refresh, time limit and errors in one place. The access
// token is kept in memory only; the refresh token is a cookie that scripts cannot read.

type Session = components['schemas']['Session'];

const timeoutMs = 15_000;
/** A token that ends within this time is renewed before it is used. */
const renewalMarginMs = 5_000;

let accessToken: { readonly value: string; readonly expiresAt: number } | undefined;
let running: Promise<Session> | undefined;
let onSessionEnd: () => void = () => undefined;

export const api = {
  get: <Answer>(path: string, signal?: AbortSignal) => request<Answer>('GET', path, undefined, signal),
  post: <Answer>(path: string, body?: unknown) => request<Answer>('POST', path, body),
  patch: <Answer>(path: string, body: unknown) => request<Answer>('PATCH', path, body),
  delete: (path: string) => request<void>('DELETE', path),
};

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

/** A response of the API with the token attached, for what is not JSON. Renews the session when that is needed. */
export async function authorizedFetch(path: string, init: RequestInit = {}): Promise<Response> {
  if (accessToken !== undefined && accessToken.expiresAt - Date.now() < renewalMarginMs) await renewOrEnd();
  const response = await send(path, init);
  if (response.status !== 401 || accessToken === undefined) return response;
  await renewOrEnd();
  return send(path, init);
}

async function request<Answer>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await authorizedFetch(path, {
    method,
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (!response.ok) throw await toApiError(response);
  return response.status === 204 ? (undefined as Answer) : response.json();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (accessToken !== undefined) headers.set('Authorization', `Bearer ${accessToken.value}`);
  try {
    const response = await fetch(`${apiUrl}${path}`, { ...init, headers, credentials: 'include' });
    reportConnection('online');
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    reportConnection('offline');
    throw new NetworkError('The request failed', { cause: error });
  }
}

async function exchange(): Promise<Session> {
  // Missing on pages that come over plain HTTP from another machine.
  const locks: LockManager | null | undefined = navigator.locks;
  return locks ? locks.request('session-refresh', callRefresh) : callRefresh();
}

async function callRefresh(): Promise<Session> {
  const response = await send('/api/auth/refresh', { method: 'POST', signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw await toApiError(response);
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

async function toApiError(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
  return new ApiError(response.status, isProblem ? await response.json() : {});
}

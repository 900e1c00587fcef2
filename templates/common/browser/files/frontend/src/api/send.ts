import { apiUrl } from '../config.ts';
import { connection } from '../connection/connection.ts';
import { NetworkError } from './problem.ts';

const timeoutMs = 15_000;

/** Sends a request to the API, cookies included. Throws NetworkError when no answer comes. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(`${apiUrl}${path}`, { ...init, credentials: 'include' });
    connection.set('online');
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    connection.set('offline');
    throw new NetworkError('The request failed', { cause: error });
  }
}

/** Ends with the given signal, or when an answer takes too long. */
export function withTimeLimit(signal?: AbortSignal | null): AbortSignal {
  const timeLimit = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeLimit]) : timeLimit;
}

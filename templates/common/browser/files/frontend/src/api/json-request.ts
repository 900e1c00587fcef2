import { authorizedFetch } from './authorized-fetch.ts';
import { apiErrorOf } from './problem.ts';
import { withTimeLimit } from './send.ts';

/**
 * Sends `body` as JSON and gives the JSON of the answer; nothing for an answer without a body. Throws ApiError when the request is
 * refused, and NetworkError when no answer comes in time.
 */
export async function requestJson<Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await authorizedFetch(path, {
    method,
    signal: withTimeLimit(signal),
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (!response.ok) throw await apiErrorOf(response);
  return response.status === 204 ? (undefined as Answer) : response.json();
}

import createClient from 'openapi-fetch';
import { apiUrl } from '../config.ts';
import { authorizedFetch } from './authorized-fetch.ts';
import { apiErrorOf } from './problem.ts';
import type { paths } from './schema.generated.ts';
import { withTimeLimit } from './send.ts';

/**
 * Every call to the API: paths, parameters, bodies and answers are typed by its description. Throws ApiError when a request is
 * refused, and NetworkError when no answer comes in time.
 */
export const api = createClient<paths>({ baseUrl: apiUrl, fetch: sendRequest });

/** The body of an answer that has one. */
export function dataOf<Data>({ data }: { readonly data?: Data }): Data {
  if (data === undefined) throw new TypeError('The API has answered without a body');
  return data;
}

async function sendRequest(request: Request): Promise<Response> {
  const response = await authorizedFetch(request.url.slice(apiUrl.length), {
    method: request.method,
    headers: request.headers,
    body: request.body === null ? null : await request.text(),
    signal: withTimeLimit(request.signal),
  });
  if (!response.ok) throw await apiErrorOf(response);
  return response;
}

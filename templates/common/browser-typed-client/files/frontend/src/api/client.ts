import { requestJson } from './json-request.ts';

/** Every call to the API. What it answers is typed by the caller, from `schema.generated.ts`. */
export const api = {
  get: <Answer>(path: string, signal?: AbortSignal) => requestJson<Answer>('GET', path, undefined, signal),
  post: <Answer>(path: string, body?: unknown) => requestJson<Answer>('POST', path, body),
  patch: <Answer>(path: string, body: unknown) => requestJson<Answer>('PATCH', path, body),
  delete: (path: string) => requestJson<void>('DELETE', path),
};

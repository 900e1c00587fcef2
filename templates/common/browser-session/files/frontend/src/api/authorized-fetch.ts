import { send } from './send.ts';

let onSessionEnd: () => void = () => undefined;

/** Called when the API refuses a request because nobody is signed in. */
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener;
}

/** A response of the API to a request with the session: a cookie that scripts cannot read, so the browser attaches it. */
export async function authorizedFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await send(path, init);
  if (response.status === 401) onSessionEnd();
  return response;
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to the request that is being answered, reachable from every function that it calls. */
export interface RequestContext {
  readonly requestId: string;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

/** The id of the current request; undefined outside a request. */
export function currentRequestId(): string | undefined {
  return requestContext.getStore()?.requestId;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Runtime } from '../runtime.ts';

/** What belongs to the request that is being answered, reachable from every function that it calls. */
export interface RequestContext {
  readonly requestId: string;
  /** The address of the caller, behind as many proxies as are trusted. */
  readonly clientAddress: string;
  readonly runtime: Runtime;
}

/**
 * Next.js bundles routes and pages apart from the program that serves them, so this module is there more than once in the process. All of
 * them meet in one storage.
 */
const shared = globalThis as { requestContext?: AsyncLocalStorage<RequestContext> };
shared.requestContext ??= new AsyncLocalStorage();
export const requestContext = shared.requestContext;

/** The id of the current request; undefined outside a request. */
export function currentRequestId(): string | undefined {
  return requestContext.getStore()?.requestId;
}

/** What the program has made for all requests. Throws outside a request. */
export function runtime(): Runtime {
  return current().runtime;
}

export function clientAddress(): string {
  return current().clientAddress;
}

function current(): RequestContext {
  const context = requestContext.getStore();
  if (context === undefined) throw new Error('this runs only while a request is answered');
  return context;
}

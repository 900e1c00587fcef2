import { queryClient } from './query-client.ts';

/** Reads again what the page shows of this resource, or all that it shows; resolves when that is done. */
export function refresh(resource?: string): Promise<void> {
  return queryClient.invalidateQueries(resource === undefined ? {} : { queryKey: [resource] });
}

/** Forgets all that was read. */
export function forgetAll(): void {
  queryClient.clear();
}

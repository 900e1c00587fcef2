import { QueryClient } from '@tanstack/vue-query';
import { isTransient } from './problem.ts';

/** All that the page has read from the API. The key of a query starts with the name of its resource, as in the events of the API. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && isTransient(error) },
  },
});

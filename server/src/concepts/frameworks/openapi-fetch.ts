import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'openapi-fetch',
  title: 'openapi-fetch',
  languages: ['typescript', 'javascript'],
  modules: ['openapi-fetch', 'openapi-react-query', 'openapi-typescript-fetch'],
  types: { Client: ['default()', 'Client#'] },
  calls: [
    {
      on: 'Client#{GET,POST,PUT,PATCH,DELETE,HEAD}',
      is: 'http-request',
      method: 'name',
      options: 1,
      onErrorStatus: 'resolves',
    },
    {
      on: 'Client#{useQuery,useMutation,useSuspenseQuery,useInfiniteQuery,queryOptions}',
      is: 'http-request',
      method: 'argument:0',
      url: 1,
      form: 'declared',
    },
  ],
});

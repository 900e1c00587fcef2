import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'http-clients',
  title: 'HTTP clients for JavaScript',
  languages: ['typescript', 'javascript'],
  modules: ['axios', 'got', 'ky', 'undici', 'node-fetch', 'superagent', 'ofetch', 'cross-fetch'],
  types: { Client: ['default.create()', 'AxiosInstance#', 'create()', 'default.extend()', 'default.Axios#'] },
  calls: [
    {
      on: [
        'default',
        'default.{get,post,put,patch,delete,head,request}',
        'Client#{get,post,put,patch,delete,head,request}',
        '{request,fetch,ofetch,got,axios}',
        'axios.{get,post,put,patch,delete,request}',
      ],
      is: 'http-request',
    },
  ],
});

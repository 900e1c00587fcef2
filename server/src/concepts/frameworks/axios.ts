import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'axios',
  title: 'axios',
  languages: ['typescript', 'javascript'],
  modules: ['axios', 'global'],
  types: { Axios: ['default', 'axios', 'Axios#create()', 'create()', 'AxiosInstance#', 'AxiosStatic#'] },
  calls: [
    {
      on: 'Axios#{get,delete,head,options}',
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal', 'cancelToken'],
      options: 1,
      absent: 'none',
      notAfter: ['create', 'AxiosInstance'],
    },
    {
      on: 'Axios#{post,put,patch,postForm,putForm,patchForm}',
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal', 'cancelToken'],
      options: 2,
      absent: 'none',
      notAfter: ['create', 'AxiosInstance'],
    },
    {
      on: ['Axios#request', 'Axios#'],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal', 'cancelToken'],
      options: 1,
      absent: 'none',
      notAfter: ['create', 'AxiosInstance'],
    },
    { on: ['Axios#create', 'create'], is: 'time-limit', of: 'client', keys: ['timeout', 'signal'], options: 0, absent: 'none' },
    { on: 'Axios#{get,delete,head,options}', is: 'http-request', method: 'name', options: 1 },
    { on: 'Axios#{post,put,patch,postForm,putForm,patchForm}', is: 'http-request', method: 'name', options: 2 },
    { on: ['Axios#request', 'Axios#'], is: 'http-request', options: 1 },
  ],
});

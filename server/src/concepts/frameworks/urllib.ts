import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'urllib',
  title: 'urllib',
  languages: ['python'],
  modules: ['urllib', 'urllib3'],
  packages: ['urllib3'],
  types: { PoolManager: [] },
  calls: [
    { on: 'request.urlopen', is: 'time-limit', of: 'call', keys: ['timeout'], argument: 2, absent: 'none' },
    { on: 'request.urlopen', is: 'http-request', method: 'unknown' },
    {
      on: ['PoolManager#{request,urlopen}', 'request'],
      is: 'http-request',
      method: 'argument:0',
      url: 1,
      onErrorStatus: 'resolves',
    },
  ],
});

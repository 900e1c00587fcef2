import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fetch',
  title: 'fetch',
  languages: ['typescript', 'javascript'],
  modules: ['global', 'node-fetch', 'cross-fetch', 'isomorphic-fetch', 'unfetch', 'expo/fetch'],
  packages: ['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'unfetch', 'expo'],
  calls: [
    {
      on: ['fetch', '{window,globalThis,self}.fetch', 'default'],
      is: 'time-limit',
      of: 'call',
      keys: ['signal', 'timeout', 'dispatcher', 'agent'],
      options: 1,
      absent: 'soft',
    },
    {
      on: ['fetch', '{window,globalThis,self}.fetch', 'default'],
      is: 'http-request',
      options: 1,
      onErrorStatus: 'resolves',
    },
  ],
});

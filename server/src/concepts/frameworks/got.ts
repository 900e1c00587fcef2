import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'got',
  title: 'Got',
  languages: ['typescript', 'javascript'],
  modules: ['got'],
  types: { Got: ['default', 'got', 'Got#extend()'] },
  calls: [
    {
      on: ['Got#{get,post,put,patch,delete,head}', 'Got#'],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal'],
      options: 1,
      absent: 'soft',
      notAfter: ['extend'],
    },
    { on: 'Got#extend', is: 'time-limit', of: 'client', keys: ['timeout'], options: 0, absent: 'soft' },
    { on: 'Got#{get,post,put,patch,delete,head}', is: 'http-request', method: 'name', options: 1 },
    { on: 'Got#', is: 'http-request', options: 1 },
  ],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'got',
  title: 'Got',
  languages: ['typescript', 'javascript'],
  modules: ['got'],
  types: { Got: ['default', 'got', 'Got#extend()'] },
  calls: [
    { on: 'Got#{get,post,put,patch,delete,head}', is: 'http-request', method: 'name', options: 1 },
    { on: 'Got#', is: 'http-request', options: 1 },
  ],
});

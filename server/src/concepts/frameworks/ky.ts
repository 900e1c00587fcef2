import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'ky',
  title: 'ky',
  languages: ['typescript', 'javascript'],
  modules: ['ky', 'ky-universal'],
  types: { Ky: ['default', 'Ky#{create,extend}()', 'KyInstance#'] },
  calls: [
    { on: 'Ky#{get,post,put,patch,delete,head}', is: 'http-request', method: 'name', options: 1 },
    { on: 'Ky#', is: 'http-request', options: 1 },
  ],
});

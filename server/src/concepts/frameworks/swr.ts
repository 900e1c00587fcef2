import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'swr',
  title: 'SWR',
  languages: ['typescript', 'javascript'],
  modules: ['swr', 'swr/immutable', 'swr/infinite'],
  packages: ['swr'],
  calls: [{ on: ['default', 'useSWR'], is: 'http-request', method: 'GET', form: 'declared' }],
});

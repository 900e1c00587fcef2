import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'undici',
  title: 'undici',
  languages: ['typescript', 'javascript'],
  modules: ['undici'],
  calls: [{ on: ['{fetch,request}', 'default.{fetch,request}'], is: 'http-request', options: 1, onErrorStatus: 'resolves' }],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'koa-mount',
  title: 'koa-mount',
  languages: ['typescript', 'javascript'],
  modules: ['koa-mount'],
  calls: [{ on: 'default', is: 'hung-at', path: 0, router: 1 }],
});

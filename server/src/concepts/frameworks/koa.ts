import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'koa',
  title: 'Koa',
  languages: ['typescript', 'javascript'],
  modules: ['koa'],
  routerTypes: ['default'],
  calls: [
    { on: 'default', is: 'server' },
    { on: 'default#use', is: 'use', firstMayBePath: false },
    { on: 'default#listen', is: 'listen' },
  ],
});

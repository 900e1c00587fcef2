import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'jquery',
  title: 'jQuery',
  languages: ['typescript', 'javascript'],
  modules: ['jquery', 'global'],
  calls: [
    {
      on: ['{$,jQuery}.{get,post}', 'default.{get,post}'],
      is: 'http-request',
      method: 'name',
      options: 1,
      onErrorStatus: 'unknown',
    },
    { on: ['{$,jQuery}.getJSON', 'default.getJSON'], is: 'http-request', method: 'GET', onErrorStatus: 'unknown' },
    { on: ['{$,jQuery}.ajax', 'default.ajax'], is: 'http-request', options: 1, onErrorStatus: 'unknown' },
  ],
});

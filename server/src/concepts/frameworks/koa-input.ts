import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'koa-input',
  title: 'Requests of Koa',
  languages: ['typescript', 'javascript'],
  modules: ['koa', '@koa/router', 'koa-router'],
  packages: ['koa'],
  inputs: {
    'Context#request.body': 'body',
    'Context#query': 'query',
    'Context#request.query': 'query',
    'Context#params': 'params',
  },
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'koa-replies',
  title: 'Replies of Koa',
  languages: ['typescript', 'javascript'],
  modules: ['koa', '@koa/router', 'koa-router'],
  packages: ['koa'],
  types: {
    Context: [
      'default.Context#',
      'default.ParameterizedContext#',
      '{ParameterizedContext,RouterContext,ExtendableContext}#',
      'default.*.{get,post,put,patch,delete,del,all,use}(*:0)',
    ],
  },
  handlerTypes: ['{Context,ParameterizedContext,RouterContext}#', 'default.{Context,ParameterizedContext}#'],
  handlerShapes: [{ parameters: [/^_?(ctx|context)$/], types: ['Context'] }],
  responseMembers: { body: 'body', status: 'status' },
  calls: [{ on: 'Context#throw', is: 'response', status: [0], body: [1], isRaised: true }],
});

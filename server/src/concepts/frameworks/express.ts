import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'express',
  title: 'Express',
  languages: ['typescript', 'javascript'],
  modules: ['express', 'express-promise-router', 'express-async-router'],
  types: {
    Application: [
      'default()',
      'Express#',
      'Application#',
      'Application#{use,get,set,post,put,patch,delete,all,disable,enable}()',
    ],
    Router: [
      'Router()',
      'default.Router()',
      'IRouter#',
      'Router#{use,get,post,put,patch,delete,all}()',
      '{Application,Router}#route()',
    ],
  },
  routerTypes: ['Application', 'Router'],
  handlerTypes: ['Request#', 'Response#', 'default.Request#', 'default.Response#'],
  calls: [
    { on: ['default()', 'default'], is: 'server' },
    { on: '{Application,Router}#use', is: 'use', firstMayBePath: true },
    { on: '{Application,Router}#{get,post,put,patch,delete,all}', is: 'route', method: 'name', path: 0 },
    { on: 'Application#listen', is: 'listen' },
  ],
  middleware: {
    '{json,urlencoded,raw,text}': 'body',
    'default.{json,urlencoded,raw,text}': 'body',
    static: 'static',
    'default.static': 'static',
  },
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'express',
  title: 'Express',
  languages: ['typescript', 'javascript'],
  modules: ['express', 'express-promise-router', 'express-async-router'],
  httpTypes: ['NextFunction#', 'default.NextFunction#'],
  inputs: {
    'Request#body': 'body',
    'Request#query': 'query',
    'Request#params': 'params',
  },
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
    Response: [
      'default.Response#',
      '{Application,Router}#{get,post,put,patch,delete,all,use}(*:1)',
      'Response#{status,type,contentType,set,header,append,cookie,clearCookie,vary,links,location,attachment,writeHead}()',
    ],
  },
  routerNames: { names: ['app', 'router', 'server', 'api'], type: 'Application' },
  losesRejections: {
    package: 'express',
    before: 5,
    cures: ['express-async-errors', 'express-promise-router', 'express-async-router', 'express-async-await', '@awaitjs/express'],
  },
  routerTypes: ['Application', 'Router'],
  handlerTypes: ['Request#', 'Response#', 'default.Request#', 'default.Response#'],
  handlerShapes: [
    { parameters: [/^_?req(uest)?$/, /^_?res(p|ponse)?$/], types: ['Request', 'Response'] },
    { parameters: [/^_?e(rr(or)?)?$/, /^_?req(uest)?$/, /^_?res(p|ponse)?$/], types: ['', 'Request', 'Response'] },
  ],
  calls: [
    {
      on: 'Response#{json,send,jsonp,end}',
      is: 'response',
      status: ['chain:status', 'chain:writeHead', 'before:status', 'before:statusCode', 'before:writeHead'],
      body: [0],
    },
    { on: 'Response#sendStatus', is: 'response', status: [0] },
    { on: ['default()', 'default'], is: 'server' },
    { on: ['Router', 'default.Router'], is: 'router' },
    { on: '{Application,Router}#use', is: 'use', firstMayBePath: true, mayAnswer: true },
    { on: '{Application,Router}#route', is: 'group', path: 0 },
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

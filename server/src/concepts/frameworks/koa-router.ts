import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'koa-router',
  title: 'Router of Koa',
  languages: ['typescript', 'javascript'],
  modules: ['@koa/router', 'koa-router', 'koa-swagger-decorator'],
  types: { default: ['Router#', 'SwaggerRouter#', 'default#{use,get,post,put,patch,delete,del,all,prefix,routes,middleware}()'] },
  routerTypes: ['default'],
  routerNames: { names: ['router'], type: 'default', needsImport: true },
  calls: [
    { on: ['default', 'Router', 'SwaggerRouter'], is: 'router', prefixKeywords: ['prefix'] },
    { on: 'default#prefix', is: 'router', isOwn: false, prefix: 0 },
    { on: 'default#use', is: 'use', firstMayBePath: true },
    { on: 'default#{get,post,put,patch,delete,del,all}', is: 'route', method: 'name', path: 0 },
  ],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'ozzo-routing',
  title: 'ozzo-routing',
  languages: ['go'],
  modules: ['github.com/go-ozzo/ozzo-routing/v2', 'github.com/go-ozzo/ozzo-routing'],
  types: { Router: ['New()'], RouteGroup: ['{Router,RouteGroup}#Group()'] },
  routerTypes: ['Router', 'RouteGroup'],
  handlerTypes: ['Context#'],
  calls: [
    { on: 'Context#Read', is: 'input-read', source: 'body', into: 0 },
    { on: 'Context#{Form,PostForm}', is: 'input-read', source: 'form', key: 0 },
    { on: 'Context#Query', is: 'input-read', source: 'query', key: 0 },
    { on: 'Context#Param', is: 'input-read', source: 'params', key: 0 },
    { on: 'Context#Write', is: 'response', body: [0] },
    { on: 'Context#WriteWithStatus', is: 'response', status: [1], body: [0] },
    { on: 'NewHTTPError', is: 'response', status: [0], body: ['from:1'], isRaised: true },
    { on: 'New', is: 'server' },
    { on: '{Router,RouteGroup}#{Get,Post,Put,Patch,Delete,Head,Options,Any}', is: 'route', method: 'name', path: 0 },
    { on: '{Router,RouteGroup}#To', is: 'route', method: 'argument:0', path: 1 },
    { on: '{Router,RouteGroup}#Group', is: 'group', path: 0 },
    { on: '{Router,RouteGroup}#Use', is: 'use', firstMayBePath: false },
  ],
});

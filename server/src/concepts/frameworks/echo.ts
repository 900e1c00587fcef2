import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'echo',
  title: 'Echo',
  languages: ['go'],
  modules: ['github.com/labstack/echo/v4', 'github.com/labstack/echo', 'github.com/labstack/echo/v5'],
  types: { Echo: ['{New,NewWithConfig}()'], Group: ['{Echo,Group}#Group()'] },
  routerTypes: ['Echo', 'Group'],
  handlerTypes: ['Context#'],
  calls: [
    { on: 'Echo#{Start,StartTLS}', is: 'time-limit', of: 'server', keys: [], absent: 'soft' },
    { on: 'Context#Bind', is: 'input-read', source: 'body', into: 0 },
    { on: 'Context#FormValue', is: 'input-read', source: 'form', key: 0 },
    { on: 'Context#QueryParam', is: 'input-read', source: 'query', key: 0 },
    { on: 'Context#{Param,PathParam}', is: 'input-read', source: 'params', key: 0 },
    { on: 'Context#{JSON,JSONPretty,XML,HTML,String}', is: 'response', status: [0], body: [1] },
    { on: 'Context#NoContent', is: 'response', status: [0] },
    { on: 'NewHTTPError', is: 'response', status: [0], body: ['from:1'], isRaised: true },
    { on: ['New', 'NewWithConfig'], is: 'server' },
    { on: '{Echo,Group}#{GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS,Any}', is: 'route', method: 'name', path: 0, handler: 1 },
    { on: '{Echo,Group}#{Add,Match}', is: 'route', method: 'argument:0', path: 1, handler: 2 },
    { on: '{Echo,Group}#Group', is: 'group', path: 0 },
    { on: '{Echo,Group}#{Use,Pre}', is: 'use', firstMayBePath: false },
    { on: 'Echo#{Start,StartTLS,StartServer}', is: 'listen' },
    { on: 'Echo#{Shutdown,Close}', is: 'shutdown', what: 'server' },
  ],
});

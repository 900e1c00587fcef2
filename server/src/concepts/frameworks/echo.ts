import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'echo',
  title: 'Echo',
  languages: ['go'],
  modules: ['github.com/labstack/echo/v4', 'github.com/labstack/echo', 'github.com/labstack/echo/v5'],
  types: { Echo: ['New()'], Group: ['{Echo,Group}#Group()'] },
  routerTypes: ['Echo', 'Group'],
  handlerTypes: ['Context#'],
  calls: [
    { on: 'New', is: 'server' },
    { on: '{Echo,Group}#{GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS,Any}', is: 'route', method: 'name', path: 0 },
    { on: '{Echo,Group}#{Use,Pre}', is: 'use', firstMayBePath: false },
    { on: 'Echo#{Start,StartTLS,StartServer}', is: 'listen' },
    { on: 'Echo#{Shutdown,Close}', is: 'shutdown', what: 'server' },
  ],
});

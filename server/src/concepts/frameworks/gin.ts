import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'gin',
  title: 'Gin',
  languages: ['go'],
  modules: ['github.com/gin-gonic/gin'],
  types: { Engine: ['{Default,New}()', 'IRouter#', 'IRoutes#'], RouterGroup: ['{Engine,RouterGroup}#Group()'] },
  routerTypes: ['Engine', 'RouterGroup'],
  handlerTypes: ['Context#'],
  calls: [
    { on: '{Default,New}', is: 'server' },
    { on: '{Engine,RouterGroup}#{GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS,Any}', is: 'route', method: 'name', path: 0 },
    { on: '{Engine,RouterGroup}#Handle', is: 'route', method: 'argument:0', path: 1 },
    { on: '{Engine,RouterGroup}#Use', is: 'use', firstMayBePath: false },
    { on: 'Engine#{Run,RunTLS}', is: 'listen' },
  ],
  middleware: {
    '{Recovery,RecoveryWithWriter,CustomRecovery}': 'recover',
    '{Logger,LoggerWithConfig,LoggerWithFormatter}': 'log',
    BasicAuth: 'auth',
  },
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'gin',
  title: 'Gin',
  languages: ['go'],
  modules: ['github.com/gin-gonic/gin'],
  types: {
    Engine: ['{Default,New}()', 'IRouter#', 'IRoutes#'],
    RouterGroup: ['{Engine,RouterGroup}#Group()', '{Engine,RouterGroup}#{Use,GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS,Any}()'],
  },
  routerTypes: ['Engine', 'RouterGroup'],
  handlerTypes: ['Context#'],
  calls: [
    { on: 'Engine#{Run,RunTLS}', is: 'time-limit', of: 'server', keys: [], absent: 'soft' },
    {
      on: 'Context#{ShouldBindJSON,BindJSON,ShouldBind,Bind,ShouldBindWith,ShouldBindBodyWith,MustBindWith,BindWith,ShouldBindXML}',
      is: 'input-read',
      source: 'body',
      into: 0,
    },
    { on: 'Context#{PostForm,DefaultPostForm,GetPostForm}', is: 'input-read', source: 'form', key: 0 },
    { on: 'Context#{Query,DefaultQuery,GetQuery}', is: 'input-read', source: 'query', key: 0 },
    { on: 'Context#Param', is: 'input-read', source: 'params', key: 0 },
    {
      on: 'Context#{JSON,AbortWithStatusJSON,IndentedJSON,PureJSON,SecureJSON,AsciiJSON,JSONP,XML,YAML}',
      is: 'response',
      status: [0],
      body: [1],
    },
    { on: 'Context#String', is: 'response', status: [0], body: ['from:1'] },
    { on: 'Context#HTML', is: 'response', status: [0], body: [2] },
    { on: 'Context#{AbortWithStatus,AbortWithError,Status}', is: 'response', status: [0] },
    { on: '{Default,New}', is: 'server' },
    { on: '{Engine,RouterGroup}#{GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS,Any}', is: 'route', method: 'name', path: 0 },
    { on: '{Engine,RouterGroup}#Handle', is: 'route', method: 'argument:0', path: 1 },
    { on: '{Engine,RouterGroup}#Group', is: 'group', path: 0 },
    { on: '{Engine,RouterGroup}#Match', is: 'route', method: 'argument:0', path: 1 },
    { on: '{Engine,RouterGroup}#Use', is: 'use', firstMayBePath: false },
    { on: 'Engine#{Run,RunTLS}', is: 'listen' },
  ],
  middleware: {
    '{Recovery,RecoveryWithWriter,CustomRecovery}': 'recover',
    '{Logger,LoggerWithConfig,LoggerWithFormatter}': 'log',
    BasicAuth: 'auth',
  },
});

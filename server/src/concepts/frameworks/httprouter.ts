import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'httprouter',
  title: 'httprouter',
  languages: ['go'],
  modules: ['github.com/julienschmidt/httprouter'],
  types: { Router: ['New()'] },
  routerTypes: ['Router'],
  calls: [
    { on: 'New', is: 'router', isApp: true },
    { on: 'Router#{GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS}', is: 'route', method: 'name', path: 0 },
    { on: 'Router#{Handle,Handler,HandlerFunc}', is: 'route', method: 'argument:0', path: 1 },
    { on: 'Params#ByName', is: 'input-read', source: 'params', key: 0 },
  ],
});

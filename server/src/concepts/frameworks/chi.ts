import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'chi',
  title: 'chi',
  languages: ['go'],
  modules: ['github.com/go-chi/chi', 'github.com/go-chi/chi/v5', 'github.com/go-chi/chi/v4'],
  types: { Router: ['NewRouter()', 'NewMux()', 'Mux#', 'Router#{Group,Route}(*:0)', 'Router#{Group,Route,With}()'] },
  routerTypes: ['Router'],
  calls: [
    { on: ['NewRouter', 'NewMux'], is: 'server' },
    { on: 'Router#{Get,Post,Put,Patch,Delete,Head,Options}', is: 'route', method: 'name', path: 0 },
    { on: 'Router#{Handle,HandleFunc}', is: 'route', method: 'ANY', path: 0 },
    { on: 'Router#{Method,MethodFunc}', is: 'route', method: 'argument:0', path: 1 },
    { on: 'Router#Use', is: 'use', firstMayBePath: false },
    { on: 'Router#Route', is: 'group', path: 0, callback: true },
    { on: 'Router#Group', is: 'group', callback: true },
    { on: 'Router#With', is: 'group' },
    { on: 'Router#Mount', is: 'mount', path: 0, router: 1 },
  ],
});

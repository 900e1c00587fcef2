import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'gorilla-mux',
  title: 'gorilla/mux',
  languages: ['go'],
  modules: ['github.com/gorilla/mux'],
  types: {
    Router: [
      'NewRouter()',
      'Router#{PathPrefix,Path,Methods,Host,Schemes,Headers,Queries,Name,StrictSlash,SkipClean,UseEncodedPath,NewRoute}()',
      'Router#{Handle,HandleFunc,Handler,HandlerFunc}()',
      'Router#Subrouter()',
      'Route#',
    ],
  },
  routerTypes: ['Router'],
  calls: [
    { on: 'NewRouter', is: 'router', isApp: true },
    { on: 'Router#{PathPrefix,Path}', is: 'group', path: 0 },
    { on: 'Router#{Handle,HandleFunc}', is: 'route', method: 'ANY', path: 0 },
    { on: 'Router#{Handler,HandlerFunc}', is: 'route', method: 'ANY' },
    { on: 'Router#Use', is: 'use', firstMayBePath: false },
  ],
});

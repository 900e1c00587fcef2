import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'net-http',
  title: 'net/http',
  languages: ['go'],
  modules: ['net/http'],
  types: { ServeMux: ['NewServeMux()'], Server: [], Client: ['DefaultClient'] },
  routerTypes: ['ServeMux'],
  handlerTypes: ['ResponseWriter#', 'Request#'],
  calls: [
    { on: ['ServeMux#{HandleFunc,Handle}', '{HandleFunc,Handle}'], is: 'route', method: 'pattern', path: 0 },
    {
      on: ['{ListenAndServe,ListenAndServeTLS,Serve,ServeTLS}', 'Server#{ListenAndServe,ListenAndServeTLS,Serve,ServeTLS}'],
      is: 'listen',
    },
    { on: 'Server#{Shutdown,Close}', is: 'shutdown', what: 'server' },
    { on: ['{Get,Post,PostForm,Head}', 'Client#{Do,Get,Post,PostForm,Head}'], is: 'http-request' },
  ],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'net-http',
  title: 'net/http',
  languages: ['go'],
  modules: ['net/http'],
  inputs: { 'Request#Body': 'body', 'Request#{Form,PostForm}': 'form' },
  types: { ServeMux: ['NewServeMux()'], Server: [], Client: ['DefaultClient'] },
  timeLimitedTypes: {
    Client: { of: 'client', keys: ['Timeout'] },
    Server: { of: 'server', keys: ['ReadHeaderTimeout', 'ReadTimeout'] },
  },
  routerTypes: ['ServeMux'],
  handlerTypes: ['ResponseWriter#', 'Request#'],
  calls: [
    { on: '{Get,Post,PostForm,Head}', is: 'time-limit', of: 'call', keys: [], absent: 'none' },
    {
      on: 'Client#{Get,Post,PostForm,Head,Do}',
      is: 'time-limit',
      of: 'call',
      keys: [],
      absent: 'none',
      onlyAfter: 'DefaultClient',
    },
    { on: 'NewRequest', is: 'time-limit', of: 'request', keys: [], absent: 'soft' },
    { on: '{ListenAndServe,ListenAndServeTLS,Serve,ServeTLS}', is: 'time-limit', of: 'server', keys: [], absent: 'none' },
    { on: 'Request#{FormValue,PostFormValue}', is: 'input-read', source: 'form', key: 0 },
    { on: 'Request#PathValue', is: 'input-read', source: 'params', key: 0 },
    { on: 'Error', is: 'response', status: [2], body: [1] },
    { on: 'NotFound', is: 'response', code: 404 },
    { on: 'ResponseWriter#WriteHeader', is: 'response', status: [0] },
    { on: 'ResponseWriter#Write', is: 'response', status: ['before:WriteHeader'], body: [0] },
    { on: 'NewServeMux', is: 'router', isApp: true },
    { on: ['ServeMux#{HandleFunc,Handle}', '{HandleFunc,Handle}'], is: 'route', method: 'pattern', path: 0 },
    {
      on: ['{ListenAndServe,ListenAndServeTLS,Serve,ServeTLS}', 'Server#{ListenAndServe,ListenAndServeTLS,Serve,ServeTLS}'],
      is: 'listen',
    },
    { on: 'Server#{Shutdown,Close}', is: 'shutdown', what: 'server' },
    {
      on: ['{Get,Post,PostForm,Head}', 'Client#{Get,Post,PostForm,Head}'],
      is: 'http-request',
      method: 'name',
      onErrorStatus: 'resolves',
    },
    { on: 'Client#Do', is: 'http-request', method: 'unknown', url: 'none', onErrorStatus: 'resolves' },
  ],
});

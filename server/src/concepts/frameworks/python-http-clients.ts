import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-http-clients',
  title: 'HTTP clients for Python',
  languages: ['python'],
  modules: ['requests', 'httpx', 'aiohttp', 'urllib'],
  types: { Client: ['Session#', 'session()', 'AsyncClient#', 'ClientSession#'] },
  calls: [
    {
      on: ['{get,post,put,patch,delete,head,request}', 'Client#{get,post,put,patch,delete,head,request,send}', 'request.urlopen'],
      is: 'http-request',
    },
  ],
});

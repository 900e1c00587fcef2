import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'httpx',
  title: 'HTTPX',
  languages: ['python'],
  modules: ['httpx'],
  types: { Client: ['AsyncClient#'] },
  calls: [
    {
      on: [
        '{get,post,put,patch,delete,head,options,request,stream}',
        'Client#{get,post,put,patch,delete,head,options,request,stream,send}',
      ],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout'],
      absent: 'given',
    },
    { on: '{Client,AsyncClient}', is: 'time-limit', of: 'client', keys: ['timeout'], absent: 'given' },
    {
      on: ['{get,post,put,patch,delete,head,options}', 'Client#{get,post,put,patch,delete,head,options}'],
      is: 'http-request',
      method: 'name',
      onErrorStatus: 'resolves',
    },
    {
      on: ['{request,stream}', 'Client#{request,stream}'],
      is: 'http-request',
      method: 'argument:0',
      url: 1,
      onErrorStatus: 'resolves',
    },
    { on: 'Client#send', is: 'http-request', method: 'unknown', url: 'none', onErrorStatus: 'resolves' },
  ],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'aiohttp-client',
  title: 'Client of aiohttp',
  languages: ['python'],
  modules: ['aiohttp'],
  packages: ['aiohttp'],
  types: { ClientSession: ['client.ClientSession#'] },
  calls: [
    { on: ['ClientSession', 'client.ClientSession'], is: 'time-limit', of: 'client', keys: ['timeout'], absent: 'long' },
    {
      on: 'ClientSession#{get,post,put,patch,delete,head,options}',
      is: 'http-request',
      method: 'name',
      onErrorStatus: 'resolves',
    },
    { on: ['request', 'ClientSession#request'], is: 'http-request', method: 'argument:0', url: 1, onErrorStatus: 'resolves' },
    { on: 'ClientSession#ws_connect', is: 'http-request', method: 'GET', form: 'stream', onErrorStatus: 'throws' },
  ],
});

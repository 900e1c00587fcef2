import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'resty',
  title: 'Resty',
  languages: ['go'],
  modules: ['github.com/go-resty/resty/v2', 'resty.dev/v3'],
  packages: ['github.com/go-resty/resty/v2', 'resty.dev/v3'],
  types: { Client: ['New()'], Request: ['Client#R()', 'Request#**()'] },
  calls: [
    { on: 'Request#{Get,Post,Put,Patch,Delete,Head}', is: 'http-request', method: 'name', onErrorStatus: 'resolves' },
    { on: 'Request#Execute', is: 'http-request', method: 'argument:0', url: 1, onErrorStatus: 'resolves' },
  ],
});

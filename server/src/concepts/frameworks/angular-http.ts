import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'angular-http',
  title: 'Angular HttpClient',
  languages: ['typescript', 'javascript'],
  modules: ['@angular/common/http', '@angular/core'],
  types: { HttpClient: ['HttpClient()'] },
  injectors: [{ name: 'inject', argument: 0 }],
  calls: [
    { on: 'HttpClient#{get,delete,head,jsonp}', is: 'http-request', method: 'name', options: 1 },
    { on: 'HttpClient#{post,put,patch}', is: 'http-request', method: 'name', options: 2 },
    { on: 'HttpClient#request', is: 'http-request', method: 'argument:0', url: 1, options: 2 },
  ],
});

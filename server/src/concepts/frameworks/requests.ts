import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'requests',
  title: 'Requests',
  languages: ['python'],
  modules: ['requests', 'requests_oauthlib', 'cachecontrol'],
  types: { Session: ['session()', 'sessions.Session#', 'OAuth2Session#', 'OAuth1Session#'] },
  calls: [
    {
      on: [
        '{get,post,put,patch,delete,head,options,request}',
        'Session#{get,post,put,patch,delete,head,options,request,send}',
        'api.{get,post,put,patch,delete,head}',
      ],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout'],
      absent: 'none',
    },
    {
      on: [
        '{get,post,put,patch,delete,head,options}',
        'Session#{get,post,put,patch,delete,head,options}',
        'api.{get,post,put,patch,delete,head}',
      ],
      is: 'http-request',
      method: 'name',
      onErrorStatus: 'resolves',
    },
    { on: ['request', 'Session#request'], is: 'http-request', method: 'argument:0', url: 1, onErrorStatus: 'resolves' },
    { on: 'Session#send', is: 'http-request', method: 'unknown', url: 'none', onErrorStatus: 'resolves' },
  ],
});

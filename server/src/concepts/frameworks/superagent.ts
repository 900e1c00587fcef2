import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'superagent',
  title: 'SuperAgent',
  languages: ['typescript', 'javascript'],
  modules: ['superagent'],
  types: { Agent: ['default', 'Agent#agent()', 'agent()'] },
  calls: [
    { on: ['Agent#{get,post,put,patch,delete,del,head}', '{get,post,put,patch,del,head}'], is: 'http-request', method: 'name' },
    { on: 'Agent#', is: 'http-request', method: 'argument:0', url: 1 },
  ],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'web-response',
  title: 'The Response of the web platform',
  languages: ['typescript', 'javascript'],
  modules: ['global'],
  calls: [{ on: ['Response.json', 'Response'], is: 'response', status: ['status'], body: [0] }],
});

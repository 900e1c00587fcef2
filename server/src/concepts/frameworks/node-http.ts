import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'node-http',
  title: 'Requests and replies of Node.js',
  languages: ['typescript', 'javascript'],
  modules: ['http', 'https'],
  httpTypes: ['{IncomingMessage,ServerResponse}#', 'default.{IncomingMessage,ServerResponse}#'],
});

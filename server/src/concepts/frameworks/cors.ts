import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'cors',
  title: 'CORS middleware',
  languages: ['typescript', 'javascript'],
  modules: ['@fastify/cors', 'cors', '@koa/cors'],
  middleware: { default: 'cors', '*': 'cors' },
});

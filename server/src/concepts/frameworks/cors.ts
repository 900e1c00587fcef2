import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'cors',
  title: 'CORS middleware',
  languages: ['typescript', 'javascript'],
  modules: ['@fastify/cors', 'fastify-cors', 'cors', '@koa/cors', 'koa2-cors', 'kcors', 'hono/cors'],
  packages: ['@fastify/cors', 'cors', '@koa/cors'],
  middleware: { default: 'cors', '*': 'cors' },
  calls: [
    { on: ['default', 'cors'], is: 'cors', options: 0, origins: ['origin'], credentials: 'credentials', byDefault: 'wildcard' },
  ],
});

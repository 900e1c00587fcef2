import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fastify-plugins',
  title: 'Fastify plugins',
  languages: ['typescript', 'javascript'],
  modules: [
    '@fastify/cors',
    '@fastify/helmet',
    '@fastify/rate-limit',
    '@fastify/cookie',
    '@fastify/session',
    '@fastify/jwt',
    '@fastify/static',
  ],
  middleware: { default: 'other' },
});

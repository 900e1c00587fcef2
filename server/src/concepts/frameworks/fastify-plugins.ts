import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fastify-plugins',
  title: 'Fastify plugins',
  languages: ['typescript', 'javascript'],
  modules: ['@fastify/cookie', '@fastify/jwt', '@fastify/static'],
  middleware: { default: 'other' },
});

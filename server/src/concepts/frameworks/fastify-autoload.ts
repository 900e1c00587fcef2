import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fastify-autoload',
  title: '@fastify/autoload',
  languages: ['typescript', 'javascript'],
  modules: ['@fastify/autoload', 'fastify-autoload'],
  calls: [{ on: ['default', 'fastifyAutoload', 'autoLoad'], is: 'loads-folder' }],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fastify-jwt',
  title: 'JWT plugin of Fastify',
  languages: ['typescript', 'javascript'],
  modules: ['fastify'],
  packages: ['@fastify/jwt'],
  types: {
    FastifyInstance: ['default()', 'fastify()', 'Fastify()', 'FastifyInstance#register(0:0)'],
    FastifyReply: ['FastifyInstance#{get,post,put,patch,delete,route}(*:1)'],
  },
  calls: [
    {
      on: ['FastifyReply#jwtSign', 'FastifyInstance#jwt.sign'],
      is: 'token-signing',
      payload: 0,
      options: 1,
      optionKeys: ['expiresIn'],
      optionsIn: 'sign',
      hasDefaults: true,
    },
    {
      on: 'FastifyInstance#register',
      is: 'token-defaults',
      of: 'fastify-jwt',
      plugin: ['@fastify/jwt', 'fastify-jwt'],
      settings: 1,
      options: 'sign',
      key: 'expiresIn',
    },
  ],
});

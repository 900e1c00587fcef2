import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'script-safeguards',
  title: 'What Fastify, NestJS and Hono bring along',
  languages: ['typescript', 'javascript'],
  modules: ['fastify', '@nestjs/core', '@nestjs/common', 'hono'],
  types: { Hono: [] },
  calls: [
    // With its logger on, Fastify gives each request an id and logs it.
    { on: ['default', 'fastify', 'Fastify'], is: 'safeguard', what: 'request-id', key: 'logger' },
    {
      on: ['FastifyInstance#setErrorHandler', 'INestApplication#useGlobalFilters', 'Hono#onError', 'Hono#**.onError'],
      is: 'safeguard',
      what: 'error-handler',
    },
  ],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fastify',
  title: 'Fastify',
  languages: ['typescript', 'javascript'],
  modules: ['fastify'],
  types: {
    FastifyInstance: [
      'default()',
      'fastify()',
      'Fastify()',
      'FastifyInstance#withTypeProvider()',
      'FastifyInstance#register(0:0)',
    ],
  },
  routerTypes: ['FastifyInstance'],
  handlerTypes: ['FastifyRequest#', 'FastifyReply#'],
  calls: [
    { on: ['default', 'fastify', 'Fastify'], is: 'server' },
    { on: 'FastifyInstance#{get,post,put,patch,delete,all}', is: 'route', method: 'name', path: 0 },
    { on: 'FastifyInstance#listen', is: 'listen' },
    { on: 'FastifyInstance#close', is: 'shutdown', what: 'server' },
    { on: 'FastifyInstance#register', is: 'use', firstMayBePath: false },
    { on: 'FastifyInstance#log.{trace,debug,info,warn,error,fatal}', is: 'log', level: 'name' },
    { on: 'FastifyInstance#*(*:0).log.{trace,debug,info,warn,error,fatal}', is: 'log', level: 'name' },
    { on: 'FastifyRequest#log.{trace,debug,info,warn,error,fatal}', is: 'log', level: 'name' },
  ],
});

import { defineFramework } from '../framework-model.ts';

/** Hooks of a route that run before its handler, in this order. */
const FASTIFY_HOOKS = ['onRequest', 'preParsing', 'preValidation', 'preHandler'];

export default defineFramework({
  name: 'fastify',
  title: 'Fastify',
  languages: ['typescript', 'javascript'],
  modules: [
    'fastify',
    // A plugin that is typed by its schemas imports its type from one of these and nothing of Fastify's own.
    'fastify-type-provider-zod',
    '@fastify/type-provider-typebox',
    '@fastify/type-provider-json-schema-to-ts',
  ],
  inputs: { 'FastifyRequest#body': 'body', 'FastifyRequest#query': 'query', 'FastifyRequest#params': 'params' },
  types: {
    FastifyRequest: ['FastifyInstance#{get,post,put,patch,delete,all}(*:0)'],
    FastifyInstance: [
      'default()',
      'fastify()',
      'Fastify()',
      'FastifyInstance#withTypeProvider()',
      'FastifyInstance#register(0:0)',
    ],
    FastifyReply: [
      'FastifyInstance#{get,post,put,patch,delete,all}(*:1)',
      'FastifyInstance#setErrorHandler(0:2)',
      'FastifyReply#{code,status,type,header,headers,setCookie,clearCookie}()',
    ],
  },
  handlerShapes: [
    { parameters: [/^_?req(uest)?$/, /^_?reply$/], types: ['FastifyRequest', 'FastifyReply'] },
    { parameters: [/^_?e(rr(or)?)?$/, /^_?req(uest)?$/, /^_?reply$/], types: ['', 'FastifyRequest', 'FastifyReply'] },
  ],
  returnedAnswer: 'body',
  routerNames: { names: ['fastify', 'instance', 'app', 'server'], type: 'FastifyInstance' },
  routerTypes: ['FastifyInstance'],
  handlerTypes: ['FastifyRequest#', 'FastifyReply#'],
  calls: [
    {
      on: 'FastifyReply#send',
      is: 'response',
      status: ['chain:code', 'chain:status', 'before:code', 'before:status', 'before:statusCode'],
      body: [0],
    },
    { on: ['default', 'fastify', 'Fastify'], is: 'server' },
    {
      on: 'FastifyInstance#{get,post,put,patch,delete,all}',
      is: 'route',
      method: 'name',
      path: 0,
      handlerKeyword: 'handler',
      chainKeywords: FASTIFY_HOOKS,
      schemaKeyword: 'schema',
    },
    {
      on: 'FastifyInstance#route',
      is: 'route',
      method: 'ANY',
      pathKeyword: 'url',
      methodKeyword: 'method',
      handlerKeyword: 'handler',
      chainKeywords: FASTIFY_HOOKS,
      schemaKeyword: 'schema',
    },
    { on: 'FastifyInstance#listen', is: 'listen' },
    { on: 'FastifyInstance#close', is: 'shutdown', what: 'server' },
    { on: 'FastifyInstance#register', is: 'use', firstMayBePath: false, takesPlugins: true, prefixKeywords: ['prefix'] },
    { on: 'FastifyInstance#log.{trace,debug,info,warn,error,fatal}', is: 'log', level: 'name' },
    { on: 'FastifyInstance#*(*:0).log.{trace,debug,info,warn,error,fatal}', is: 'log', level: 'name' },
    { on: 'FastifyRequest#log.{trace,debug,info,warn,error,fatal}', is: 'log', level: 'name' },
  ],
});

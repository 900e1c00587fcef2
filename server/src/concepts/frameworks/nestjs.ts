import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'nestjs',
  title: 'NestJS',
  languages: ['typescript', 'javascript'],
  modules: ['@nestjs/core', '@nestjs/common', '@nestjs/config', '@nestjs/swagger'],
  types: {
    INestApplication: ['NestFactory.create()', 'NestExpressApplication#', 'NestFastifyApplication#'],
  },
  routeDecorators: [{ on: '{Get,Post,Put,Patch,Delete,Options,Head,All,Sse}', method: 'name', path: 0 }],
  decorators: {
    Controller: 'controller',
    Catch: 'middleware',
  },
  bases: {},
  calls: [
    { on: 'NestFactory.create', is: 'server' },
    { on: 'INestApplication#listen', is: 'listen' },
    { on: 'INestApplication#use', is: 'use', firstMayBePath: true },
    { on: 'INestApplication#enableShutdownHooks', is: 'shutdown', what: 'whole' },
    { on: 'INestApplication#close', is: 'shutdown', what: 'server' },
    { on: 'Logger#{log,error,warn,debug,verbose,fatal}', is: 'log', level: 'name' },
    { on: 'Logger.{log,error,warn,debug,verbose}', is: 'log', level: 'name' },
  ],
});

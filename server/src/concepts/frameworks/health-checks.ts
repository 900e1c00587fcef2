import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'health-checks',
  title: 'Health checks for Node.js servers',
  languages: ['typescript', 'javascript'],
  modules: [
    '@nestjs/terminus',
    '@godaddy/terminus',
    'lightship',
    'express-healthcheck',
    'express-actuator',
    'fastify-healthcheck',
    '@fastify/under-pressure',
    'under-pressure',
    '@cloudnative/health-connect',
    'koa-simple-healthcheck',
    'koa-ping',
  ],
  provides: ['health-check'],
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'sessions',
  title: 'Session middleware',
  languages: ['typescript', 'javascript'],
  modules: ['@fastify/session', 'express-session', 'cookie-session', 'cookie-parser', 'koa-session'],
  middleware: { default: 'session' },
});

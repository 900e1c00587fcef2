import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'rate-limiting',
  title: 'Rate limit middleware',
  languages: ['typescript', 'javascript'],
  modules: ['@fastify/rate-limit', 'express-rate-limit', 'express-slow-down', 'rate-limiter-flexible'],
  middleware: { default: 'rate-limit', '{rateLimit,slowDown}': 'rate-limit' },
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'helmet',
  title: 'Security header middleware',
  languages: ['typescript', 'javascript'],
  modules: [
    '@fastify/helmet',
    'fastify-helmet',
    'helmet',
    'koa-helmet',
    'lusca',
    'hono/secure-headers',
    'next-secure-headers',
    '@next-safe/middleware',
    'nuxt-security',
    '@nosecone/next',
  ],
  packages: ['@fastify/helmet', 'helmet', 'koa-helmet', 'lusca'],
  middleware: { default: 'security-headers', 'default.*': 'security-headers', '*': 'security-headers' },
  provides: ['security-headers'],
});

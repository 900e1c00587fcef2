import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'http-proxies',
  title: 'Proxies inside a server',
  languages: ['typescript', 'javascript'],
  modules: ['http-proxy-middleware', 'express-http-proxy', '@fastify/http-proxy', 'koa-proxies', 'fastify-http-proxy'],
  middleware: {
    'default()': 'proxy',
    default: 'proxy',
    '{createProxyMiddleware,legacyCreateProxyMiddleware}': 'proxy',
  },
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'request-logging',
  title: 'Request log middleware',
  languages: ['typescript', 'javascript'],
  modules: ['morgan', 'pino-http', 'express-winston', 'express-pino-logger'],
  middleware: { default: 'log', '{logger,pinoHttp}': 'log', 'default.logger': 'log' },
});

import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'script-error-handlers',
  title: 'Error handlers for Node.js servers',
  languages: ['typescript', 'javascript'],
  modules: [
    'express-error-handler',
    'errorhandler',
    'api-error-handler',
    'http-problem-details-mapper',
    'express-http-problem-details',
    'express-problem-details',
    'koa-error',
    'koa-json-error',
    'koa-onerror',
    'koa-better-error-handler',
    'strong-error-handler',
  ],
  provides: ['error-handler'],
});

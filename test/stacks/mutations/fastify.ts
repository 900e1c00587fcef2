import type { Edits } from './mutations.ts';
import { errorHandlerEdits, reactEdits, typescriptEdits } from './typescript.ts';

export const fastify: Edits = {
  ...typescriptEdits('backend/src'),
  ...reactEdits('frontend/src'),
  ...errorHandlerEdits,
  'type-error': {
    file: 'backend/src/app.ts',
    find: 'app.setErrorHandler(answerError);',
    replace: 'app.setErrorHandler(answerError, 1);',
  },
  'any-origin': {
    file: 'backend/src/app.ts',
    find: 'origin: [...config.corsOrigins],',
    replace: "origin: '*',",
  },
  'blind-readiness': {
    file: 'backend/src/health/health.ts',
    find: 'reply.code(isReady ? 200 : 503)',
    replace: 'reply.code(isReady ? 200 : 200)',
  },
  'open-list': {
    file: 'backend/src/features/products/product.routes.ts',
    find: "app.addHook('onRequest', access.authenticate);",
    replace: "if (app.prefix === '') app.addHook('onRequest', access.authenticate);",
  },
  'no-role': {
    file: 'backend/src/features/products/product.routes.ts',
    find: "onRequest: access.authorize('admin'), schema",
    replace: 'schema',
  },
  'no-origin-list': {
    file: 'backend/src/app.ts',
    find: 'origin: [...config.corsOrigins],',
    replace: 'origin: true,',
  },
  'no-rate-limit': {
    file: 'backend/src/http/rate-limit.ts',
    find: 'max: config.rateLimitMax,',
    replace: 'max: config.rateLimitMax + 1_000_000,',
  },
  'no-security-headers': {
    file: 'backend/src/app.ts',
    find: 'app.register(helmet);',
    replace: 'if (config.port < 0) app.register(helmet);',
  },
  'any-request-id': {
    file: 'backend/src/http/request-id.ts',
    find: "typeof given === 'string' && acceptedId.test(given)",
    replace: "typeof given === 'string' && (acceptedId.test(given) || given.length > 0)",
  },
  'logged-bodies': {
    file: 'backend/src/app.ts',
    find: 'app.register(cookie);',
    replace: `app.register(cookie);
  app.addHook('preHandler', async (request) => {
    request.log.info({ text: JSON.stringify(request.body) }, 'body');
  });`,
  },
};

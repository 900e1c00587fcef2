import type { Edits } from './mutations.ts';
import { errorHandlerEdits, reactEdits, typescriptEdits } from './typescript.ts';

export const express: Edits = {
  ...typescriptEdits('backend/src'),
  ...reactEdits('frontend/src'),
  ...errorHandlerEdits,
  'type-error': {
    file: 'backend/src/app.ts',
    find: "app.disable('x-powered-by');",
    replace: "app.disable('x-powered-by', 1);",
  },
  'any-origin': {
    file: 'backend/src/app.ts',
    find: 'origin: config.corsOrigins,',
    replace: "origin: '*',",
  },
  'blind-readiness': {
    file: 'backend/src/health/health.ts',
    find: 'response.status(isReady ? 200 : 503)',
    replace: 'response.status(isReady ? 200 : 200)',
  },
  'open-list': {
    file: 'backend/src/features/products/product.routes.ts',
    find: 'router.use(access.authenticate);',
    replace: "router.use('/none', access.authenticate);",
  },
  'no-role': {
    file: 'backend/src/features/products/product.routes.ts',
    find: "access.authorize('admin'), controller.delete",
    replace: 'controller.delete',
  },
  'no-origin-list': {
    file: 'backend/src/app.ts',
    find: 'origin: config.corsOrigins,',
    replace: 'origin: true,',
  },
  'no-rate-limit': {
    file: 'backend/src/app.ts',
    find: 'createRateLimit(config)',
    replace: 'createRateLimit({ ...config, rateLimitMax: 1_000_000 })',
  },
  'no-security-headers': {
    file: 'backend/src/app.ts',
    find: 'app.use(helmet());',
    replace: "app.use('/none', helmet());",
  },
  'any-request-id': {
    file: 'backend/src/http/request-id.ts',
    find: 'given !== undefined && acceptedId.test(given)',
    replace: 'given !== undefined && (acceptedId.test(given) || given.length > 0)',
  },
  'logged-bodies': {
    file: 'backend/src/app.ts',
    find: 'app.use(express.json({ limit: config.bodyLimitBytes }));',
    replace: `app.use(express.json({ limit: config.bodyLimitBytes }));
  app.use((request, _response, next) => {
    logger.info({ text: JSON.stringify(request.body) }, 'body');
    next();
  });`,
  },
};

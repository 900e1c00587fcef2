import type { Edits } from './mutations.ts';
import { reactEdits, typescriptEdits } from './typescript.ts';

export const nextjs: Edits = {
  ...typescriptEdits('web/src'),
  ...reactEdits('web/src'),
  'type-error': {
    file: 'web/src/main.ts',
    find: 'const logger = createLogger(config.logLevel);',
    replace: 'const logger = createLogger(config.logLevel, 1);',
  },
  'any-origin': {
    file: 'web/src/http/listener.ts',
    find: 'origin: config.corsOrigins,',
    replace: "origin: '*',",
  },
  'blind-readiness': {
    file: 'web/src/http/health.ts',
    find: 'sendJson(response, isReady ? 200 : 503,',
    replace: 'sendJson(response, isReady ? 200 : 200,',
  },
  'told-error': {
    file: 'web/src/errors/error-answer.ts',
    find: "known?.message ?? 'The request could not be completed'",
    replace: 'known?.message ?? String(error)',
  },
  'nameless-refusal': {
    file: 'web/src/errors/error-answer.ts',
    find: 'new appErrors.ValidationError(fieldErrors(error))',
    replace: 'new appErrors.ValidationError(fieldErrors(error).slice(0, 0))',
  },
  'open-list': {
    file: 'web/src/app/api/products/route.ts',
    find: 'await authenticate(request);\n  const query',
    replace: 'const query',
  },
  'no-role': {
    file: 'web/src/app/api/products/[id]/route.ts',
    find: "await authorize(request, 'admin');",
    replace: "if (request.method === '') await authorize(request, 'admin');",
  },
  'no-origin-list': {
    file: 'web/src/http/listener.ts',
    find: 'origin: config.corsOrigins,',
    replace: 'origin: true,',
  },
  'no-rate-limit': {
    file: 'web/src/http/listener.ts',
    find: 'limit: config.rateLimitMax',
    replace: 'limit: config.rateLimitMax + 1_000_000',
  },
  'no-security-headers': {
    file: 'web/src/http/listener.ts',
    find: 'await setSecurityHeaders(',
    replace: "if (path === '') await setSecurityHeaders(",
  },
  'any-request-id': {
    file: 'web/src/http/listener.ts',
    find: "typeof given === 'string' && acceptedId.test(given)",
    replace: "typeof given === 'string' && (acceptedId.test(given) || given.length > 0)",
  },
  'logged-bodies': {
    file: 'web/src/http/json-body.ts',
    find: 'const text = await textWithin(request, runtime().config.bodyLimitBytes);',
    replace: `const text = await textWithin(request, runtime().config.bodyLimitBytes);
  runtime().logger.info({ text }, 'body');`,
  },
};

import plugin from 'fastify-plugin';
import { ForbiddenError } from '../errors/app-errors.ts';
import { isFromForeignPage } from './origins.ts';

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what pages of other sites want to change: browsers send the session cookie with their requests too. OWASP Cross-Site Request
 * Forgery Prevention Cheat Sheet, Fetch Metadata and checking the Origin.
 */
export const refuseCrossSite = plugin<{ allowedOrigins: readonly string[] }>(async (app, { allowedOrigins }) => {
  app.addHook('onRequest', async ({ method, headers }) => {
    if (!safeMethods.includes(method) && isFromForeignPage(headers, allowedOrigins)) {
      throw new ForbiddenError('Pages of another site may not change anything here');
    }
  });
});

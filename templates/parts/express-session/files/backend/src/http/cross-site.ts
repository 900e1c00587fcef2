import type { RequestHandler } from 'express';
import { ForbiddenError } from '../errors/app-errors.ts';
import { isFromForeignPage } from './origins.ts';

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what pages of other sites want to change: browsers send the session cookie with their requests too. OWASP Cross-Site Request
 * Forgery Prevention Cheat Sheet, Fetch Metadata and checking the Origin.
 */
export function refuseCrossSite(allowedOrigins: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    if (!safeMethods.includes(request.method) && isFromForeignPage(request.headers, allowedOrigins)) {
      throw new ForbiddenError('Pages of another site may not change anything here');
    }
    next();
  };
}

import type { IncomingMessage } from 'node:http';
import { ForbiddenError } from '../errors/app-errors.ts';
import { isFromForeignPage } from './origins.ts';

const safeMethods: readonly (string | undefined)[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Throws ForbiddenError for what a page of another site wants to change: browsers send the session cookie with its requests too. OWASP
 * Cross-Site Request Forgery Prevention Cheat Sheet, Fetch Metadata and checking the Origin.
 */
export function refuseCrossSite({ method, headers }: IncomingMessage, allowedOrigins: readonly string[]): void {
  if (!safeMethods.includes(method) && isFromForeignPage(headers, allowedOrigins)) {
    throw new ForbiddenError('Pages of another site may not change anything here');
  }
}

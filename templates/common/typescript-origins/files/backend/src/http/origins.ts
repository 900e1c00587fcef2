import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page sent the request that is neither of an allowed origin nor of the server's own. Programs that are no browsers send
 * neither of the two headers, and are no page.
 */
export function isFromForeignPage(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site';
  return !allowedOrigins.includes(origin) && URL.parse(origin)?.host !== host;
}

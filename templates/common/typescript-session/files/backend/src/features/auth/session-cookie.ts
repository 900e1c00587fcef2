import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'cookie';

export const sessionCookie = 'session';

/** The id that a request brings along; nobody has checked it yet. */
export function sessionIdOf({ cookie }: IncomingHttpHeaders): string | undefined {
  return parseCookie(cookie ?? '')[sessionCookie];
}

import { stringifySetCookie } from 'cookie';
import { runtime } from '../../logging/request-context.ts';
import { sessionCookie } from './session-cookie.ts';

/** The headers that keep a session in the browser. */
export function keepSessionCookie(id: string): HeadersInit {
  return { 'Cache-Control': 'no-store', 'Set-Cookie': setCookie(id, runtime().config.sessionTtlSeconds) };
}

/** The headers that take it out of the browser. */
export function dropSessionCookie(): HeadersInit {
  return { 'Set-Cookie': setCookie('', 0) };
}

function setCookie(value: string, maxAge: number): string {
  const { isProduction } = runtime().config;
  return stringifySetCookie({
    name: sessionCookie,
    value,
    maxAge,
    path: '/',
    expires: new Date(Date.now() + maxAge * 1000),
    httpOnly: true,
    secure: isProduction,
    sameSite: 'lax',
  });
}

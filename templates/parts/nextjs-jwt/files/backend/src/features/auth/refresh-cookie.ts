import { parseCookie, stringifySetCookie } from 'cookie';
import { runtime } from '../../logging/request-context.ts';

// The refresh token travels in a cookie that scripts cannot read and that only the routes of the sign-in get.

const name = 'refresh_token';

export function refreshCookie(request: Request): string | undefined {
  return parseCookie(request.headers.get('Cookie') ?? '')[name];
}

/** The headers that keep the token in the browser. */
export function keepRefreshCookie(token: string): HeadersInit {
  return { 'Cache-Control': 'no-store', 'Set-Cookie': setCookie(token, runtime().config.refreshTokenTtlSeconds) };
}

/** The headers that take the token out of the browser. */
export function dropRefreshCookie(): HeadersInit {
  return { 'Set-Cookie': setCookie('', 0) };
}

function setCookie(value: string, maxAge: number): string {
  const { isProduction } = runtime().config;
  return stringifySetCookie({
    name,
    value,
    maxAge,
    path: '/api/auth',
    expires: new Date(Date.now() + maxAge * 1000),
    httpOnly: true,
    secure: isProduction,
    sameSite: 'lax',
  });
}

import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../../config/config.ts';
import { Credentials } from './auth.schema.ts';
import type { AuthService } from './auth.service.ts';

const cookieName = 'refresh_token';
const cookiePath = '/api/auth';

export class AuthController {
  readonly #auth: AuthService;
  readonly #config: Pick<Config, 'isProduction' | 'refreshTokenTtlSeconds'>;

  constructor(auth: AuthService, config: Pick<Config, 'isProduction' | 'refreshTokenTtlSeconds'>) {
    this.#auth = auth;
    this.#config = config;
  }

  readonly login: RequestHandler = async (request, response) => {
    const { session, refreshToken } = await this.#auth.login(Credentials.parse(request.body));
    this.#setRefreshCookie(response, refreshToken);
    response.json(session);
  };

  readonly refresh: RequestHandler = async (request, response) => {
    const { session, refreshToken } = await this.#auth.refresh(refreshCookie(request));
    this.#setRefreshCookie(response, refreshToken);
    response.json(session);
  };

  readonly logout: RequestHandler = async (request, response) => {
    await this.#auth.logout(refreshCookie(request));
    response.clearCookie(cookieName, { path: cookiePath });
    response.status(204).end();
  };

  #setRefreshCookie(response: Response, token: string): void {
    response.setHeader('Cache-Control', 'no-store');
    response.cookie(cookieName, token, {
      httpOnly: true,
      secure: this.#config.isProduction,
      sameSite: 'lax',
      path: cookiePath,
      maxAge: this.#config.refreshTokenTtlSeconds * 1000,
    });
  }
}

function refreshCookie(request: Request): string | undefined {
  return parseCookie(request.get('Cookie') ?? '')[cookieName];
}

import type { RequestHandler, Response } from 'express';
import type { Config } from '../../config/config.ts';
import { Credentials } from './auth.schema.ts';
import type { AuthService } from './auth.service.ts';
import { sessionCookie, sessionIdOf } from './session-cookie.ts';

type CookieConfig = Pick<Config, 'isProduction' | 'sessionTtlSeconds'>;

export class AuthController {
  readonly #auth: AuthService;
  readonly #config: CookieConfig;

  constructor(auth: AuthService, config: CookieConfig) {
    this.#auth = auth;
    this.#config = config;
  }

  readonly login: RequestHandler = async (request, response) => {
    const credentials = Credentials.parse(request.body);
    const { session, id } = await this.#auth.login(credentials, sessionIdOf(request.headers));
    response.setHeader('Cache-Control', 'no-store');
    keepSession(response, id, this.#config);
    response.json(session);
  };

  readonly logout: RequestHandler = async (request, response) => {
    await this.#auth.logout(sessionIdOf(request.headers));
    forgetSession(response);
    response.status(204).end();
  };
}

export function keepSession(response: Response, id: string, config: CookieConfig): void {
  response.cookie(sessionCookie, id, {
    httpOnly: true,
    secure: config.isProduction,
    sameSite: 'lax',
    path: '/',
    maxAge: config.sessionTtlSeconds * 1000,
  });
}

export function forgetSession(response: Response): void {
  response.clearCookie(sessionCookie, { path: '/' });
}

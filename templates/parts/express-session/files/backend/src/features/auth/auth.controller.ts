import type { RequestHandler } from 'express';
import type { Config } from '../../config/config.ts';
import { Credentials } from './auth.schema.ts';
import type { AuthService } from './auth.service.ts';
import { sessionCookie, sessionIdOf } from './session-cookie.ts';

export class AuthController {
  readonly #auth: AuthService;
  readonly #config: Pick<Config, 'isProduction' | 'sessionTtlSeconds'>;

  constructor(auth: AuthService, config: Pick<Config, 'isProduction' | 'sessionTtlSeconds'>) {
    this.#auth = auth;
    this.#config = config;
  }

  readonly login: RequestHandler = async (request, response) => {
    const credentials = Credentials.parse(request.body);
    const { session, id } = await this.#auth.login(credentials, sessionIdOf(request.headers));
    response.setHeader('Cache-Control', 'no-store');
    response.cookie(sessionCookie, id, {
      httpOnly: true,
      secure: this.#config.isProduction,
      sameSite: 'lax',
      path: '/',
      maxAge: this.#config.sessionTtlSeconds * 1000,
    });
    response.json(session);
  };

  readonly logout: RequestHandler = async (request, response) => {
    await this.#auth.logout(sessionIdOf(request.headers));
    response.clearCookie(sessionCookie, { path: '/' });
    response.status(204).end();
  };
}
